// Group quiz rounds: open and close. Votes have a folder of their own.
import type { Clock } from '../clock.ts';
import { type Catalogue, type Question, refOf, type Topic } from '../content/catalogue.ts';
import type { Level } from '../content/schema.ts';
import { idOfKey, outcomeOf, owe } from '../deliveries/store.ts';
import {
  channelSubject,
  forgetSeenAt,
  lastAnswers,
  lastSeen,
  questionItem,
  remember,
  tipItem,
} from '../history/store.ts';
import type { Platform, PlatformName, Target } from '../platform.ts';
import { newId, type Random } from '../random.ts';
import { isDirectId, settingsOf, zoneOf } from '../settings/settings.ts';
import { lockWorkspace } from '../settings/store.ts';
import type { VoteStyle } from '../store/round-tables.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { type Chosen, chooseQuestion, isRested } from './choice.ts';
import { type Before, dayIn, longestMs, shortestMs, snapshotOf, type Tally, tallyOf } from './round.ts';
import { fewestVoters } from './scores/score.ts';
import { scoreVotes } from './scores/store.ts';
import {
  findRound,
  insertRound,
  markClosed,
  markEnding,
  type Round,
  removeUnposted,
  roundsToClose,
  setResult,
} from './store.ts';
import { tellable } from './tellable/tellable.ts';
import { countVotes, rememberAnswers } from './votes/store.ts';

export interface QuizOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly catalogue: Catalogue;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
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
  /** Hidden unless said otherwise; visible votes are cast in a poll of the platform's own. */
  readonly votes?: VoteStyle;
  /** Person id. */
  readonly openedBy?: string;
  readonly scheduleId?: string;
  /** A delivery that goes out first. */
  readonly afterId?: string;
  /** Rather no round than a question that was asked lately. */
  readonly onlyRested?: boolean;
  /** How the schedule's round before went, when this message is to say it. */
  readonly before?: Before | undefined;
}

export type Opened =
  | { readonly kind: 'opened'; readonly roundId: string; readonly deliveryId: string; readonly closesAt: number }
  | { readonly kind: 'no-question' }
  | { readonly kind: 'no-polls' };

const hourMs = 3_600_000;

