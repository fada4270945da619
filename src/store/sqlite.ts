// The embedded store: one SQLite file in WAL mode, one writer and one reader connection.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, SqliteDialect } from 'kysely';
import { messageOf, StoreError, UserError } from '../errors.ts';
import type { Store } from './store.ts';
import type { Db, Tables } from './tables.ts';
import { groupWriter } from './writer.ts';

/** SQLite itself waits this long for another process; above it the wait is asynchronous. */
const busyTimeoutMs = 50;
const retryDelaysMs = [20, 50, 100, 200, 400, 800, 1600, 3200];

/** Opens (and creates) the file. @throws StoreError when it cannot be opened. */
export async function openSqlite(file: string): Promise<Store> {
  const writer = open(file);
  const reader = open(file);
  const write = groupWriter(kysely(writer), retrying);
  const db = kysely(reader);
  return {
    dialect: 'sqlite',
    db,
    write,
    claiming: (query) => query,
    locking: (query) => query,
    sharing: (query) => query,
    clockMs: async () => Math.round(Number(reader.prepare("select unixepoch('subsec') * 1000 as ms").pluck().get())),
    backup: async (target) => {
      if (existsSync(target)) throw new UserError(`${target} exists already. Name a file that does not exist yet.`);
      await reader.backup(target);
    },
    close: async () => {
      await write.idle();
      writer.close();
      reader.close();
    },
  };
}

function open(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const database = new Database(file, { timeout: busyTimeoutMs });
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    return database;
  } catch (error) {
    throw new StoreError(`The database file ${file} cannot be opened: ${messageOf(error)}`, { cause: error });
  }
}

const kysely = (database: Database.Database): Db => new Kysely<Tables>({ dialect: new SqliteDialect({ database }) });

/** Runs `statement` again, with growing pauses, while another process holds the write lock. */
async function retrying(db: Db, statement: string): Promise<void> {
  for (const pauseMs of [...retryDelaysMs, undefined]) {
    try {
      await db.executeQuery(CompiledQuery.raw(statement));
      return;
    } catch (error) {
      if (!isBusy(error)) throw new StoreError(`The database failed: ${messageOf(error)}`, { cause: error });
      if (pauseMs === undefined) throw new StoreError('The database is locked by another process.', { cause: error });
      await delay(pauseMs);
    }
  }
}

function isBusy(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED');
}
