// What every store can do, whichever database is behind it.
import type { Db } from './tables.ts';

export interface Store {
  readonly dialect: 'sqlite' | 'postgres';
  /** For reads outside a transaction. */
  readonly db: Db;
  /**
   * Runs `work` in one transaction; whatever it throws rolls its writes back and is thrown on.
   * On SQLite, calls that wait together share one commit. No network call belongs inside.
   * @throws StoreError when the database is locked or cannot be reached.
   */
  write<T>(work: (tx: Db) => Promise<T>): Promise<T>;
  /** Adds "for update skip locked" where the database has it; on SQLite writers wait for each other anyway. */
  claiming<Q extends Lockable>(query: Q): Q;
  /** Adds "for update" where the database has it: others wait for the row until the transaction ends. */
  locking<Q extends Lockable>(query: Q): Q;
  /** Adds "for share" where the database has it: others may read and share the row, nobody changes it meanwhile. */
  sharing<Q extends Lockable>(query: Q): Q;
  /** Real time by the database's clock, in milliseconds since 1970. */
  clockMs(): Promise<number>;
  /** A consistent copy into a new file while running. @throws UserError when the file exists or the database has its own tool. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}

export interface Lockable {
  forUpdate(): Lockable;
  forShare(): Lockable;
  skipLocked(): Lockable;
}
