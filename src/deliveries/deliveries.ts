// The outbox at work: claims what is due, sends it once, settles what became of it.
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Budget, MessageRef, Platform, PlatformName, PollVote, Sending, Target } from '../platform.ts';
import type { Store } from '../store/store.ts';
import type { DeliveryState } from '../store/tables.ts';
import { takeAll } from './budget/store.ts';
import { budgetsOf, noPolls, pollPostOf, postOf, send } from './call.ts';
import {
  type Builder,
  type Built,
  type Delivery,
  type End,
  foundSettlement,
  leaseMs,
  longestReadingMs,
  maxAttempts,
  type Settlement,
  settlementOf,
} from './delivery.ts';
import { claimAmbiguous, claimDue, failAll, markSending, outcomeOf, renewLease, settle } from './store.ts';

export interface Deliveries {
  /** Says how deliveries of a kind become messages. Once for each kind, before the first run. */
  register(kind: string, builder: Builder): void;
  /** Called once for each delivery that a dead channel or a dead workspace refused. */
  onDead(listener: (dead: Dead) => Promise<void>): void;
  /** Sends all that is due now, and looks after what was left unclear. Safe to call at any time, from any replica. */
  runDue(): Promise<void>;
  /** Sends one delivery now, if it is due; tells how it stands. */
  attempt(id: string): Promise<{ readonly state: DeliveryState; readonly why: string | undefined }>;
  /** Runs soon, without waiting for it. */
  nudge(): void;
  /** Takes no more, and waits for the calls under way. */
  stop(): Promise<void>;
}

export interface Dead {
  readonly scope: 'channel' | 'installation';
  readonly target: Target;
  readonly workspaceId: string;
  readonly why: string;
}

export interface DeliveriesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
}

const batchSize = 20;
/** A count that changed while it was being sent goes out again after this much calendar time. */
const againPauseMs = 3_000;

interface Work extends DeliveriesOptions {
  readonly builders: Map<string, Builder>;
  readonly listeners: ((dead: Dead) => Promise<void>)[];
  /** Polls whose votes are being read, which may take minutes: nothing else waits for them. */
  readonly reading: Set<Promise<void>>;
}

/** One for each process; replicas share the work through the database. */
export function createDeliveries(options: DeliveriesOptions): Deliveries {
  const work: Work = { ...options, builders: new Map(), listeners: [], reading: new Set() };
  let isStopped = false;
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const loop = async () => {
    do {
      isAskedAgain = false;
      while (!isStopped && (await runBatch(work)));
    } while (isAskedAgain && !isStopped);
    running = undefined;
  };
  const runDue = async () => {
    isAskedAgain = true;
    running ??= loop().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    await running;
  };
  return {
    register: (kind, builder) => work.builders.set(kind, builder),
    onDead: (listener) => work.listeners.push(listener),
    runDue,
    attempt: (id) => attempt(work, id),
    nudge: () => {
      runDue().catch((error: unknown) => work.log.error({ reason: messageOf(error) }, 'deliveries could not run'));
    },
    stop: async () => {
      isStopped = true;
      await running?.catch(() => undefined);
    },
  };
}

/** True when it did something, so that there may be more: an edit that became a reply, or what waited for it. */
async function runBatch(work: Work): Promise<boolean> {
  const platforms = [...work.platforms.values()]
    .filter((platform) => platform.isReady())
    .map((platform) => platform.name);
  const unclear = await claimAmbiguous(work.store, work.clock.elapsed(), { limit: batchSize, platforms });
  await Promise.all(unclear.map((delivery) => guarded(work, delivery, lookAfter)));
  const due = await claimDue(work.store, readings(work.clock), { limit: batchSize, platforms });
  await Promise.all(due.map((delivery) => guarded(work, delivery, deliver)));
  return due.length + unclear.length > 0;
}

async function attempt(work: Work, id: string): ReturnType<Deliveries['attempt']> {
  const platforms = [...work.platforms.keys()];
  const [delivery] = await claimDue(work.store, readings(work.clock), { limit: 1, platforms, id });
  if (delivery) await guarded(work, delivery, deliver);
  const outcome = await outcomeOf(work.store.db, id);
  return { state: outcome?.state ?? 'failed', why: outcome?.why ?? undefined };
}

const readings = (clock: Clock) => ({ now: clock.now(), elapsed: clock.elapsed() });

