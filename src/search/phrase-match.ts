// How much of a query a phrase holds, and how much of the phrase the query holds.
import type { Field, Phrase } from './phrases.ts';
import type { Query } from './query.ts';
import { termOf } from './term.ts';
import type { Vocabulary } from './vocabulary.ts';

/** A phrase prepared once for all queries. */
export interface Weighed {
  readonly field: Field;
  readonly text: string;
  readonly folded: string;
  /** Its words that carry meaning, joined by spaces. */
  readonly wanted: string;
  readonly terms: readonly string[];
  readonly weights: readonly number[];
  readonly mass: number;
  /** The square root of the sum of squares, for the cosine. */
  readonly norm: number;
}

export function weigh({ field, text, folded, words }: Phrase, vocabulary: Vocabulary): Weighed {
  const terms = [...new Set(words.map(termOf))];
  const weights = terms.map((term) => vocabulary.weightOf(term));
  return { field, text, folded, wanted: words.join(' '), terms, weights, mass: sumOf(weights), norm: normOf(weights) };
}

const sumOf = (weights: readonly number[]) => weights.reduce((sum, weight) => sum + weight, 0);
const normOf = (weights: readonly number[]) => Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0));

interface Use {
  readonly slot: number;
  readonly likeness: number;
}

/** A query prepared for all phrases. */
export interface Target {
  readonly query: Query;
  /** By term: the slots of the query that may mean it. */
  readonly usesOf: ReadonlyMap<string, readonly Use[]>;
  readonly mass: number;
  readonly norm: number;
  /** Asked as an interviewer asks: "design a chat". */
  readonly isDesign: boolean;
}

const designing = /^(?:how (?:would|do|to) (?:you |i |we )?)?(?:design|build|create|implement|make)\b/;

export function targetOf(query: Query): Target {
  const usesOf = new Map<string, Use[]>();
  for (const [slot, { readings }] of query.slots.entries()) {
    for (const { term, likeness } of readings) usesOf.set(term, [...(usesOf.get(term) ?? []), { slot, likeness }]);
  }
  const weights = query.slots.map(({ weight }) => weight);
  return {
    query,
    usesOf,
    mass: sumOf(weights) || 1,
    norm: normOf(weights) || 1,
    isDesign: designing.test(query.folded),
  };
}

export interface Match {
  /** Share of the query that the phrase holds, and of the phrase that the query holds; each word by its weight. */
  readonly ofQuery: number;
  readonly ofPhrase: number;
  readonly cosine: number;
}

/** Nothing when they share no term. `best` is overwritten with the likeness at which each slot was met. */
export function matchOf(phrase: Weighed, target: Target, best: Float64Array): Match | undefined {
  best.fill(0);
  let phraseMass = 0;
  for (let at = 0; at < phrase.terms.length; at++) {
    const uses = target.usesOf.get(phrase.terms[at] ?? '');
    if (uses) phraseMass += (phrase.weights[at] ?? 0) * raised(best, uses);
  }
  if (phraseMass === 0) return undefined;
  let queryMass = 0;
  let product = 0;
  for (const [slot, { weight }] of target.query.slots.entries()) {
    queryMass += weight * (best[slot] ?? 0);
    product += weight * weight * (best[slot] ?? 0);
  }
  return {
    ofQuery: queryMass / target.mass,
    ofPhrase: phraseMass / phrase.mass,
    cosine: Math.min(1, product / (target.norm * phrase.norm)),
  };
}

/** Raises the slots that mean the term; the likest of its uses. */
function raised(best: Float64Array, uses: readonly Use[]): number {
  let likest = 0;
  for (const { slot, likeness } of uses) {
    if (likeness > (best[slot] ?? 0)) best[slot] = likeness;
    if (likeness > likest) likest = likeness;
  }
  return likest;
}
