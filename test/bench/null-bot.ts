// The quiz, the schedules and the deliveries over a platform that takes everything at once: what the bot itself costs.
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/clock.ts';
import { createDeliveries, type Deliveries } from '../../src/deliveries/deliveries.ts';
import { createLogger } from '../../src/log.ts';
import type { Platform } from '../../src/platform.ts';
import { closeDue, type QuizOptions } from '../../src/quiz/quiz.ts';
import { systemRandom } from '../../src/random.ts';
import { tick } from '../../src/schedule/tick.ts';
import { openStore } from '../../src/store/open.ts';
import { ownContent } from '../support/bot.ts';

export const nullPlatform = 'null';

const platform: Platform = {
  name: nullPlatform,
  start: async () => undefined,
  stop: async () => undefined,
  isReady: () => true,
  standing: async () => 'member',
  post: async ({ target }) => ({ kind: 'sent', ref: { channel: target.channel, message: '1' } }),
  edit: async ({ ref }) => ({ kind: 'sent', ref }),
  find: async () => ({ kind: 'absent' }),
  budgets: () => [],
};

export interface NullBot {
  readonly options: QuizOptions;
  readonly deliveries: Deliveries;
  /** What a beat does. */
  beat(): Promise<void>;
  close(): Promise<void>;
}

export async function nullBot(url: string): Promise<NullBot> {
  const log = createLogger('error');
  const store = await openStore(url, log);
  const clock = systemClock();
  const platforms = new Map([[platform.name, platform]]);
  const options: QuizOptions = { store, clock, random: systemRandom, catalogue: ownContent(), platforms };
  const deliveries = createDeliveries({ store, clock, log, platforms });
  const card = { kind: 'card', tone: 'tip', title: 'Tip', blocks: [] } as const;
  deliveries.register('tip', { build: async () => ({ kind: 'post', card }) });
  return {
    options,
    deliveries,
    beat: async () => {
      await closeDue(options);
      await tick(options);
      await deliveries.runDue();
    },
    close: async () => {
      await deliveries.stop();
      await store.close();
    },
  };
}

// As a process of its own it is one replica: it sends whatever is due until it is told to end.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const bot = await nullBot(process.argv[2] ?? '');
  let isAsked = false;
  process.once('SIGTERM', () => {
    isAsked = true;
  });
  process.stdout.write('ready\n');
  while (!isAsked) {
    await bot.deliveries.runDue();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await bot.close();
}
