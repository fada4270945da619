// The store for many replicas: PostgreSQL 15 or later.
import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { messageOf, StoreError, UserError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Lockable, Store } from './store.ts';
import type { Db, Tables } from './tables.ts';

const maxConnections = 10;
const connectTimeoutMs = 5_000;
/** A transaction that lost against another is run again this often (SQLSTATE 40001 and 40P01). */
const maxAttempts = 3;
const bigintOid = 20;

/** Connects lazily; the first query tells whether the server is there. */
export async function openPostgres(url: string, log: Logger): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: connectTimeoutMs,
    types: { getTypeParser: (oid, format) => (oid === bigintOid ? Number : pg.types.getTypeParser(oid, format)) },
  });
  // Without a listener a server that goes away ends the process.
  pool.on('error', (error) => log.warn({ reason: messageOf(error) }, 'an idle database connection was lost'));
  const db: Db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return {
    dialect: 'postgres',
    db,
    write: (work) => write(db, work),
    claiming: <Q extends Lockable>(query: Q) => query.forUpdate().skipLocked() as Q,
    locking: <Q extends Lockable>(query: Q) => query.forUpdate() as Q,
    sharing: <Q extends Lockable>(query: Q) => query.forShare() as Q,
    clockMs: async () => {
      const clock = await sql<{ ms: number }>`select extract(epoch from clock_timestamp()) * 1000 as ms`.execute(db);
      return Math.round(Number(clock.rows[0]?.ms));
    },
    backup: async () => {
      throw new UserError('A PostgreSQL database is backed up with its own tool: pg_dump "$DATABASE_URL" > backup.sql');
    },
    close: async () => {
      await db.destroy();
    },
  };
}

async function write<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work);
    } catch (error) {
      if (isLostRace(error) && attempt < maxAttempts) continue;
      if (isUnreachable(error))
        throw new StoreError(`The database cannot be reached: ${messageOf(error)}`, { cause: error });
      throw error;
    }
  }
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? String(error.code) : '');
const isLostRace = (error: unknown) => ['40001', '40P01'].includes(codeOf(error));

/** Node's network errors, and PostgreSQL's classes 08 (connection) and 57 (shut down). */
function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  return /^(ECONN|ENOTFOUND|ETIMEDOUT|EPIPE|EAI_)|^08|^57P/.test(code) || /timeout|terminated/i.test(messageOf(error));
}
