// "Quiz me": a question for one member alone, with the why at once. No board points.
import { type Question, refOf, type Topic } from '../../content/catalogue.ts';
import { chooseFresh } from '../../history/choice.ts';
import { lastSeen, personSubject, questionItem, remember } from '../../history/store.ts';
import type { Target } from '../../platform.ts';
import { isFirst } from '../../store/seen.ts';
import type { Db } from '../../store/tables.ts';
import type { QuizOptions } from '../quiz.ts';
import { tellable } from '../tellable/tellable.ts';
import { newSeed, orderedBy, wordingOf } from './draw.ts';

export interface Learner {
  readonly workspaceId: string;
  readonly personId: string;
  readonly target: Target;
}

export type Drawn =
  | { readonly kind: 'drawn'; readonly question: Question; readonly seed: string }
  /** There are questions, but all of them are open in a channel or held back just now. */
  | { readonly kind: 'resting' }
  | { readonly kind: 'none' };

/** A question of the topics that the person has not met, else the one met the longest ago. In the caller's transaction. */
export async function drawQuestion(
  tx: Db,
  quiz: QuizOptions,
  draw: Learner & { readonly topics: readonly Topic[] },
): Promise<Drawn> {
  const { topics, workspaceId, personId } = draw;
  const all = topics.flatMap(({ questions }) => questions);
  const free = await tellable(tx, all, draw);
  const met = await lastSeen(tx, { workspaceId, subject: personSubject(personId), prefix: questionItem('') });
  const question = chooseFresh(free, refOf, { lastSeen: met, random: quiz.random });
  if (question) return { kind: 'drawn', question, seed: newSeed(quiz.random) };
  return { kind: all.length > 0 ? 'resting' : 'none' };
}

export interface Attempt {
  readonly eventId: string;
  /** `topic/question`. */
  readonly ref: string;
  readonly seed: string;
  readonly wording: string;
  readonly optionIndex: number;
  readonly learner: (tx: Db) => Promise<Learner>;
}

export type Attempted =
  | { readonly kind: 'answered'; readonly question: Question; readonly seed: string; readonly optionIndex: number }
  /** Its words were changed since it was shown. */
  | { readonly kind: 'changed'; readonly question: Question; readonly seed: string }
  /** It is open in a round by now: its answer waits until that closes. */
  | { readonly kind: 'asked' }
  | { readonly kind: 'unknown' };

/** Takes an answer into the person's history, once for the event. */
export async function attempt(quiz: QuizOptions, attempt: Attempt): Promise<Attempted> {
  const { ref, seed, wording, optionIndex } = attempt;
  const question = quiz.catalogue.questionByRef.get(ref);
  if (!question) return { kind: 'unknown' };
  if (wordingOf(question) !== wording) return { kind: 'changed', question, seed };
  const option = orderedBy(seed, question)[optionIndex];
  if (!option) return { kind: 'unknown' };
  return quiz.store.write(async (tx): Promise<Attempted> => {
    const learner = await attempt.learner(tx);
    const { workspaceId, personId } = learner;
    // Judged among the topic's questions, as when it was drawn.
    const all = quiz.catalogue.topicById.get(question.topic)?.questions ?? [];
    if (!(await tellable(tx, all, learner)).includes(question)) return { kind: 'asked' };
    if (await isFirst(tx, attempt.eventId, quiz.clock.elapsed())) {
      const outcome = option.isRight ? 'right' : 'wrong';
      const subject = personSubject(personId);
      await remember(tx, [{ workspaceId, subject, item: questionItem(ref), outcome, at: quiz.clock.now() }]);
    }
    return { kind: 'answered', question, seed, optionIndex };
  });
}
