// The composition root: the only file that knows the adapters and the environment of the process.
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapters, createPlayground, createTerminal, previews, renderTerminal } from '../adapters/index.ts';
import { type Bot, createBot } from './bot/bot.ts';
import { type Program, runCli } from './cli.ts';
import { type Clock, movableClock, systemClock } from './clock.ts';
import { type Config, readConfig } from './config.ts';
import type { Catalogue } from './content/catalogue.ts';
import { loadContent } from './content/load.ts';
import { ConfigError, ContentError, messageOf, type Problem } from './errors.ts';
import { picturesRoute } from './http/pictures.ts';
import { type HttpServer, startHttp } from './http/server.ts';
import { createLogger, type Logger } from './log.ts';
import { createPictures } from './pictures/pictures.ts';
import { refusedPictures } from './pictures/refused.ts';
import type { Adapter, Connection, Platform } from './platform.ts';
import { systemRandom } from './random.ts';
import { earliestSlot } from './schedule/store.ts';
import { openStore } from './store/open.ts';
import type { Store } from './store/store.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const stopWithinMs = 10_000;
const offsetEveryMs = 60_000;
/** The playground never touches the database of the real bot. */
const playgroundDatabase = 'file:./data/playground.db';
const playgroundFile = './data/playground.json';
const playgroundPictures = './data/playground-pictures';

function config(): Config {
  if (existsSync('.env')) process.loadEnvFile('.env');
  return readConfig(
    process.env,
    adapters.map((adapter) => adapter.settings),
  );
}

function folders({ core }: Config): { main: string; extra: readonly string[] } {
  const extra = core.CONTENT_DIRS.split(',')
    .map((folder) => folder.trim())
    .filter(Boolean);
  return { main: join(root, 'content'), extra };
}

/** @throws ContentError with every problem of the files, else with every one of the pictures. */
function loadedContent(settings: Config): Catalogue {
  const catalogue = loadContent(folders(settings));
  const problems = refusedPictures(catalogue.topics);
  if (problems.length > 0) throw new ContentError(problems);
  return catalogue;
}

/** The adapters whose settings are complete. @throws ConfigError for those that are half set. */
function configured({ all }: Config): readonly Adapter[] {
  const states = adapters.map((adapter) => ({ adapter, state: adapter.state(all) }));
  const problems: readonly Problem[] = states.flatMap(({ state }) => (typeof state === 'string' ? [] : state));
  if (problems.length > 0) throw new ConfigError(problems);
  return states.filter(({ state }) => state === 'on').map(({ adapter }) => adapter);
}

interface Running {
  readonly log: Logger;
  readonly store: Store;
  readonly bot: Bot;
  readonly platforms: readonly Platform[];
  readonly server: HttpServer | undefined;
}

async function start(): Promise<void> {
  const settings = config();
  const chosen = configured(settings);
  if (chosen.length === 0 && settings.core.NODE_ENV !== 'production') return play();
  if (chosen.length === 0) {
    const mend = 'SLACK_BOT_TOKEN with SLACK_APP_TOKEN, or DISCORD_TOKEN; see .env.example';
    throw new ConfigError([{ where: 'NODE_ENV', what: 'production needs a platform, and no token is set', mend }]);
  }
  const { core, all } = settings;
  const log = createLogger(core.LOG_LEVEL);
  const catalogue = loadedContent(settings);
  const store = await openStore(core.DATABASE_URL, log);
  const clock = await agreedClock(store, log);
  const pictures = createPictures({
    catalogue,
    store,
    clock,
    log,
    folder: core.PICTURE_DIR,
    publicUrl: () => core.PUBLIC_URL,
  });
  const connections = await Promise.all(
    chosen.map((adapter) => adapter.create(all, { log: log.child({ platform: adapter.name }), clock, pictures })),
  );
  const platforms = new Map(connections.map(({ platform }) => [platform.name, platform]));
  const bot = createBot({ store, clock, random: systemRandom, log, catalogue, platforms, pictures });
  await run({ log, store, bot, connections, http: { host: core.HOST, port: core.PORT } });
  log.info({ platforms: [...platforms.keys()], topics: catalogue.topics.length }, 'ready');
}

/** A clock that agrees with the database's, measured again every minute. */
async function agreedClock(store: Store, log: Logger): Promise<Clock> {
  const own = systemClock();
  let offsetMs = 0;
  const measure = async () => {
    const before = own.elapsed();
    const database = await store.clockMs();
    offsetMs = database - (before + own.elapsed()) / 2;
  };
  await measure();
  const again = () =>
    void measure().catch((error: unknown) => log.warn({ reason: messageOf(error) }, 'the clock could not be compared'));
  setInterval(again, offsetEveryMs).unref();
  return systemClock(() => Math.round(offsetMs));
}

