// What to show next: something new, else what was met the longest ago.
import type { Random } from '../random.ts';

/**
 * One of the candidates that `lastSeen` does not know, by chance; when all are known, the one met the longest ago.
 * Nothing when there are no candidates.
 */
export function chooseFresh<T>(
  candidates: readonly T[],
  refOf: (candidate: T) => string,
  { lastSeen, random }: { readonly lastSeen: ReadonlyMap<string, number>; readonly random: Random },
): T | undefined {
  const fresh = candidates.filter((candidate) => !lastSeen.has(refOf(candidate)));
  if (fresh.length > 0) return fresh[random(fresh.length)];
  const seenAt = (candidate: T) => lastSeen.get(refOf(candidate)) ?? 0;
  return [...candidates].sort((one, other) => seenAt(one) - seenAt(other))[0];
}
