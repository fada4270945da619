// Group quiz rounds: open, vote, count, close.
import type { Clock } from '../clock.ts';
import { type Catalogue, type Question, refOf, type Topic } from '../content/catalogue.ts';
import type { Level } from '../content/schema.ts';
import { heal, idOfKey, owe, oweAgain } from '../deliveries/store.ts';
import { chooseFresh } from '../history/choice.ts';
import { channelSubject, lastSeen, questionItem, remember } from '../history/store.ts';
import type { MessageRef, Target } from '../platform.ts';
import { newId, type Random } from '../random.ts';
import { isFirst } from '../store/seen.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { longestMs, shortestMs, snapshotOf } from './round.ts';
import {
  findRound,
  insertRound,
  markClosed,
  openQuestions,
  putVote,
  type Round,
  rememberAnswers,
  roundsToClose,
  setRef,
} from './store.ts';

export interface QuizOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalogue: Catalogue;
}

/** Which questions may be asked. */
export interface Wish {
  readonly topics: readonly Topic[];
  readonly level?: Level | undefined;
}

export interface Opening {
  readonly workspaceId: string;
  readonly target: Target;
  readonly wish: Wish;
  readonly openedAt: number;
  readonly closesAt: number;
  /** Person id. */
  readonly openedBy?: string;
  readonly scheduleId?: string;
  /** A delivery that goes out first. */
  readonly afterId?: string;
}

export type Opened =
  | { readonly kind: 'opened'; readonly roundId: string; readonly deliveryId: string; readonly closesAt: number }
  | { readonly kind: 'no-question' };

/**
 * Chooses a question and writes the round with its opening post, in the caller's transaction. A question that this
 * channel was not asked comes first, then the one asked the longest ago; one that is open in the workspace never.
 */
export async function openRound(tx: Db, quiz: QuizOptions, opening: Opening): Promise<Opened> {
  const question = await chooseQuestion(tx, quiz, opening);
  if (!question) return { kind: 'no-question' };
  const { workspaceId, target, openedAt } = opening;
  const roundId = newId(openedAt);
  const closesAt = openedAt + Math.min(longestMs, Math.max(shortestMs, opening.closesAt - openedAt));
  await insertRound(tx, {
    id: roundId,
    workspaceId,
    target,
    question: refOf(question),
    contentHash: question.contentHash,
    snapshot: snapshotOf(question, quiz.catalogue, quiz.random),
    openedBy: opening.openedBy,
    scheduleId: opening.scheduleId,
    openedAt,
    closesAt,
  });
  const subject = channelSubject(target.platform, target.channel);
  await remember(tx, [{ workspaceId, subject, item: questionItem(refOf(question)), outcome: 'seen', at: openedAt }]);
  const deliveryId = await owe(
    tx,
    {
      workspaceId,
      key: openKey(roundId),
      kind: 'quiz-open',
      target,
      payload: { round: roundId },
      dueAt: openedAt,
      ...(opening.afterId === undefined ? {} : { afterId: opening.afterId }),
    },
    { now: openedAt },
  );
  return { kind: 'opened', roundId, deliveryId, closesAt };
}

const openKey = (roundId: string) => `round:${roundId}:open`;

async function chooseQuestion(tx: Db, quiz: QuizOptions, opening: Opening): Promise<Question | undefined> {
  const { workspaceId, target, wish } = opening;
  const open = new Set(await openQuestions(tx, workspaceId));
  const subject = channelSubject(target.platform, target.channel);
  const seen = await lastSeen(tx, { workspaceId, subject, prefix: questionItem('') });
  const fitting = wish.topics
    .flatMap((topic) => topic.questions)
    .filter((question) => wish.level === undefined || question.level === wish.level)
    .filter((question) => !open.has(refOf(question)));
  return chooseFresh(fitting, refOf, { lastSeen: seen, random: quiz.random });
}

export interface Ballot {
  readonly eventId: string;
  readonly roundId: string;
  readonly optionIndex: number;
  readonly message: MessageRef | undefined;
  /** Finds or writes the voter's person id. */
  readonly person: (tx: Db) => Promise<string>;
}

