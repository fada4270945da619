// What the bot itself costs: an empty beat whatever the number of schedules, deliveries a second, and how late they are.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createLogger } from '../../src/log.ts';
import { newId } from '../../src/random.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { DeliveryTable, ScheduleTable } from '../../src/store/tables.ts';
import { openDoorway } from '../setup/postgres-doorway.ts';
import { median, percentile, rounded } from './figures.ts';
import { nullBot, nullPlatform } from './null-bot.ts';
import { emptied } from './postgres.ts';

const beats = 50;
const sends = 5_000;
const dueInAMinute = 10_000;
const minuteMs = 60_000;
const insertAtOnce = 500;
const silentLog = createLogger('error');
const replica = fileURLToPath(new URL('./null-bot.ts', import.meta.url));

type Row = {
  readonly store: string;
  readonly what: string;
  readonly runs: number;
  readonly p50: number;
  /** '' where one figure says it all. */
  readonly p99: number | '';
  readonly unit: string;
};

export async function deliveries({ runs }: { readonly runs: number }): Promise<readonly Row[]> {
  const doorway = await openDoorway();
  try {
    const rows: Row[] = [];
    for (const store of ['SQLite', 'PostgreSQL'] as const) {
      const within = inDatabase(store === 'PostgreSQL' ? doorway.url : undefined);
      for (const schedules of [100, 10_000, 1_000_000]) rows.push(await emptyBeat({ store, schedules, within }));
      for (const replicas of store === 'SQLite' ? [1] : [1, 2, 4]) {
        rows.push(await throughput({ store, replicas, runs, within }));
      }
      rows.push(await lateness({ store, runs, within }));
    }
    return rows;
  } finally {
    await doorway.close();
  }
}

type Within = <T>(work: (url: string) => Promise<T>) => Promise<T>;

