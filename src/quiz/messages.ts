// How the deliveries of a round become messages.
import { z } from 'zod';
import type { Builder, Built, Delivery } from '../deliveries/delivery.ts';
import { idOfKey, outcomeOf, oweAgain } from '../deliveries/store.ts';
import type { Budget } from '../platform.ts';
import { tellManagers } from '../settings/notices/notices.ts';
import { settingsOf } from '../settings/settings.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { closeRound, type QuizOptions, revealKey, undoRound } from './quiz.ts';
import { tallyOf } from './round.ts';
import { firstRight } from './scores/store.ts';
import { findRound, type Round, setRef } from './store.ts';
import { lineCard, maxNames, openCard, pollOf, revealCard } from './view.ts';
import { takePollVotes } from './votes/poll-votes.ts';
import { countVotes } from './votes/store.ts';

const payloadSchema = z.object({ round: z.string(), asReply: z.boolean().optional() });

/** Builders for the opening, the count, the end of a poll, the reveal and the line behind it. */
export function quizBuilders(quiz: QuizOptions): Readonly<Record<string, Builder>> {
  const { store } = quiz;
  const roundOf = (db: Db, delivery: Delivery) => findRound(db, payloadSchema.parse(delivery.payload).round);
  const close = async (tx: Db, delivery: Delivery) => {
    const round = await roundOf(tx, delivery);
    if (round) await closeRound(tx, quiz, round);
  };
  return {
    'quiz-open': {
      build: async (delivery) => openingOf(await roundOf(store.db, delivery)),
      sent: async (tx, delivery, ref) => setRef(tx, payloadSchema.parse(delivery.payload).round, ref),
      ended: async (tx, delivery, { state, why }) => {
        const round = await roundOf(tx, delivery);
        if (!round || state === 'unknown') return;
        await undoRound(tx, round);
        if (state === 'failed' && round.votes === 'visible') await tellOfPoll(tx, quiz, { round, why });
      },
    },
    'quiz-count': {
      build: async (delivery) => countOf(quiz, await roundOf(store.db, delivery)),
      sent: async (tx, delivery) => secureReveal(tx, quiz, await roundOf(tx, delivery)),
      ended: async (tx, delivery) => {
        if (delivery.attempts > 0) await secureReveal(tx, quiz, await roundOf(tx, delivery));
      },
    },
    'poll-end': {
      build: async (delivery) => pollEndOf(await roundOf(store.db, delivery)),
      counted: async (delivery, votes) => {
        const round = await roundOf(store.db, delivery);
        if (round) await takePollVotes(quiz, round, votes);
      },
      sent: close,
      // What can no longer be counted closes without votes.
      ended: close,
    },
    'quiz-reveal': {
      build: async (delivery) => revealOf(store, delivery, await roundOf(store.db, delivery)),
      asReply: (delivery) => ({ ...payloadSchema.parse(delivery.payload), asReply: true }),
    },
    'reveal-line': { build: async (delivery) => lineOf(store, await roundOf(store.db, delivery)) },
  };
}

/** A schedule whose polls are refused would be silent every day: its managers are told once. */
async function tellOfPoll(
  tx: Db,
  { clock }: QuizOptions,
  { round, why }: { round: Round; why: string },
): Promise<void> {
  const { workspaceId, target, scheduleId } = round;
  if (scheduleId === undefined) return;
  const lines = [
    `The quiz of the channel ${target.channel} was to be a poll, and could not be posted: ${why}.`,
    'If the bot may not create polls there, let it, or set the daily post with votes:hidden.',
  ];
  const title = 'A quiz could not be posted as a poll';
  await tellManagers(tx, { workspaceId, target, about: `poll:${scheduleId}`, title, lines }, clock.now());
}

const gone: Built = { kind: 'skip', why: 'the round is gone' };
const unposted: Built = { kind: 'skip', why: 'the round was never posted' };

