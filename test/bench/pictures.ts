// What pictures cost: cold, from disk, from memory; bytes and memory; and what drawing does to lookups meanwhile.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Theme, themes } from '../../src/card/picture.ts';
import { systemClock } from '../../src/clock.ts';
import { loadContent } from '../../src/content/load.ts';
import { createLogger } from '../../src/log.ts';
import { type Artist, createArtist } from '../../src/pictures/artist.ts';
import { createCache, type PictureCache } from '../../src/pictures/cache.ts';
import { hashOf, type Order, orderOf } from '../../src/pictures/order.ts';
import { createSearch } from '../../src/search/search.ts';
import { lookup } from '../../src/topics/topics.ts';
import { otherOrders } from '../pictures/samples.ts';
import { median, percentile, rounded } from './figures.ts';

interface Commission {
  readonly order: Order;
  readonly theme: Theme;
}

interface Run {
  readonly firstMs: number;
  readonly coldMs: readonly number[];
  readonly diskMs: readonly number[];
  readonly memoryMs: readonly number[];
  readonly bytes: readonly number[];
  readonly beforeMb: number;
  readonly peakMb: number;
  readonly lateMs: Readonly<Record<string, readonly number[]>>;
}

const catalogue = loadContent({ main: 'content', extra: [] });
const search = createSearch(catalogue);
const log = createLogger('silent');
const clock = systemClock();
const baselineManner = 'drawn in the bot itself (baseline)';
const lookupsPerSecond = 200;
const queries = ['cap theorem', 'kuberntes', 'jwt', 'why is kafka fast', 'zzqx'];

/** Every topic, a result and a board, in both themes. */
const all: readonly Commission[] = themes.flatMap((theme) => [
  ...catalogue.topics.flatMap((topic) => {
    const order = orderOf({ kind: 'topic', topic: topic.id }, catalogue);
    return order ? [{ order, theme }] : [];
  }),
  { order: otherOrders.result, theme },
  { order: otherOrders.board, theme },
]);

/** The argument with which this file runs as a process of its own: a run must not inherit the memory of the one before. */
const childFlag = '--one-run';

async function measureApart(seconds: number): Promise<Run> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--max-semi-space-size=2', import.meta.filename, childFlag, String(seconds)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

export async function pictures(options: { readonly runs: number; readonly seconds: number }) {
  const runs: Run[] = [];
  for (let run = 0; run < options.runs; run++) runs.push(await measureApart(options.seconds));
  const row = (measured: string, unit: string, of: (run: Run) => readonly number[]) => {
    const over = (share: number) => rounded(median(runs.map((run) => percentile(of(run), share))));
    return { measured, unit, p50: over(0.5), p95: over(0.95), p99: over(0.99), max: over(1), runs: runs.length };
  };
  return [
    row('first picture, thread and fonts included', 'ms', (run) => [run.firstMs]),
    row(`cold, ${all.length} pictures one after the other`, 'ms', (run) => run.coldMs),
    row('from disk', 'ms', (run) => run.diskMs),
    row('from memory', 'ms', (run) => run.memoryMs),
    row('size', 'kB', (run) => run.bytes.map((bytes) => bytes / 1_000)),
    row('resident memory before', 'MB', (run) => [run.beforeMb]),
    row('resident memory, peak', 'MB', (run) => [run.peakMb]),
    ...['nothing drawn', 'drawn in the thread', baselineManner].map((manner) =>
      row(`lookup late, ${manner}`, 'ms', (run) => run.lateMs[manner] ?? []),
    ),
  ];
}

async function measure(seconds: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'archway-bench-'));
  const artist = createArtist(log);
  const [beforeMb, watch] = [residentMb(), watchMemory()];
  try {
    const cache = createCache({ folder, log, clock });
    const [first] = all;
    if (!first) throw new Error('there is no picture');
    const [firstMs = 0] = await timed([first], (each) => drawn(cache, each, artist));
    const coldMs = await timed(all.slice(1), (each) => drawn(cache, each, artist));
    const bytes = await Promise.all(all.map(async (each) => (await drawn(cache, each, artist)).length));
    const memoryMs = await timed(all, (each) => drawn(cache, each, artist));
    const another = createCache({ folder, log, clock });
    const diskMs = await timed(all, (each) => drawn(another, each, artist));
    const lateMs = {
      'nothing drawn': await lateness(seconds, async () => pause(50)),
      'drawn in the thread': await lateness(seconds, ({ order, theme }) => artist.draw(order, theme)),
    };
    const peakMb = watch.stop();
    // The baseline loads into this very thread what the bot never does.
    const { draw } = await import('../../src/pictures/worker.ts');
    const baseline = await lateness(seconds, draw);
    return {
      firstMs,
      coldMs,
      diskMs,
      memoryMs,
      bytes,
      beforeMb,
      peakMb,
      lateMs: { ...lateMs, [baselineManner]: baseline },
    };
  } finally {
    await artist.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const drawn = (cache: PictureCache, { order, theme }: Commission, artist: Artist) =>
  cache.get(hashOf(order, theme), () => artist.draw(order, theme));

async function timed(
  list: readonly Commission[],
  run: (each: Commission) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  for (const each of list) {
    const startedAt = performance.now();
    await run(each);
    times.push(performance.now() - startedAt);
  }
  return times;
}

/** Lookups at fixed instants while pictures are drawn without a pause: from when each was due to its answer. */
async function lateness(seconds: number, drawing: (each: Commission) => Promise<unknown>): Promise<readonly number[]> {
  let isOver = false;
  const busy = (async () => {
    for (let index = 0; !isOver; index++) await drawing(all[index % all.length] as Commission);
  })();
  const times: number[] = [];
  const startedAt = performance.now();
  for (let index = 0; index < seconds * lookupsPerSecond; index++) {
    const dueAt = startedAt + (index * 1_000) / lookupsPerSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    lookup(queries[index % queries.length] ?? '', { catalogue, search });
    times.push(performance.now() - dueAt);
  }
  isOver = true;
  await busy;
  return times;
}

const residentMb = () => process.memoryUsage.rss() / 1024 / 1024;

/** Samples resident memory until it is stopped; the highest value. */
function watchMemory(): { stop(): number } {
  let peak = residentMb();
  const timer = setInterval(() => {
    peak = Math.max(peak, residentMb());
  }, 10);
  return {
    stop: () => {
      clearInterval(timer);
      return peak;
    },
  };
}

if (process.argv[2] === childFlag) {
  process.stdout.write(JSON.stringify(await measure(Number(process.argv[3]))));
  process.exit(0);
}