interface Parts {
  readonly log: Logger;
  readonly store: Store;
  readonly bot: Bot;
  readonly connections: readonly Connection[];
  readonly http?: { readonly host: string; readonly port: number };
}

/** Brings everything up in order, and takes it down in the reverse one when the process is asked to stop. */
async function run({ log, store, bot, connections, http }: Parts): Promise<Running> {
  const platforms = connections.map(({ platform }) => platform);
  const unready = async () => {
    const database = await store.clockMs().then(
      () => [],
      () => ['database'],
    );
    return [...database, ...platforms.filter((platform) => !platform.isReady()).map((platform) => platform.name)];
  };
  // Before the adapters' routes: the playground takes every path that is left.
  const routes = [picturesRoute(bot.pictures), ...connections.flatMap((connection) => connection.routes)];
  const server = http && (await startHttp({ ...http, routes, unready, log }));
  await Promise.all(platforms.map((platform) => platform.start(bot.handle)));
  bot.start();
  const running: Running = { log, store, bot, platforms, server };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(running, signal));
  return running;
}

async function stop({ log, store, bot, platforms, server }: Running, why: string): Promise<never> {
  log.info({ why }, 'stopping');
  setTimeout(() => process.exit(1), stopWithinMs).unref();
  try {
    await Promise.all(platforms.map((platform) => platform.stop()));
    await bot.stop();
    await server?.close();
    await bot.pictures.close();
    await store.close();
  } catch (error) {
    log.error({ reason: messageOf(error) }, 'the stop was not clean');
    process.exit(1);
  }
  process.exit(0);
}

/** The whole bot on a local page, with a database and a clock of its own. */
async function play(): Promise<void> {
  const settings = config();
  const { core } = settings;
  const log = createLogger(core.LOG_LEVEL === 'info' ? 'warn' : core.LOG_LEVEL);
  const catalogue = loadedContent(settings);
  const store = await openStore(playgroundDatabase, log);
  const clock = movableClock();
  const platforms = new Map<string, Platform>();
  let address: string | undefined;
  const pictures = createPictures({
    catalogue,
    store,
    clock,
    log,
    folder: playgroundPictures,
    publicUrl: () => address,
  });
  const bot = createBot({ store, clock, random: systemRandom, log, catalogue, platforms, pictures });
  const playground = createPlayground({
    previews,
    pictures,
    clock,
    file: playgroundFile,
    afterMove: () => bot.runDue(),
    nextSlotAt: () => earliestSlot(store.db, 'web'),
  });
  platforms.set(playground.platform.name, playground.platform);
  const { server } = await run({
    log,
    store,
    bot,
    connections: [playground],
    http: { host: '127.0.0.1', port: core.PORT },
  });
  address = server?.address;
  out(`Archway's playground is open: ${address}\n`);
  out('Slack and Discord join as soon as their tokens are in .env (see .env.example). Stop with Ctrl+C.\n');
}

/** The bot in this terminal. */
async function chat(): Promise<void> {
  const settings = config();
  const log = createLogger('error');
  const catalogue = loadedContent(settings);
  const store = await openStore(playgroundDatabase, log);
  const platforms = new Map<string, Platform>();
  const clock = movableClock();
  // A terminal shows no picture, and none is drawn for it.
  const pictures = createPictures({ catalogue, store, clock, log, folder: undefined, publicUrl: () => undefined });
  const bot = createBot({ store, clock, random: systemRandom, log, catalogue, platforms, pictures });
  const terminal = createTerminal({
    input: process.stdin,
    output: process.stdout,
    now: clock.elapsed,
    move: async (byMs) => {
      clock.move(byMs);
      await bot.runDue();
    },
  });
  platforms.set(terminal.platform.name, terminal.platform);
  const running = await run({ log, store, bot, connections: [terminal] });
  await terminal.run();
  await stop(running, 'the chat ended');
}

const out = (text: string) => void process.stdout.write(text);
const program: Program = {
  config,
  folders,
  start,
  play,
  chat,
  renderCard: (card) =>
    renderTerminal(card, { widthColumns: Math.min(100, process.stdout.columns ?? 80), isColour: process.stdout.isTTY }),
  verbs: adapters.flatMap((adapter) => adapter.verbs),
  out,
  err: (text) => void process.stderr.write(`${text.trimEnd()}\n`),
};

process.exitCode = await runCli(process.argv.slice(2), program);
