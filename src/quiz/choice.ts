// Which question a channel is asked: a new one, preferably about what it lately read or once got wrong.
import type { Question } from '../content/catalogue.ts';
import { refOf } from '../content/catalogue.ts';
import type { Random } from '../random.ts';

const dayMs = 86_400_000;
/** A question comes back after this much at the earliest, while there is another. */
export const restMs = 90 * dayMs;
/** A tip is asked about when it has had time to be half forgotten: recalling it then is what makes it stay. */
const recallAfterMs = 2 * dayMs;
const recallBeforeMs = 10 * dayMs;

export interface Met {
  /** The last time. */
  readonly at: number;
  /** How the channel did then; nothing when nobody answered. */
  readonly outcome: 'right' | 'wrong' | undefined;
}

export interface Past {
  /** By `topic/question`. */
  readonly asked: ReadonlyMap<string, Met>;
  /** The last tip of each topic, by its id. */
  readonly tips: ReadonlyMap<string, number>;
  readonly now: number;
}

export interface Chosen {
  readonly question: Question;
  /** The channel was asked before and got it wrong. */
  readonly isAgain: boolean;
}

/** One of the candidates by chance, by the rules above; when all have been asked lately, the one asked the longest ago. */
export function chooseQuestion(candidates: readonly Question[], past: Past, random: Random): Chosen | undefined {
  const metOf = (question: Question) => past.asked.get(refOf(question));
  const isWrong = (question: Question) => metOf(question)?.outcome === 'wrong';
  const rested = candidates.filter((question) => isRested(question, past));
  const again = rested.filter(isWrong);
  const recalled = rested.filter((question) => !isWrong(question) && isRecalled(past, question));
  const preferred = [again, recalled].filter((group) => group.length > 0);
  const fresh = rested.filter((question) => metOf(question) === undefined);
  const group = preferred.length > 0 ? preferred[random(preferred.length)] : fresh.length > 0 ? fresh : rested;
  const question = group && group.length > 0 ? group[random(group.length)] : longestAgo(candidates, past);
  return question && { question, isAgain: isWrong(question) };
}

/** The channel was not asked it for 90 days. */
export const isRested = (question: Question, { asked, now }: Pick<Past, 'asked' | 'now'>): boolean =>
  now - (asked.get(refOf(question))?.at ?? Number.NEGATIVE_INFINITY) >= restMs;

function isRecalled({ tips, now }: Past, question: Question): boolean {
  const ageMs = now - (tips.get(question.topic) ?? Number.NEGATIVE_INFINITY);
  return ageMs >= recallAfterMs && ageMs <= recallBeforeMs;
}

function longestAgo(candidates: readonly Question[], { asked }: Past): Question | undefined {
  const at = (question: Question) => asked.get(refOf(question))?.at ?? 0;
  return [...candidates].sort((one, other) => at(one) - at(other))[0];
}
