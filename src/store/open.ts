// Opens the store that DATABASE_URL names, brought up to date.
import { ConfigError, StoreError } from '../errors.ts';
import type { Logger } from '../log.ts';
import { migrate } from './migrate.ts';
import type { Store } from './store.ts';

/**
 * Opens `file:...` or `postgres://...` and runs the migrations that are missing.
 * @throws ConfigError for another kind of address, StoreError when it cannot be opened, or when a move into it has not ended.
 */
export async function openStore(url: string, log: Logger, options: { isMoving?: boolean } = {}): Promise<Store> {
  const store = await connect(url, log);
  try {
    await migrate(store);
    if (!options.isMoving) await refuseHalfMoved(store);
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** Stands in a database while a move into it is under way. */
export const moveMarker = 'move-under-way';

async function refuseHalfMoved({ db }: Store): Promise<void> {
  const marker = await db.selectFrom('secret').select('name').where('name', '=', moveMarker).executeTakeFirst();
  if (marker) throw new StoreError('A move into this database has not ended. Run archway move again, then start.');
}

async function connect(url: string, log: Logger): Promise<Store> {
  if (/^postgres(ql)?:\/\//.test(url)) return (await import('./postgres.ts')).openPostgres(url, log);
  if (url.startsWith('file:')) return (await import('./sqlite.ts')).openSqlite(url.slice('file:'.length));
  throw new ConfigError([
    {
      where: 'DATABASE_URL',
      what: 'it is neither a file nor a PostgreSQL address',
      mend: 'DATABASE_URL=file:./data/archway.db or DATABASE_URL=postgres://user:password@host:5432/archway',
    },
  ]);
}
