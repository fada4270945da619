// The bot without its platforms: services, the beat, and the dispatch in front of them.
import { schedule as beatBy, type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Services } from '../commands/ask.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { forgetBudgets } from '../deliveries/budget/store.ts';
import { createDeliveries } from '../deliveries/deliveries.ts';
import { forgetSettled } from '../deliveries/tidy/store.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { PictureService } from '../pictures/pictures.ts';
import type { Handle, Platform, PlatformName } from '../platform.ts';
import { quizBuilders } from '../quiz/messages.ts';
import { closeDue } from '../quiz/quiz.ts';
import type { Random } from '../random.ts';
import { tipBuilder } from '../schedule/post.ts';
import { pauseDead } from '../schedule/schedule.ts';
import { tick } from '../schedule/tick.ts';
import { createSearch, type Search } from '../search/search.ts';
import { noticeBuilder } from '../settings/notices/notices.ts';
import { forgetSeen } from '../store/seen.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { createDispatch } from './dispatch.ts';

export interface BotOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Logger;
  readonly catalogue: Catalogue;
  /** Filled by the caller before `start`. */
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
  readonly pictures: PictureService;
  /** Built from the catalogue unless given: several bots of one process share it. */
  readonly search?: Search;
}

export interface Bot {
  readonly services: Services;
  readonly pictures: PictureService;
  readonly handle: Handle;
  /** Does all that is due by now: slots, closes, deliveries. */
  runDue(): Promise<void>;
  /** Begins to beat: slots once a minute, closes and deliveries every second. */
  start(): void;
  /** Stops the beat and waits for the deliveries under way. */
  stop(): Promise<void>;
}

/** Deliveries wait at most this long for a replica to look. */
const pulseMs = 1_000;
/** Old rows are deleted in small steps, so that nobody waits long for the database. */
const forgetAtOnce = 500;
const mostSteps = 20;
/** What a delivery became is known for this long. */
const settledLifeMs = 90 * 86_400_000;

/** Deletes what is no longer needed: as much as a minute allows. */
async function tidy(store: Store, clock: Clock): Promise<void> {
  const forgetful = [
    (tx: Db) => forgetSeen(tx, clock.elapsed(), forgetAtOnce),
    (tx: Db) => forgetBudgets(tx, clock.elapsed(), forgetAtOnce),
    (tx: Db) => forgetSettled(tx, clock.now() - settledLifeMs, forgetAtOnce),
  ];
  for (const forget of forgetful) {
    for (let step = 0; step < mostSteps; step++) if ((await store.write(forget)) < forgetAtOnce) break;
  }
}

export function createBot(options: BotOptions): Bot {
  const { store, clock, log } = options;
  const deliveries = createDeliveries(options);
  for (const [kind, builder] of Object.entries(quizBuilders(options))) deliveries.register(kind, builder);
  deliveries.register('notice', noticeBuilder);
  deliveries.register('tip', tipBuilder(options.catalogue));
  deliveries.onDead(async (dead) => {
    const { platform, installation, channel } = dead.target;
    const of = dead.scope === 'channel' ? { platform, installation, channel } : { platform, installation };
    const paused = await store.write((tx) => pauseDead(tx, of, { ...dead, now: clock.now() }));
    log.warn({ ...of, paused, reason: dead.why }, 'schedules were paused');
  });
  const services: Services = { ...options, search: options.search ?? createSearch(options.catalogue), deliveries };
  // What fails is told, and holds up nothing behind it.
  const inTurn = async (...steps: readonly (() => Promise<unknown>)[]) => {
    for (const step of steps) {
      await step().catch((error: unknown) => log.error({ reason: messageOf(error) }, 'a part of the beat failed'));
    }
  };
  const close = () => closeDue(services);
  const closeAndSend = () => inTurn(close, deliveries.runDue);
  // First the closes: a slot's post says how the round before went.
  const runDue = () => inTurn(close, () => tick(services), close, deliveries.runDue);
  return {
    services,
    pictures: options.pictures,
    handle: createDispatch(services, log),
    runDue,
    ...beat(options, { runDue, closeAndSend, stop: deliveries.stop }),
  };
}

interface Work {
  readonly runDue: () => Promise<void>;
  readonly closeAndSend: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** The heartbeat: a beat that fails is logged, and the next one makes up for it, since the database says what is due. */
function beat({ store, clock, log, pictures, platforms }: BotOptions, work: Work): Pick<Bot, 'start' | 'stop'> {
  let task: ScheduledTask | undefined;
  let pulse: NodeJS.Timeout | undefined;
  let underWay: Promise<void> = Promise.resolve();
  const guarded = (what: string, run: () => Promise<void>) => async () => {
    underWay = run().catch((error: unknown) =>
      log.error({ reason: messageOf(error) }, `${what} failed; the next beat makes up for it`),
    );
    await underWay;
  };
  const minute = guarded('the beat', async () => {
    await work.runDue();
    await tidy(store, clock);
    const discarding = [...platforms.values()].filter(({ discard }) => discard).map(({ name }) => name);
    await pictures.sweep(discarding, async (tenant, file) => platforms.get(tenant.platform)?.discard?.(tenant, file));
  });
  const second = guarded('the pulse', work.closeAndSend);
  let isPulsing = false;
  const pulseOnce = async () => {
    if (isPulsing) return;
    isPulsing = true;
    await second();
    isPulsing = false;
  };
  return {
    start: () => {
      task = beatBy('* * * * *', minute, { noOverlap: true });
      pulse = setInterval(() => void pulseOnce(), pulseMs);
      void minute();
    },
    stop: async () => {
      clearInterval(pulse);
      await task?.destroy();
      await underWay;
      await work.stop();
    },
  };
}