export type Voted =
  | { readonly kind: 'voted'; readonly round: Round; readonly isFirst: boolean }
  | { readonly kind: 'closed'; readonly round: Round; readonly closedAt: number }
  | { readonly kind: 'unknown-round' };

/** A public count at most this often (calendar time). */
const countPauseMs = 3_000;
/** After the first hour a count is refreshed once a minute. */
const lateCountPauseMs = 60_000;
const earlyMs = 60 * 60_000;

/** Takes a vote, or changes it; a repeated delivery of the same press has no second effect. */
export async function vote(quiz: QuizOptions, ballot: Ballot): Promise<Voted> {
  const now = quiz.clock.now();
  return quiz.store.write(async (tx): Promise<Voted> => {
    const round = await findRound(tx, ballot.roundId, quiz.store.sharing);
    const option = round?.snapshot.options[ballot.optionIndex];
    if (!round || !option) return { kind: 'unknown-round' };
    if (isOver(round, now)) return { kind: 'closed', round, closedAt: round.closedAt ?? round.closesAt };
    if (!(await isFirst(tx, ballot.eventId, quiz.clock.elapsed()))) return { kind: 'voted', round, isFirst: false };
    const personId = await ballot.person(tx);
    const isNew = await putVote(tx, {
      workspaceId: round.workspaceId,
      roundId: round.id,
      personId,
      optionId: option.id,
      at: now,
    });
    if (!round.ref && ballot.message) await adopt(tx, round, { ref: ballot.message, now });
    if (isNew) await oweCount(tx, round, now);
    return { kind: 'voted', round, isFirst: isNew };
  });
}

const isOver = (round: Round, now: number) => !round.isOpen || round.closesAt <= now;

/** The press proves that the message stands there, whatever became of its delivery. */
async function adopt(tx: Db, round: Round, found: { ref: MessageRef; now: number }): Promise<void> {
  await setRef(tx, round.id, found.ref);
  const id = await idOfKey(tx, round.workspaceId, openKey(round.id));
  if (id !== undefined) await heal(tx, { id, ref: JSON.stringify(found.ref), now: found.now });
}

async function oweCount(tx: Db, round: Round, now: number): Promise<void> {
  const pauseMs = now - round.openedAt < earlyMs ? countPauseMs : lateCountPauseMs;
  await oweAgain(
    tx,
    {
      workspaceId: round.workspaceId,
      key: `round:${round.id}:count`,
      kind: 'quiz-count',
      target: round.target,
      payload: { round: round.id },
      dueAt: now + pauseMs,
    },
    now,
  );
}

export type Closed =
  | { readonly kind: 'closed'; readonly round: Round; readonly deliveryId: string }
  | { readonly kind: 'already-closed'; readonly round: Round };

/** Closes a round and owes its reveal, once, however many ask for it at the same time. */
export async function closeRound(tx: Db, round: Round, now: number): Promise<Closed> {
  if (!(await markClosed(tx, round.id, now))) return { kind: 'already-closed', round };
  await rememberAnswers(tx, round, now);
  const openingId = await idOfKey(tx, round.workspaceId, openKey(round.id));
  const deliveryId = await owe(
    tx,
    {
      workspaceId: round.workspaceId,
      key: `round:${round.id}:reveal`,
      kind: 'quiz-reveal',
      target: round.target,
      payload: { round: round.id },
      dueAt: now,
      ...(openingId === undefined ? {} : { afterId: openingId }),
    },
    { now },
  );
  return { kind: 'closed', round, deliveryId };
}

/** Closes every round whose time is up; returns how many. Safe to run on several replicas at once. */
export async function closeDue(quiz: QuizOptions): Promise<number> {
  const due = await roundsToClose(quiz.store.db, quiz.clock.now(), 100);
  for (const round of due) await quiz.store.write((tx) => closeRound(tx, round, quiz.clock.now()));
  return due.length;
}