/** Chooses a question and writes the round with its opening post, in the caller's transaction. */
export async function openRound(tx: Db, quiz: QuizOptions, opening: Opening): Promise<Opened> {
  const { workspaceId, target, openedAt, votes = 'hidden' } = opening;
  if (votes === 'visible' && !quiz.platforms.get(target.platform)?.polls) return { kind: 'no-polls' };
  await lockWorkspace(quiz.store, tx, workspaceId);
  const chosen = await choose(tx, quiz, { ...opening, votes });
  if (!chosen) return { kind: 'no-question' };
  const { question, isAgain } = chosen;
  const roundId = newId(openedAt);
  const closesAt = openedAt + lengthMs(opening.closesAt - openedAt, votes);
  await insertRound(tx, {
    id: roundId,
    workspaceId,
    target,
    question: refOf(question),
    contentHash: question.contentHash,
    snapshot: {
      ...snapshotOf(question, quiz.catalogue, quiz.random),
      ...(isAgain ? { isAgain } : {}),
      ...(opening.before ? { before: opening.before } : {}),
    },
    openedBy: opening.openedBy,
    scheduleId: opening.scheduleId,
    openedAt,
    closesAt,
    votes,
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

/** The idempotency key of a round's opening post. */
export const openKey = (roundId: string): string => `round:${roundId}:open`;
const endKey = (roundId: string) => `round:${roundId}:end`;
export const revealKey = (roundId: string): string => `round:${roundId}:reveal`;

/** A round that surely was never posted was never asked: the channel may be asked the same question another time. */
export async function undoRound(tx: Db, { id, workspaceId, target, question, openedAt }: Round): Promise<void> {
  if (!(await removeUnposted(tx, id))) return;
  const subject = channelSubject(target.platform, target.channel);
  await forgetSeenAt(tx, { workspaceId, subject, item: questionItem(question), at: openedAt });
}

/** A platform's own poll runs for whole hours. */
function lengthMs(wishedMs: number, votes: VoteStyle): number {
  const ms = Math.min(longestMs, Math.max(shortestMs, wishedMs));
  return votes === 'hidden' ? ms : Math.max(1, Math.floor(ms / hourMs)) * hourMs;
}

async function choose(
  tx: Db,
  quiz: QuizOptions,
  { workspaceId, target, wish, openedAt, votes, openedBy, onlyRested }: Opening,
): Promise<Chosen | undefined> {
  const fitting = wish.topics
    .flatMap((topic) => topic.questions)
    .filter((question) => wish.level === undefined || question.level === wish.level)
    .filter((question) => votes === 'hidden' || fitsPoll(question, quiz.platforms.get(target.platform)));
  const candidates = await tellable(tx, fitting, { workspaceId, target, personId: openedBy });
  const of = { workspaceId, subject: channelSubject(target.platform, target.channel) };
  const asked = await lastAnswers(tx, { ...of, prefix: questionItem('') });
  const tips = topicsOf(await lastSeen(tx, { ...of, prefix: tipItem('') }));
  const wanted = onlyRested
    ? candidates.filter((question) => isRested(question, { asked, now: openedAt }))
    : candidates;
  return chooseQuestion(wanted, { asked, tips, now: openedAt }, quiz.random);
}

function fitsPoll({ prompt, options }: Question, platform: Platform | undefined): boolean {
  const limits = platform?.polls?.limits;
  if (!limits) return false;
  return prompt.length <= limits.maxQuestionChars && options.every(({ text }) => text.length <= limits.maxAnswerChars);
}

/** From `topic/tip` to the topic, at its latest tip. */
function topicsOf(tips: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const latest = new Map<string, number>();
  for (const [ref, at] of tips) {
    const topic = ref.split('/')[0] ?? ref;
    latest.set(topic, Math.max(at, latest.get(topic) ?? 0));
  }
  return latest;
}

export type Closed =
  /** `deliveryId` of the reveal; nothing when the round closes without a word. */
  | { readonly kind: 'closed'; readonly round: Round; readonly deliveryId: string | undefined }
  /** The votes of a platform's own poll are fetched first. */
  | { readonly kind: 'ending'; readonly deliveryId: string }
  | { readonly kind: 'already-closed'; readonly round: Round };

/** Ends a round whose time is up or whose opener says so, once, however many ask for it at the same time. */
export async function endRound(tx: Db, quiz: QuizOptions, round: Round): Promise<Closed> {
  if (round.votes === 'hidden') return closeRound(tx, quiz, round);
  if (!(await markEnding(tx, round.id))) return { kind: 'already-closed', round };
  const key = endKey(round.id);
  return { kind: 'ending', deliveryId: await oweBehindOpening(tx, round, { key, kind: 'poll-end', quiz }) };
}

/** Closes a round whose votes are all there: scores them and owes the reveal. */
export async function closeRound(tx: Db, quiz: QuizOptions, round: Round): Promise<Closed> {
  const now = quiz.clock.now();
  const day = dayIn(zoneOf(await settingsOf(tx, round.workspaceId)), now);
  if (!(await markClosed(tx, round.id, { at: now, day }))) return { kind: 'already-closed', round };
  await lockWorkspace(quiz.store, tx, round.workspaceId);
  const tally = tallyOf(round.snapshot, await countVotes(tx, round));
  await setResult(tx, round.id, tally);
  await rememberAnswers(tx, round, now);
  await rememberOutcome(tx, round, { tally, now });
  const canScore = tally.voters >= fewestVoters && !isDirectId(round.workspaceId);
  await scoreVotes(tx, round, { day, canScore });
  return { kind: 'closed', round, deliveryId: await oweReveal(tx, round, { tally, quiz }) };
}

/** A channel got a question wrong when fewer than half of its voters were right. */
async function rememberOutcome(tx: Db, round: Round, { tally, now }: { tally: Tally; now: number }): Promise<void> {
  if (tally.voters === 0) return;
  const outcome = tally.right * 2 < tally.voters ? 'wrong' : 'right';
  const { workspaceId, target, question } = round;
  const subject = channelSubject(target.platform, target.channel);
  await remember(tx, [{ workspaceId, subject, item: questionItem(question), outcome, at: now }]);
}

/** In place with a short line behind it; a poll cannot be edited, and closes without a word when nobody voted. */
async function oweReveal(
  tx: Db,
  round: Round,
  { tally, quiz }: { tally: Tally; quiz: QuizOptions },
): Promise<string | undefined> {
  const isPoll = round.votes === 'visible';
  if (isPoll && tally.voters === 0) return undefined;
  const revealId = await oweBehindOpening(tx, round, {
    key: revealKey(round.id),
    kind: 'quiz-reveal',
    quiz,
    ...(isPoll ? { asReply: true } : {}),
  });
  if (!isPoll && tally.voters > 0) {
    const { workspaceId, target } = round;
    const now = quiz.clock.now();
    const line = { key: `round:${round.id}:line`, kind: 'reveal-line', payload: { round: round.id } };
    await owe(tx, { workspaceId, target, ...line, dueAt: now, afterId: revealId }, { now });
  }
  return revealId;
}

interface Behind {
  readonly key: string;
  readonly kind: string;
  readonly quiz: QuizOptions;
  readonly asReply?: boolean;
}

async function oweBehindOpening(tx: Db, round: Round, { key, kind, quiz, asReply }: Behind): Promise<string> {
  const { workspaceId, target, id } = round;
  const now = quiz.clock.now();
  const openingId = await idOfKey(tx, workspaceId, openKey(id));
  const payload = { round: id, ...(asReply ? { asReply } : {}) };
  const after = openingId === undefined ? {} : { afterId: openingId };
  return owe(tx, { workspaceId, key, kind, target, payload, dueAt: now, ...after }, { now });
}

const atOnce = 100;
/** The votes of a poll that did not come within this time will not: the channel or the bot's place in it is gone. */
const longestEndingMs = 24 * hourMs;

/**
 * Ends every round whose time is up; returns how many. Safe to run on several replicas at once. A round that cannot be ended
 * holds up no other. @throws AggregateError of what went wrong, after all of them.
 */
export async function closeDue(quiz: QuizOptions): Promise<number> {
  const { store, clock } = quiz;
  const errors: unknown[] = [];
  const each = async (ids: readonly string[], end: (tx: Db, round: Round) => Promise<unknown>) => {
    for (const id of ids) {
      const run = async (tx: Db) => {
        const round = await findRound(tx, id);
        if (round) await end(tx, round);
      };
      await store.write(run).catch((error: unknown) => errors.push(error));
    }
  };
  const due = await roundsToClose(store.db, { state: 'open', until: clock.now(), limit: atOnce });
  await each(due, (tx, round) => endRound(tx, quiz, round));
  const stuck = await roundsToClose(store.db, { state: 'ending', until: clock.now() - longestEndingMs, limit: atOnce });
  await each(stuck, (tx, round) => closeStuck(tx, quiz, round));
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} rounds could not be ended`);
  return due.length;
}

/** Only when nobody reads its votes any more. */
async function closeStuck(tx: Db, quiz: QuizOptions, round: Round): Promise<void> {
  const endId = await idOfKey(tx, round.workspaceId, endKey(round.id));
  const state = endId === undefined ? undefined : (await outcomeOf(tx, endId))?.state;
  if (state !== 'pending' && state !== 'sending') await closeRound(tx, quiz, round);
}
