// Votes in an open round: one current choice a member, changeable and withdrawable until the close.
import { heal, idOfKey, oweAgain } from '../../deliveries/store.ts';
import type { MessageRef, Place } from '../../platform.ts';
import { newId } from '../../random.ts';
import { isFirst } from '../../store/seen.ts';
import type { Db } from '../../store/tables.ts';
import { openKey, type QuizOptions } from '../quiz.ts';
import { findRound, type Round, setRef } from '../store.ts';
import { dropVote, findVote, openVotesOf, putVote, renameVoter } from './store.ts';

/** Whose press it is, and where. */
export interface Press {
  readonly eventId: string;
  readonly roundId: string;
  readonly place: Place;
  /** The public message that holds the button; absent when it was a private one. */
  readonly message: MessageRef | undefined;
  /** Finds or writes the voter's person id, and the name by which this workspace knows them. */
  readonly person: (tx: Db, workspaceId: string) => Promise<string>;
}

export interface Ballot extends Press {
  readonly optionIndex: number;
  /** The member's own team or enterprise; '' where a platform has none. */
  readonly home: string;
}

/** `same` also for a repeated delivery of an old press: it tells what holds now. */
export type Voted =
  | { readonly kind: 'new' | 'changed' | 'same'; readonly round: Round; readonly optionIndex: number }
  | { readonly kind: 'withdrawn' | 'no-vote'; readonly round: Round }
  | { readonly kind: 'closed'; readonly round: Round; readonly closedAt: number }
  /** No such round, no such option, or not the message of this round. */
  | { readonly kind: 'unknown' };

/** How soon a changed count is shown, and how often it may be: once in 3 s, after the first hour once a minute. */
const countDelayMs = 1_500;

/** Takes a vote, or changes it; a repeated delivery of the same press has no second effect. */
export async function vote(quiz: QuizOptions, ballot: Ballot): Promise<Voted> {
  return pressed(quiz, ballot, async (tx, round) => {
    const option = round.snapshot.options[ballot.optionIndex];
    if (!option) return { kind: 'unknown' };
    const personId = await ballot.person(tx, round.workspaceId);
    const before = await findVote(tx, round, personId);
    if (before === option.id) return { kind: 'same', round, optionIndex: ballot.optionIndex };
    const { workspaceId, id: roundId } = round;
    const at = quiz.clock.now();
    const isExternal = isForeign(round, ballot.home);
    await putVote(tx, { workspaceId, roundId, personId, optionId: option.id, isExternal, at });
    if (before === undefined) await oweCount(tx, round, quiz);
    return { kind: before === undefined ? 'new' : 'changed', round, optionIndex: ballot.optionIndex };
  });
}

/** Takes a vote back; the member may vote again until the close. */
export async function withdraw(quiz: QuizOptions, press: Press): Promise<Voted> {
  return pressed(quiz, press, async (tx, round) => {
    const personId = await press.person(tx, round.workspaceId);
    if (!(await dropVote(tx, round, personId))) return { kind: 'no-vote', round };
    await oweCount(tx, round, quiz);
    return { kind: 'withdrawn', round };
  });
}

/** The checks and the effect of a press, in that order; what fails a check writes nothing. */
async function pressed(
  quiz: QuizOptions,
  press: Press,
  effect: (tx: Db, round: Round) => Promise<Voted>,
): Promise<Voted> {
  // Outside the transaction at first: a press that cannot count takes no lock.
  const seen = await findRound(quiz.store.db, press.roundId);
  const refused = refusal(seen, press, quiz.clock.now());
  if (refused) return refused;
  // A press that may adopt the message changes the round: it must not share it first and want it alone later.
  const { sharing, locking } = quiz.store;
  const lock = seen?.ref ? sharing : locking;
  return quiz.store.write(async (tx): Promise<Voted> => {
    const round = await findRound(tx, press.roundId, lock);
    const late = refusal(round, press, quiz.clock.now());
    if (late || !round) return late ?? { kind: 'unknown' };
    if (!(await isFirst(tx, press.eventId, quiz.clock.elapsed()))) return current(tx, round, press);
    const voted = await effect(tx, round);
    if (voted.kind !== 'unknown' && !round.ref && !seen?.ref && press.message) {
      await adopt(tx, round, { ref: press.message, now: quiz.clock.now() });
    }
    return voted;
  });
}

/** Takes a person's votes back in all rounds that are open; what is closed keeps its count, without them. */
export async function forgetVotes(tx: Db, quiz: QuizOptions, personId: string): Promise<void> {
  for (const id of await openVotesOf(tx, personId)) {
    const round = await findRound(tx, id, quiz.store.sharing);
    if (round && (await dropVote(tx, round, personId))) await oweCount(tx, round, quiz);
  }
  await renameVoter(tx, personId, newId(quiz.clock.now()));
}

function refusal(round: Round | undefined, press: Press, now: number): Voted | undefined {
  if (round?.votes !== 'hidden' || !isOf(round, press)) return { kind: 'unknown' };
  const isOver = round.state !== 'open' || round.closesAt <= now;
  return isOver ? { kind: 'closed', round, closedAt: round.closedAt ?? round.closesAt } : undefined;
}

/**
 * The press comes from the round's own channel and, unless from a private receipt, from its own message. In a channel that
 * organisations share, a member's event may name their own workspace: the channel is what counts.
 */
export function isOf({ target, ref }: Round, { place, message }: Pick<Press, 'place' | 'message'>): boolean {
  const isHere = place.platform === target.platform;
  const isChannel = place.channel === target.channel || place.channel === ref?.channel;
  const isMessage =
    message === undefined || ref === undefined || (message.channel === ref.channel && message.message === ref.message);
  return isHere && isChannel && isMessage;
}

/** A member of another organisation, in a channel that is shared with it. */
function isForeign({ target }: Round, home: string): boolean {
  return home !== '' && home !== target.workspace && home !== target.installation;
}

/** What holds for the member now. */
async function current(tx: Db, round: Round, press: Press): Promise<Voted> {
  const optionId = await findVote(tx, round, await press.person(tx, round.workspaceId));
  const optionIndex = round.snapshot.options.findIndex(({ id }) => id === optionId);
  return optionIndex < 0 ? { kind: 'no-vote', round } : { kind: 'same', round, optionIndex };
}

/** The press proves that the message stands there, whatever became of its delivery. The round must be locked, or nobody else's. */
export async function adopt(tx: Db, round: Round, found: { ref: MessageRef; now: number }): Promise<void> {
  await setRef(tx, round.id, found.ref);
  const id = await idOfKey(tx, round.workspaceId, openKey(round.id));
  if (id !== undefined) await heal(tx, { id, ref: JSON.stringify(found.ref), now: found.now });
}

async function oweCount(tx: Db, round: Round, { clock }: QuizOptions): Promise<void> {
  const at = { now: clock.now(), elapsed: clock.elapsed() };
  await oweAgain(
    tx,
    {
      workspaceId: round.workspaceId,
      key: `round:${round.id}:count`,
      kind: 'quiz-count',
      target: round.target,
      payload: { round: round.id },
      dueAt: at.now + countDelayMs,
      priority: 1,
    },
    at,
  );
}
