// How well and how fast topics are found: ours beside Fuse's defaults and MiniSearch, in one run.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadContent } from '../../src/content/load.ts';
import { median, percentile, rounded } from './figures.ts';
import { fuseDefaults, type Lookup, ladder, leftOut, miniSearch, ours } from './lookup/engines.ts';
import { manyTopics } from './lookup/many.ts';
import { querySets, type TestQuery } from './lookup/queries.ts';
import { type Score, scoreOf, shareText } from './lookup/score.ts';

const engines = { 'Fuse, defaults': fuseDefaults, MiniSearch: miniSearch, Archway: ours } as const;
type EngineName = keyof typeof engines;
const sizes = [269, 10_000];
const memoryFlag = '--one-engine';

const catalogue = loadContent({ main: 'content', extra: [] });
const sets = querySets();

type Row = Readonly<Record<string, string | number>>;

const scored = (lookup: Lookup, queries: readonly TestQuery[]): Score =>
  scoreOf(queries.map((query) => ({ query, ids: lookup(query.q) })));

const classes = ['order', 'known', 'typo', 'variant', 'question', 'paraphrase', 'prefix', 'vs', 'interview'];
const unused = { 'p50 ms': '', 'p95 ms': '', 'max ms': '', 'build ms': '', MB: '' };

function qualityRow(
  what: string,
  lookup: Lookup,
  { name, queries }: { name: string; queries: readonly TestQuery[] },
): Row {
  const score = scored(lookup, queries);
  const byClass = classes.map((each) => {
    const { count, of } = score.byClass.get(each) ?? { count: 0, of: 0 };
    return [each, of === 0 ? '' : rounded((100 * count) / of)] as const;
  });
  return {
    what,
    queries: `${name} (${queries.length})`,
    first: shareText(score.first),
    three: shareText(score.three),
    'not found': shareText(score.notFound),
    'false not found': shareText(score.falseNotFound),
    ...Object.fromEntries(byClass),
    ...unused,
  };
}

interface Cost {
  readonly buildMs: number;
  readonly mb: number;
  readonly ms: readonly number[];
}

/** In a process of its own: what the index takes, and each query's time after one round to warm up. */
async function costOf(engine: EngineName, size: number): Promise<Cost> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--expose-gc', import.meta.filename, memoryFlag, engine, String(size)],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout);
}

/** Over many topics fewer queries are asked; plain Fuse takes seconds for each. */
const manyQueries = { 'Fuse, defaults': 20, MiniSearch: 200, Archway: 200 } as const;
const warmUps = 5;

function measure(engine: EngineName, size: number): Cost {
  const many = manyTopics(catalogue, size);
  const all = [...sets.dev, ...sets.own, ...sets.none].map(({ q }) => q);
  const queries = size > catalogue.topics.length ? everyNth(all, manyQueries[engine]) : all;
  const memory = () => {
    globalThis.gc?.();
    return process.memoryUsage().heapUsed / 1e6;
  };
  const before = memory();
  const started = performance.now();
  const lookup = engines[engine](many);
  const buildMs = performance.now() - started;
  const mb = memory() - before;
  for (const query of everyNth(queries, warmUps)) lookup(query);
  const ms = queries.map((query) => {
    const asked = performance.now();
    lookup(query);
    return performance.now() - asked;
  });
  return { buildMs, mb, ms };
}

const everyNth = (all: readonly string[], count: number) =>
  all.filter((_, index) => index % Math.ceil(all.length / count) === 0);

function costRow(engine: EngineName, size: number, costs: readonly Cost[]): Row {
  const over = (of: (cost: Cost) => number) => rounded(median(costs.map(of)));
  const empty = Object.fromEntries(
    ['first', 'three', 'not found', 'false not found', ...classes].map((key) => [key, '']),
  );
  return {
    what: engine,
    queries: `${size} topics, ${costs[0]?.ms.length} queries`,
    ...empty,
    'p50 ms': over(({ ms }) => percentile(ms, 0.5)),
    'p95 ms': over(({ ms }) => percentile(ms, 0.95)),
    'max ms': over(({ ms }) => Math.max(...ms)),
    'build ms': over(({ buildMs }) => buildMs),
    MB: over(({ mb }) => mb),
  };
}

export async function lookup({ runs }: { readonly runs: number }): Promise<readonly Row[]> {
  const dev = { name: 'development', queries: sets.dev };
  const rows = Object.entries(engines).map(([what, create]) => qualityRow(what, create(catalogue), dev));
  const own = { name: 'own', queries: [...sets.own, ...sets.none] };
  rows.push(...Object.entries(engines).map(([what, create]) => qualityRow(what, create(catalogue), own)));
  const fresh = { name: 'fresh', queries: sets.fresh };
  rows.push(...Object.entries(engines).map(([what, create]) => qualityRow(what, create(catalogue), fresh)));
  for (const [what, create] of [...ladder, ...leftOut]) rows.push(qualityRow(what, create(catalogue), dev));
  for (const size of sizes) {
    for (const engine of Object.keys(engines) as EngineName[]) {
      const costs: Cost[] = [];
      for (let run = 0; run < runs; run++) costs.push(await costOf(engine, size));
      rows.push(costRow(engine, size, costs));
    }
  }
  return rows;
}

if (process.argv[2] === memoryFlag) {
  process.stdout.write(JSON.stringify(measure(process.argv[3] as EngineName, Number(process.argv[4]))));
}
