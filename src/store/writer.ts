// One writer for SQLite: transactions that wait together run in one, each in its own savepoint, and share one sync.
import { CompiledQuery } from 'kysely';
import type { Db } from './tables.ts';

type Statement = (db: Db, statement: string) => Promise<void>;

interface Job {
  readonly run: (tx: Db) => Promise<void>;
  readonly settle: (commitError?: unknown) => void;
}

export interface GroupWriter {
  <T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Resolves when nothing waits any more. */
  idle(): Promise<void>;
}

/** More than this in one commit would make the first of them wait too long. */
const maxJobsInOneCommit = 200;

/** `begin` runs "begin immediate" with patience; a job that throws rolls back alone. */
export function groupWriter(db: Db, begin: Statement): GroupWriter {
  const waiting: Job[] = [];
  let running: Promise<void> | undefined;

  const drain = async () => {
    while (waiting.length > 0) await runBatch(db, begin, waiting.splice(0, maxJobsInOneCommit));
    running = undefined;
  };
  const write = <T>(work: (tx: Db) => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push(job(work, resolve, reject));
      running ??= drain();
    });
  return Object.assign(write, { idle: async () => running });
}

function job<T>(work: (tx: Db) => Promise<T>, resolve: (value: T) => void, reject: (error: unknown) => void): Job {
  let outcome: () => void = () => reject(new Error('the job did not run'));
  return {
    run: async (tx) => {
      await execute(tx, 'savepoint job');
      try {
        const value = await work(tx);
        outcome = () => resolve(value);
      } catch (error) {
        await execute(tx, 'rollback to job');
        outcome = () => reject(error);
      }
      await execute(tx, 'release job');
    },
    settle: (commitError) => (commitError === undefined ? outcome() : reject(commitError)),
  };
}

async function runBatch(db: Db, begin: Statement, jobs: readonly Job[]): Promise<void> {
  let failure: unknown;
  try {
    await db.connection().execute(async (tx) => {
      await begin(tx, 'begin immediate');
      try {
        for (const each of jobs) await each.run(tx);
        await execute(tx, 'commit');
      } catch (error) {
        await execute(tx, 'rollback').catch(() => undefined);
        throw error;
      }
    });
  } catch (error) {
    failure = error ?? new Error('the commit failed');
  }
  for (const each of jobs) each.settle(failure);
}

async function execute(db: Db, statement: string): Promise<void> {
  await db.executeQuery(CompiledQuery.raw(statement));
}