function openingOf(round: Round | undefined): Built {
  if (!round) return gone;
  if (round.state !== 'open') return { kind: 'skip', why: 'the round closed before it could be posted' };
  return round.votes === 'visible' ? { kind: 'poll', poll: pollOf(round) } : { kind: 'post', card: openCard(round, 0) };
}

async function countOf({ store, clock }: QuizOptions, round: Round | undefined): Promise<Built> {
  if (!round?.ref) return gone;
  if (round.state !== 'open') return { kind: 'skip', why: 'the round is closed' };
  const { voters } = await tally(store.db, round);
  const isLate = clock.now() - round.openedAt >= lateAfterMs;
  return { kind: 'edit', ref: round.ref, card: openCard(round, voters), budgets: countBudgets(round, isLate) };
}

const lateAfterMs = 3_600_000;

/** Counts: 30 a minute a workspace, one in 3 s a round, one a minute after the first hour (design: quiz rounds). */
function countBudgets({ id, workspaceId }: Round, isLate: boolean): readonly Budget[] {
  return [
    { name: `count:${workspaceId}`, everyMs: 2_000, burst: 1 },
    { name: `count:${id}`, everyMs: isLate ? 60_000 : 3_000, burst: 1 },
  ];
}

/** A count that was under way while the round closed may have come after the reveal, and put the open card back. */
async function secureReveal(tx: Db, { clock }: QuizOptions, round: Round | undefined): Promise<void> {
  if (round?.state !== 'closed') return;
  const { workspaceId, target, id } = round;
  const key = revealKey(id);
  const revealId = await idOfKey(tx, workspaceId, key);
  const reveal = revealId === undefined ? undefined : await outcomeOf(tx, revealId);
  // One that goes out as a message of its own cannot be overwritten, and must not go out twice.
  if (!reveal || payloadSchema.parse(JSON.parse(reveal.payload)).asReply) return;
  const at = { now: clock.now(), elapsed: clock.elapsed() };
  await oweAgain(tx, { workspaceId, key, kind: 'quiz-reveal', target, payload: { round: id }, dueAt: at.now }, at);
}

function pollEndOf(round: Round | undefined): Built {
  if (!round) return gone;
  return round.ref ? { kind: 'poll-end', ref: round.ref, answers: round.snapshot.options.length } : unposted;
}

async function revealOf(store: Store, delivery: Delivery, round: Round | undefined): Promise<Built> {
  if (!round) return gone;
  const counted = await tally(store.db, round);
  if (!round.ref) return unposted;
  const card = revealCard(round, counted, await namesOf(store.db, round));
  if (!payloadSchema.parse(delivery.payload).asReply) return { kind: 'edit', ref: round.ref, card };
  if (counted.voters === 0) return { kind: 'skip', why: 'nobody answered, and the message cannot be edited' };
  return { kind: 'post', card, replyTo: round.ref };
}

async function namesOf(db: Db, round: Round): ReturnType<typeof firstRight> {
  const { names } = await settingsOf(db, round.workspaceId);
  return names === 'off' ? { names: [], count: 0 } : firstRight(db, round, maxNames);
}

/** Behind a reveal that stands in place; one that is a message of its own needs no line. */
async function lineOf(store: Store, round: Round | undefined): Promise<Built> {
  if (!round) return gone;
  const revealId = await idOfKey(store.db, round.workspaceId, revealKey(round.id));
  const reveal = revealId === undefined ? undefined : await outcomeOf(store.db, revealId);
  // A reveal that is owed once more stands there all the same.
  const isInPlace = reveal !== undefined && reveal.ref !== null && reveal.ref === JSON.stringify(round.ref);
  if (!isInPlace || !round.ref) return { kind: 'skip', why: 'the reveal is a message of its own, or was not sent' };
  return { kind: 'post', card: lineCard(round, await tally(store.db, round)), replyTo: round.ref };
}

const tally = async (db: Db, round: Round) => tallyOf(round.snapshot, await countVotes(db, round));