/** One delivery that breaks must not hold the others: its lease runs out and it is looked at again. */
async function guarded(
  work: Work,
  delivery: Delivery,
  run: (work: Work, delivery: Delivery) => Promise<void>,
): Promise<void> {
  try {
    await run(work, delivery);
  } catch (error) {
    work.log.error({ delivery: delivery.id, kind: delivery.kind, reason: messageOf(error) }, 'a delivery broke');
  }
}

async function deliver(work: Work, delivery: Delivery): Promise<void> {
  const platform = work.platforms.get(delivery.target.platform);
  const builder = work.builders.get(delivery.kind);
  if (!platform || !builder)
    return finish(work, delivery, { state: 'failed', why: `nothing here sends "${delivery.kind}"` });
  const built = await builder.build(delivery);
  if (built.kind === 'skip') return finish(work, delivery, { state: 'skipped', why: built.why });
  // Before the row is marked: what takes long must not make the outcome unclear.
  if ('card' in built) await platform.prepare?.(delivery.target, built.card);
  if (built.kind === 'poll-end' && work.reading.size >= mostReadings) return finish(work, delivery, readingLater(work));
  const started = await begin(work, delivery, budgetsOf(platform, delivery.target, built));
  if (!started) return;
  if (built.kind === 'poll-end') return read(work, started, endPoll(work, started, built));
  const sending = await send(platform, started, built);
  if (sending.kind === 'cannot-edit' && builder.asReply) return replyInstead(work, started, builder.asReply(started));
  await finish(work, started, settlementOf(sending, started, work.clock.elapsed()));
  await tellDead(work, started, sending);
}

/** Spends the budgets and marks the row in one transaction; puts it back when a budget is spent. */
async function begin(work: Work, delivery: Delivery, budgets: readonly Budget[]): Promise<Delivery | undefined> {
  const elapsed = work.clock.elapsed();
  const waitMs = await work.store.write(async (tx) => {
    const wait = await takeAll(tx, budgets, elapsed);
    if (wait > 0) return wait;
    return (await markSending(tx, delivery, elapsed)) ? 0 : undefined;
  });
  if (waitMs === undefined) return undefined;
  if (waitMs > 0) {
    await finish(work, delivery, { state: 'pending', retryAt: elapsed + waitMs, why: 'the rate budget is spent' });
    return undefined;
  }
  return { ...delivery, attempts: delivery.attempts + 1, firstAttemptAt: delivery.firstAttemptAt ?? elapsed };
}

/** Many polls end at the same time of day; each may take many pages. */
const mostReadings = 5;
const readingLater = ({ clock }: Work): Settlement => ({
  state: 'pending',
  retryAt: clock.elapsed() + 2_000,
  why: 'other polls are being read',
});

/** Goes on by itself. A stop does not wait for it: what is not settled then is read again. */
function read(work: Work, { id, kind }: Delivery, reading: Promise<void>): void {
  const guarded = reading.catch((error: unknown) =>
    work.log.error({ delivery: id, kind, reason: messageOf(error) }, 'the votes of a poll could not be read'),
  );
  work.reading.add(guarded);
  void guarded.then(() => work.reading.delete(guarded));
}

/** Reading many votes may take longer than a lease: it is renewed meanwhile. */
async function endPoll(work: Work, delivery: Delivery, built: Extract<Built, { kind: 'poll-end' }>): Promise<void> {
  const { store, clock, platforms } = work;
  const polls = platforms.get(delivery.target.platform)?.polls;
  const renewing = setInterval(() => {
    store
      .write((tx) => renewLease(tx, delivery, clock.elapsed()))
      .catch((error: unknown) => {
        work.log.warn({ delivery: delivery.id, reason: messageOf(error) }, 'a lease could not be renewed');
      });
  }, leaseMs / 3);
  try {
    const count = (await polls?.end({ target: delivery.target, ref: built.ref, answers: built.answers })) ?? noPolls;
    if (count.kind === 'counted') return await takeCount(work, delivery, { ref: built.ref, votes: count.votes });
    // To end a poll is safe to repeat, so that nothing about it is unclear.
    const again = count.kind === 'ambiguous' ? ({ kind: 'retry', afterMs: 0, why: count.why } as const) : count;
    await finish(work, delivery, settlementOf(again, patiently(delivery, clock.elapsed()), clock.elapsed()));
    await tellDead(work, delivery, count);
  } finally {
    clearInterval(renewing);
  }
}

