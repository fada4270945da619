// Scores answers of a lookup: the definitions of the benchmark, with 95 % intervals.
import type { TestQuery } from './queries.ts';

export interface Answer {
  readonly query: TestQuery;
  /** Best first; none for "not found". */
  readonly ids: readonly string[];
}

export interface Share {
  readonly count: number;
  readonly of: number;
}

const shareOf = (answers: readonly Answer[], isSo: (answer: Answer) => boolean): Share => ({
  count: answers.filter(isSo).length,
  of: answers.length,
});

export const isAnswerable = ({ query }: Answer): boolean => query.want.length > 0;
/** Whether any wanted id stands among the first so many. */
export const isHit = ({ query, ids }: Answer, among: number): boolean =>
  ids.slice(0, among).some((id) => query.want.includes(id));

export interface Score {
  readonly first: Share;
  readonly three: Share;
  readonly five: Share;
  /** First hits of one class; of unfinished queries ("prefix") hits in the first five, as a list of suggestions shows them. */
  readonly byClass: ReadonlyMap<string, Share>;
  /** "Not found" where nothing fits, and where something does. */
  readonly notFound: Share;
  readonly falseNotFound: Share;
}

export function scoreOf(answers: readonly Answer[]): Score {
  const answerable = answers.filter(isAnswerable);
  const none = answers.filter((answer) => !isAnswerable(answer));
  const classes = Map.groupBy(answerable, ({ query }) => query.class);
  return {
    first: shareOf(answerable, (answer) => isHit(answer, 1)),
    three: shareOf(answerable, (answer) => isHit(answer, 3)),
    five: shareOf(answerable, (answer) => isHit(answer, 5)),
    byClass: new Map(
      [...classes].map(([name, own]) => [name, shareOf(own, (answer) => isHit(answer, name === 'prefix' ? 5 : 1))]),
    ),
    notFound: shareOf(none, ({ ids }) => ids.length === 0),
    falseNotFound: shareOf(answerable, ({ ids }) => ids.length === 0),
  };
}

/** The 95 % interval of a share (Wilson, 1927), both ends from 0 to 1. */
export function intervalOf({ count, of }: Share): readonly [number, number] {
  const z = 1.96;
  const share = count / of;
  const middle = share + (z * z) / (2 * of);
  const reach = z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of));
  const whole = 1 + (z * z) / of;
  return [Math.max(0, (middle - reach) / whole), Math.min(1, (middle + reach) / whole)];
}

/** "94.2 % (90–97)"; '' for a share of nothing. */
export function shareText(share: Share): string {
  if (share.of === 0) return '';
  const [low, high] = intervalOf(share);
  return `${((100 * share.count) / share.of).toFixed(1)} % (${(100 * low).toFixed(0)}–${(100 * high).toFixed(0)})`;
}
