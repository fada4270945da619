// The few topics that a query may mean, from an inverted index: everything after this looks at no more than these. The right one is
// among its 100 for every development query; over 10,000 topics it keeps a query under 20 ms (docs/lookup.md).
import type { Field, Phrase } from './phrases.ts';
import type { Query, Slot } from './query.ts';
import { termOf } from './term.ts';

export interface Candidates {
  /** Places of the topics that hold the most of the query, best first; at most `limit`. */
  of(query: Query, limit: number): readonly number[];
}

/** A name that holds the word is worth more than an explanation that does. */
const fieldShares: Readonly<Record<Field, number>> = { title: 1, alias: 1, tag: 0.8, ask: 0.8, text: 0.5 };

interface Postings {
  readonly places: number[];
  readonly shares: number[];
}

/** `topics` holds the phrases of each topic. */
export function createCandidates(topics: readonly (readonly Phrase[])[]): Candidates {
  const postings = new Map<string, Postings>();
  for (const [place, phrases] of topics.entries()) {
    for (const [term, share] of sharesOf(phrases)) {
      const own = postings.get(term) ?? { places: [], shares: [] };
      postings.set(term, own);
      own.places.push(place);
      own.shares.push(share);
    }
  }
  const sums = new Float64Array(topics.length);
  return {
    of: (query, limit) => {
      sums.fill(0);
      for (const slot of query.slots) {
        for (const [place, best] of bestsOf(slot, postings)) sums[place] = (sums[place] ?? 0) + slot.weight * best;
      }
      return bestPlaces(sums, limit);
    },
  };
}

/** By topic: how well it holds the likeliest reading of the slot. */
function bestsOf({ readings }: Slot, postings: ReadonlyMap<string, Postings>): ReadonlyMap<number, number> {
  const bests = new Map<number, number>();
  for (const { term, likeness } of readings) {
    const { places, shares } = postings.get(term) ?? { places: [], shares: [] };
    for (const [index, place] of places.entries()) {
      const value = likeness * (shares[index] ?? 0);
      if (value > (bests.get(place) ?? 0)) bests.set(place, value);
    }
  }
  return bests;
}

function sharesOf(phrases: readonly Phrase[]): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const { field, words } of phrases)
    for (const word of words) {
      const term = termOf(word);
      shares.set(term, Math.max(shares.get(term) ?? 0, fieldShares[field]));
    }
  return shares;
}

function bestPlaces(sums: Float64Array, limit: number): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < sums.length; place++) if ((sums[place] ?? 0) > 0) places.push(place);
  return places.sort((one, other) => (sums[other] ?? 0) - (sums[one] ?? 0) || one - other).slice(0, limit);
}