/** Runs over a fresh database each time. */
const inDatabase =
  (postgres: string | undefined): Within =>
  async (work) => {
    const folder = mkdtempSync(join(tmpdir(), 'archway-bench-'));
    try {
      return await work(postgres === undefined ? `file:${join(folder, 'bench.db')}` : await emptied(postgres));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

async function emptyBeat({
  store,
  schedules,
  within,
}: {
  store: string;
  schedules: number;
  within: Within;
}): Promise<Row> {
  return within(async (url) => {
    const bot = await nullBot(url);
    await addSchedules(bot.options.store, schedules);
    const times: number[] = [];
    for (let beat = 0; beat < beats + 5; beat++) {
      const startedAt = performance.now();
      await bot.beat();
      // The first few warm up.
      if (beat >= 5) times.push(performance.now() - startedAt);
    }
    await bot.close();
    const what = `an empty beat, ${schedules.toLocaleString('en')} schedules`;
    return { store, what, runs: beats, p50: rounded(median(times)), p99: rounded(percentile(times, 0.99)), unit: 'ms' };
  });
}

interface Load {
  readonly store: string;
  readonly runs: number;
  readonly within: Within;
}

async function throughput({ store, replicas, runs, within }: Load & { readonly replicas: number }): Promise<Row> {
  const rates: number[] = [];
  for (let run = 0; run < runs; run++) rates.push(await within((url) => rateOf(url, replicas)));
  const what = `deliveries with ${replicas} ${replicas === 1 ? 'replica' : 'replicas'}`;
  return { store, what, runs, p50: rounded(median(rates)), p99: '', unit: 'a second' };
}

async function rateOf(url: string, replicas: number): Promise<number> {
  const store = await openStore(url, silentLog);
  const children = await Promise.all(Array.from({ length: replicas }, () => startReplica(url)));
  // Due together, once everything stands there.
  const dueAt = Date.now() + 3_000;
  await addDeliveries(store, sends, () => dueAt);
  await pause(Math.max(0, dueAt - Date.now()));
  const startedAt = performance.now();
  await allSent(store, sends);
  const seconds = (performance.now() - startedAt) / 1_000;
  for (const child of children) await stopReplica(child);
  await store.close();
  return sends / seconds;
}

async function lateness({ store, runs, within }: Load): Promise<Row> {
  const p50: number[] = [];
  const p99: number[] = [];
  for (let run = 0; run < runs; run++) {
    const late = await within(latenessIn);
    p50.push(percentile(late, 0.5));
    p99.push(percentile(late, 0.99));
  }
  const what = `lateness, ${dueInAMinute.toLocaleString('en')} due in one minute, 1 replica`;
  return { store, what, runs, p50: rounded(median(p50)), p99: rounded(median(p99)), unit: 'ms' };
}

async function latenessIn(url: string): Promise<readonly number[]> {
  const store = await openStore(url, silentLog);
  const child = await startReplica(url);
  const from = Date.now() + 5_000;
  await addDeliveries(store, dueInAMinute, (index) => from + Math.floor((index * minuteMs) / dueInAMinute));
  await allSent(store, dueInAMinute);
  await stopReplica(child);
  const rows = await store.db.selectFrom('delivery').select(['due_at', 'settled_at']).execute();
  await store.close();
  return rows.map((row) => (row.settled_at ?? 0) - row.due_at);
}

async function startReplica(url: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [replica, url], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return child;
}

async function stopReplica(child: ChildProcess): Promise<void> {
  child.kill('SIGTERM');
  if (child.exitCode === null) await once(child, 'exit');
}

async function allSent(store: Store, count: number): Promise<void> {
  for (;;) {
    const row = await store.db
      .selectFrom('delivery')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('state', '=', 'sent')
      .executeTakeFirstOrThrow();
    if (Number(row.count) >= count) return;
    await pause(50);
  }
}

const target = { platform: nullPlatform, installation: 'i', workspace: 'w' };

async function addDeliveries(store: Store, count: number, dueAt: (index: number) => number): Promise<void> {
  const now = Date.now();
  await inBatches(count, async (indexes) => {
    const rows = indexes.map(
      (index): DeliveryTable => ({
        id: newId(now),
        workspace_id: 'w',
        key: `bench:${index}`,
        kind: 'tip',
        ...target,
        channel: `c${index}`,
        payload: '{}',
        after_id: null,
        state: 'pending',
        due_at: dueAt(index),
        retry_at: 0,
        attempts: 0,
        priority: 0,
        first_attempt_at: null,
        lease_token: null,
        lease_until: null,
        again: 0,
        ref: null,
        why: null,
        created_at: now,
        settled_at: null,
      }),
    );
    await store.write((tx) => tx.insertInto('delivery').values(rows).execute());
  });
}

/** All of them active, none due for a day. */
async function addSchedules(store: Store, count: number): Promise<void> {
  const now = Date.now();
  await inBatches(count, async (indexes) => {
    const rows = indexes.map(
      (index): ScheduleTable => ({
        id: newId(now),
        workspace_id: 'w',
        ...target,
        channel: `c${index}`,
        local_time: '09:30',
        days: '[1,2,3,4,5]',
        zone: 'UTC',
        holidays: null,
        off_dates: '[]',
        starts_on: null,
        paused_until: null,
        last_day: null,
        last_slot_at: null,
        zone_rules: process.versions.tz ?? '',
        post: 'tip',
        categories: '[]',
        level: null,
        close_after_ms: 1,
        votes: 'hidden',
        state: 'active',
        paused_why: null,
        next_slot_at: now + 86_400_000 + index,
        changed_by: 'bench',
        change: 'set it',
        changed_at: now,
        created_at: now,
      }),
    );
    await store.write((tx) => tx.insertInto('schedule').values(rows).execute());
  });
}

async function inBatches(count: number, insert: (indexes: readonly number[]) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += insertAtOnce) {
    await insert(Array.from({ length: Math.min(insertAtOnce, count - from) }, (_, index) => from + index));
  }
}
