// Brings a database up to date: forward only, in one transaction, safe against two processes that start at once.
import { sql } from 'kysely';
import { messageOf, StoreError } from '../errors.ts';
import { migrations } from './migrations.ts';
import type { Store } from './store.ts';
import type { Db } from './tables.ts';

/** Any fixed number: all replicas take this PostgreSQL advisory lock while they migrate. */
const lockId = 4_717_201;

/**
 * Runs what is missing and returns its names; none when the database is up to date.
 * @throws StoreError when the database is newer than this program, or a migration fails (nothing is kept then).
 */
export async function migrate(store: Store): Promise<readonly string[]> {
  try {
    return await store.write((tx) => migrateIn(store, tx));
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw new StoreError(`The database could not be prepared: ${messageOf(error)}`, { cause: error });
  }
}

async function migrateIn(store: Store, tx: Db): Promise<readonly string[]> {
  if (store.dialect === 'postgres') await sql`select pg_advisory_xact_lock(${lockId})`.execute(tx);
  await tx.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute();
  const done = new Set((await tx.selectFrom('migration').select('name').execute()).map((row) => row.name));
  refuseNewer(done);
  const missing = migrations.filter((migration) => !done.has(migration.name));
  for (const { name, up } of missing) {
    await up(tx);
    await tx
      .insertInto('migration')
      .values({ name, at: await store.clockMs() })
      .execute();
  }
  return missing.map((migration) => migration.name);
}

function refuseNewer(done: ReadonlySet<string>): void {
  const known = new Set(migrations.map((migration) => migration.name));
  const newer = [...done].filter((name) => !known.has(name));
  if (newer.length > 0) {
    throw new StoreError(
      `The database was made by a newer Archway (it has ${newer.join(', ')}). Start that version instead.`,
    );
  }
}
