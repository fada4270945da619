// How the deliveries of a round become messages.
import { z } from 'zod';
import type { Builder, Built, Delivery } from '../deliveries/delivery.ts';
import type { Store } from '../store/store.ts';
import { tallyOf } from './round.ts';
import { countVotes, findRound, type Round, setRef } from './store.ts';
import { openCard, revealCard } from './view.ts';

const payloadSchema = z.object({ round: z.string(), asReply: z.boolean().optional() });

/** Builders for quiz-open, quiz-count and quiz-reveal. */
export function quizBuilders(store: Store): Readonly<Record<string, Builder>> {
  const roundOf = async (delivery: Delivery): Promise<Round | undefined> =>
    findRound(store.db, payloadSchema.parse(delivery.payload).round);
  return {
    'quiz-open': {
      build: async (delivery) => openingOf(await roundOf(delivery)),
      sent: async (tx, delivery, ref) => setRef(tx, payloadSchema.parse(delivery.payload).round, ref),
    },
    'quiz-count': { build: async (delivery) => countOf(store, await roundOf(delivery)) },
    'quiz-reveal': {
      build: async (delivery) => revealOf(store, delivery, await roundOf(delivery)),
      asReply: (delivery) => ({ ...payloadSchema.parse(delivery.payload), asReply: true }),
    },
  };
}

const gone: Built = { kind: 'skip', why: 'the round is gone' };

function openingOf(round: Round | undefined): Built {
  if (!round) return gone;
  if (!round.isOpen) return { kind: 'skip', why: 'the round closed before it could be posted' };
  return { kind: 'post', card: openCard(round, 0) };
}

async function countOf(store: Store, round: Round | undefined): Promise<Built> {
  if (!round?.ref) return gone;
  if (!round.isOpen) return { kind: 'skip', why: 'the round is closed' };
  return { kind: 'edit', ref: round.ref, card: openCard(round, await votersOf(store, round)) };
}

async function revealOf(store: Store, delivery: Delivery, round: Round | undefined): Promise<Built> {
  if (!round) return gone;
  const card = revealCard(round, tallyOf(round.snapshot, await countVotes(store.db, round)));
  if (payloadSchema.parse(delivery.payload).asReply) return { kind: 'post', card };
  if (!round.ref) return { kind: 'skip', why: 'the round was never posted' };
  return { kind: 'edit', ref: round.ref, card };
}

async function votersOf(store: Store, round: Round): Promise<number> {
  return tallyOf(round.snapshot, await countVotes(store.db, round)).voters;
}
