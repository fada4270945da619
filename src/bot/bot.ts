// The bot without its platforms: services, the beat, and the dispatch in front of them.
import { schedule as beatBy, type ScheduledTask } from 'node-cron';
import type { Clock } from '../clock.ts';
import type { Services } from '../commands/ask.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { forgetBudgets } from '../deliveries/budget/store.ts';
import { createDeliveries } from '../deliveries/deliveries.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { PictureService } from '../pictures/pictures.ts';
import type { Handle, Platform, PlatformName } from '../platform.ts';
import { quizBuilders } from '../quiz/messages.ts';
import { closeDue } from '../quiz/quiz.ts';
import type { Random } from '../random.ts';
import { tipBuilder } from '../schedule/post.ts';
import { pauseAll } from '../schedule/store.ts';
import { tick } from '../schedule/tick.ts';
import { createSearch } from '../search/search.ts';
import { noticeBuilder } from '../settings/notices/notices.ts';
import { forgetSeen } from '../store/seen.ts';
import type { Store } from '../store/store.ts';
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
const forgetAtOnce = 1_000;

export function createBot(options: BotOptions): Bot {
  const { store, clock, log } = options;
  const deliveries = createDeliveries(options);
  for (const [kind, builder] of Object.entries(quizBuilders(options))) deliveries.register(kind, builder);
  deliveries.register('notice', noticeBuilder);
  deliveries.register('tip', tipBuilder(options.catalogue));
  deliveries.onDead(async (dead) => {
    const { platform, installation, channel } = dead.target;
    const of = dead.scope === 'channel' ? { platform, installation, channel } : { platform, installation };
    const paused = await store.write((tx) => pauseAll(tx, of, { why: dead.why, at: clock.now() }));
    log.warn({ ...of, paused, reason: dead.why }, 'schedules were paused');
  });
  const services: Services = { ...options, search: createSearch(options.catalogue), deliveries };
  const closeAndSend = async () => {
    await closeDue(services);
    await deliveries.runDue();
  };
  const runDue = async () => {
    // First the closes: a slot's post says how the round before went.
    await closeDue(services);
    await tick(services);
    await closeAndSend();
  };
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
    await store.write((tx) => forgetSeen(tx, clock.elapsed(), forgetAtOnce));
    await store.write((tx) => forgetBudgets(tx, clock.elapsed(), forgetAtOnce));
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
