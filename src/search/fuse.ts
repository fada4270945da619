// Fuse.js over the candidates' nearest names and asks: it sees letters where the rest sees words, and forgives what no dictionary
// lists. It gives 0.8 points of first hits (docs/lookup.md).
import Fuse, { type IFuseOptions } from 'fuse.js';

/** The short texts of one candidate: its title, and those of its other names and asks that come nearest. */
export interface ShortTexts {
  readonly place: number;
  readonly title: string;
  readonly name: string;
  readonly ask: string;
}

const options: IFuseOptions<ShortTexts> = {
  keys: [
    { name: 'title', weight: 2 },
    { name: 'name', weight: 2 },
    { name: 'ask', weight: 1 },
  ],
  includeScore: true,
  ignoreLocation: true,
  useTokenSearch: true,
  threshold: 0.35,
  minMatchCharLength: 2,
};

/**
 * Likeness from 0 to 1 by place in the index; what Fuse does not find is absent. Fuse over every field of 100 topics takes 20 ms, over
 * these three 2 ms (2026-11-24).
 */
export function fuseLikeness(wanted: string, texts: readonly ShortTexts[]): ReadonlyMap<number, number> {
  const hits = new Fuse(texts, options).search(wanted);
  return new Map(hits.map(({ item, score = 1 }) => [item.place, 1 - score]));
}
