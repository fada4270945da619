// The one home of chance: ids and shuffles.
import { randomBytes, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** A source of chance: an integer from 0 to `below` - 1. */
export type Random = (below: number) => number;

/** Chance from the operating system. */
export const systemRandom: Random = (below) => randomInt(below);

/** A UUIDv7: sorts by the instant (milliseconds since 1970) at which it was made. */
export function newId(atMs: number): string {
  return v7({ msecs: atMs });
}

/** Whether a text has the form of an id of ours. */
export const isId = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

/** 128 random bits as hex, for lease tokens and the playground's key. */
export function newToken(): string {
  return randomBytes(16).toString('hex');
}

/** A copy in random order (Fisher-Yates). */
export function shuffled<T>(items: readonly T[], random: Random): readonly T[] {
  const keyed = [...items];
  for (let last = keyed.length - 1; last > 0; last--) {
    const other = random(last + 1);
    const [a, b] = [keyed[last], keyed[other]];
    if (a !== undefined && b !== undefined) {
      keyed[last] = b;
      keyed[other] = a;
    }
  }
  return keyed;
}