/** A delivery that was being sent when its sender died or lost the answer. */
async function lookAfter(work: Work, delivery: Delivery): Promise<void> {
  const platform = work.platforms.get(delivery.target.platform);
  const built = await work.builders.get(delivery.kind)?.build(delivery);
  const elapsed = work.clock.elapsed();
  const again: Settlement = { state: 'pending', retryAt: elapsed, why: 'sent again after an unclear outcome' };
  const sinceFirstMs = elapsed - (delivery.firstAttemptAt ?? elapsed);
  if (platform && built?.kind === 'post') {
    const finding = await platform.find(postOf(delivery, built, sinceFirstMs));
    return finish(work, delivery, foundSettlement(finding, again));
  }
  if (platform?.polls && built?.kind === 'poll') {
    const finding = await platform.polls.find(pollPostOf(delivery, built.poll, sinceFirstMs));
    return finish(work, delivery, foundSettlement(finding, again));
  }
  await finish(work, delivery, again);
}

/** What cannot be taken now is read again later, and given up after a day like any other. */
async function takeCount(
  work: Work,
  delivery: Delivery,
  { ref, votes }: { ref: MessageRef; votes: readonly PollVote[] },
): Promise<void> {
  try {
    await work.builders.get(delivery.kind)?.counted?.(delivery, votes);
    await finish(work, delivery, { state: 'sent', ref });
  } catch (error) {
    const elapsed = work.clock.elapsed();
    const again = { kind: 'retry', afterMs: 0, why: messageOf(error) } as const;
    await finish(work, delivery, settlementOf(again, patiently(delivery, elapsed), elapsed));
  }
}

/** Votes are worth a day of attempts, however many that makes. */
function patiently(delivery: Delivery, elapsed: number): Delivery {
  const isYoung = elapsed - (delivery.firstAttemptAt ?? elapsed) < longestReadingMs;
  return isYoung ? { ...delivery, attempts: Math.min(delivery.attempts, maxAttempts - 1) } : delivery;
}

async function replyInstead(work: Work, delivery: Delivery, payload: unknown): Promise<void> {
  const retryAt = work.clock.elapsed();
  await finish(work, delivery, { state: 'pending', retryAt, why: 'the message can no longer be edited', payload });
  work.log.info({ delivery: delivery.id, kind: delivery.kind }, 'an edit goes out as a reply');
}

async function finish(work: Work, delivery: Delivery, settlement: Settlement): Promise<void> {
  const now = work.clock.now();
  const isKept = await work.store.write(async (tx) => {
    const kept = await settle(tx, delivery, { settlement, now, againAt: now + againPauseMs });
    const builder = work.builders.get(delivery.kind);
    if (kept && settlement.state === 'sent') await builder?.sent?.(tx, delivery, settlement.ref);
    else if (kept && isEnd(settlement)) await builder?.ended?.(tx, delivery, settlement);
    return kept;
  });
  const facts = { delivery: delivery.id, kind: delivery.kind, state: settlement.state };
  if (!isKept) work.log.warn(facts, 'a delivery was taken over by another replica');
  else if (settlement.state === 'failed' || settlement.state === 'unknown')
    work.log.warn({ ...facts, reason: settlement.why }, 'a delivery was not sent');
  else work.log.debug(facts, 'a delivery was settled');
}

const isEnd = (settlement: Settlement): settlement is End =>
  settlement.state === 'failed' || settlement.state === 'skipped' || settlement.state === 'unknown';

async function tellDead(work: Work, delivery: Delivery, sending: Sending): Promise<void> {
  if (sending.kind !== 'dead-channel' && sending.kind !== 'dead-workspace') return;
  const scope = sending.kind === 'dead-channel' ? 'channel' : 'installation';
  const why = sending.kind === 'dead-channel' ? `${sending.why}. ${sending.mend}` : sending.why;
  if (scope === 'installation') {
    await work.store.write((tx) =>
      failAll(
        tx,
        { platform: delivery.target.platform, installation: delivery.target.installation },
        { why, now: work.clock.now() },
      ),
    );
  }
  const dead: Dead = { scope, target: delivery.target, workspaceId: delivery.workspaceId, why };
  for (const listener of work.listeners) await listener(dead);
}
