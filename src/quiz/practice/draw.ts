// How a practice question stands on its card: an order of options that its buttons carry, and its wording by a hash.
import { createHash } from 'node:crypto';
import type { Question, QuestionOption } from '../../content/catalogue.ts';
import type { Random } from '../../random.ts';

const hashOf = (...parts: readonly string[]) => createHash('sha256').update(JSON.stringify(parts)).digest('hex');

/** Enough that the order of one showing says nothing of the next one's. */
const seeds = 36 ** 4;
export const newSeed = (random: Random): string => random(seeds).toString(36);

/** The options in the order of a seed; the same for every replica, and nothing in it knows which one is right. */
export function orderedBy(seed: string, { options }: Question): readonly QuestionOption[] {
  const keyed = options.map((option) => ({ option, key: hashOf(seed, option.text) }));
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ option }) => option);
}

/** Changes with what a member sees, and with nothing else: a press on an older wording is known by it. */
export const wordingOf = ({ prompt, options }: Question): string =>
  hashOf(prompt, ...options.map(({ text }) => text)).slice(0, 8);
