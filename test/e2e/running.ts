// A bot with one real adapter, a fresh database, a calendar that a test moves, and the one HTTP server.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBot } from '../../src/bot/bot.ts';
import { type MovableClock, movableClock, systemClock } from '../../src/clock.ts';
import { picturesRoute } from '../../src/http/pictures.ts';
import { startHttp } from '../../src/http/server.ts';
import type { PictureService, PicturesOptions } from '../../src/pictures/pictures.ts';
import type { Connection } from '../../src/platform.ts';
import { systemRandom } from '../../src/random.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { ownContent, ownSearch, silent } from '../support/bot.ts';
import { testPictures } from '../support/pictures.ts';

export interface RunningBot {
  readonly address: string;
  readonly clock: MovableClock;
  readonly store: Store;
  /** A local time in UTC, so many minutes from now: "21:05". */
  timeIn(minutes: number): string;
  /** Moves the calendar and does what fell due. */
  pass(byMs: number): Promise<void>;
  stop(): Promise<void>;
  /** Stops, and starts again over the same database; the calendar goes on. */
  restart(): Promise<void>;
  remove(): Promise<void>;
}

type Connect = (parts: { clock: MovableClock; pictures: PictureService }) => Promise<Connection>;

/** Starts; `remove` stops and deletes the database. */
export async function startBot(connect: Connect, pictureOptions: Partial<PicturesOptions> = {}): Promise<RunningBot> {
  const folder = mkdtempSync(join(tmpdir(), 'archway-e2e-'));
  const clock = movableClock(systemClock());
  let running = await run(connect, { folder, clock, port: 0, pictureOptions });
  const stop = async () => running.stop();
  return {
    get address() {
      return running.address;
    },
    clock,
    get store() {
      return running.store;
    },
    timeIn: (minutes) => new Date(clock.now() + minutes * 60_000).toISOString().slice(11, 16),
    pass: async (byMs) => {
      clock.move(byMs);
      await running.bot.runDue();
    },
    stop,
    restart: async () => {
      const { port } = new URL(running.address);
      await stop();
      running = await run(connect, { folder, clock, port: Number(port), pictureOptions });
    },
    remove: async () => {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Place {
  readonly folder: string;
  readonly clock: MovableClock;
  readonly port: number;
  readonly pictureOptions: Partial<PicturesOptions>;
}

async function run(connect: Connect, { folder, clock, port, pictureOptions }: Place) {
  const store = await openStore(`file:${join(folder, 'test.db')}`, silent);
  const pictures = testPictures(store, clock, pictureOptions);
  const { platform, routes } = await connect({ clock, pictures });
  const bot = createBot({
    store,
    clock,
    random: systemRandom,
    log: silent,
    catalogue: ownContent(),
    search: ownSearch(),
    platforms: new Map([[platform.name, platform]]),
    pictures,
  });
  const server = await startHttp({
    host: '127.0.0.1',
    port,
    routes: [picturesRoute(pictures), ...routes],
    unready: async () => (platform.isReady() ? [] : [platform.name]),
    log: silent,
  });
  await platform.start(bot.handle);
  bot.start();
  return {
    bot,
    store,
    address: server.address,
    stop: async () => {
      await platform.stop();
      await bot.stop();
      await server.close();
      await store.close();
    },
  };
}
