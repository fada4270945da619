// Takes everything from an SQLite file to a PostgreSQL database: with the bot stopped, resumable, compared row by row.
import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { messageOf, StoreError, UserError } from '../errors.ts';
import { moveMarker } from './open.ts';
import type { Store } from './store.ts';
import type { Db, Tables } from './tables.ts';

/** What identifies a row; a table without any is copied anew when it differs. */
const keys: Readonly<Record<Exclude<keyof Tables, 'migration'>, readonly string[]>> = {
  installation: ['id'],
  workspace: ['id'],
  person: ['id'],
  member: ['workspace_id', 'person_id'],
  manager: ['workspace_id', 'user_id'],
  schedule: ['id'],
  delivery: ['id'],
  round: ['id'],
  vote: ['workspace_id', 'round_id', 'person_id'],
  answer: ['workspace_id', 'round_id', 'person_id'],
  first_answer: ['person_id', 'question'],
  question_stat: ['question', 'content_hash'],
  report: ['workspace_id', 'question', 'content_hash', 'person_id'],
  history: [],
  event_seen: ['id'],
  budget: ['name'],
  picture: ['id'],
  picture_person: ['person_id', 'picture_id'],
  picture_upload: ['platform', 'installation', 'workspace', 'hash', 'file'],
  secret: ['name'],
  topic_wish: ['workspace_id', 'text'],
};

type Name = keyof typeof keys;
type Row = Readonly<Record<string, string | number | null>>;
const names = Object.keys(keys) as readonly Name[];

export interface Moved {
  readonly table: string;
  readonly rows: number;
  /** Of the sum of all rows' SHA-256: the same on both sides. */
  readonly checksum: string;
}

const atOnce = 500;
/**
 * Copies every row and compares both sides. Interrupted, it goes on where it stopped when it is run again.
 * @throws UserError when the bot still runs on the file, or the target holds something else; StoreError when the sides differ.
 */
export async function moveTo(file: string, target: Store, told: (moved: Moved) => void | Promise<void>): Promise<void> {
  if (target.dialect !== 'postgres') throw new UserError('A database is moved to PostgreSQL: --to postgres://...');
  const source = openAlone(file);
  try {
    await claimTarget(target.db);
    for (const name of names) await told(await moveTable(source, target, name));
    await target.db.deleteFrom('secret').where('name', '=', moveMarker).execute();
  } finally {
    source.exec('rollback');
    source.pragma('journal_mode = WAL');
    source.close();
  }
}

/** Only a process that has the file for itself can leave the WAL mode: a bot that runs is noticed by that. */
function openAlone(file: string): Database.Database {
  const database = new Database(file, { fileMustExist: true, timeout: 1_000 });
  try {
    database.pragma('journal_mode = DELETE');
    // Held to the end: a bot that is started meanwhile is told that the file is locked.
    database.exec('begin immediate');
    return database;
  } catch (error) {
    database.close();
    throw new UserError(`${file} is in use (${messageOf(error)}). Stop the bot, then move.`, { cause: error });
  }
}

async function claimTarget(db: Db): Promise<void> {
  const isOurs = await db.selectFrom('secret').select('name').where('name', '=', moveMarker).executeTakeFirst();
  if (isOurs) return;
  for (const name of names) {
    const row = await db.selectFrom(name).selectAll().limit(1).executeTakeFirst();
    if (row) throw new UserError(`The target is not empty: its table "${name}" has rows. Name a database of its own.`);
  }
  await db.insertInto('secret').values({ name: moveMarker, value: '' }).execute();
}

async function moveTable(source: Database.Database, target: Store, name: Name): Promise<Moved> {
  const wanted = checksumOf(rowsOf(source, name));
  const isSame = (found: Sum) => found.rows === wanted.rows && found.checksum === wanted.checksum;
  if (keys[name].length > 0) await copy(source, target, name);
  // What an earlier attempt left behind, and rows that nothing tells apart, are written anew.
  if (!isSame(await targetSum(target.db, name))) await renew(source, target, name);
  const found = await targetSum(target.db, name);
  if (isSame(found)) return { table: name, ...wanted };
  const what = `table "${name}": ${wanted.rows} rows in the file, ${found.rows} in the target`;
  throw new StoreError(`The sides differ (${what}). Something else writes into the target: end it, and move again.`);
}

function* rowsOf(source: Database.Database, name: Name): Generator<Row> {
  for (const row of source.prepare(`select * from "${name}"`).iterate()) yield row as Row;
}

async function copy(source: Database.Database, target: Store, name: Name): Promise<void> {
  for (const rows of batches(rowsOf(source, name))) {
    await target.write(async (tx) => {
      await tx
        .insertInto(name)
        .values(rows as never)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }
}

/** In one transaction, or not at all. */
async function renew(source: Database.Database, target: Store, name: Name): Promise<void> {
  await target.write(async (tx) => {
    await removeAll(tx, name);
    for (const rows of batches(rowsOf(source, name))) {
      await tx
        .insertInto(name)
        .values(rows as never)
        .execute();
    }
  });
}

async function removeAll(tx: Db, name: Name): Promise<void> {
  if (name === 'secret') await tx.deleteFrom('secret').where('name', '!=', moveMarker).execute();
  else await tx.deleteFrom(name).execute();
}

function* batches(rows: Iterable<Row>): Generator<Row[]> {
  let batch: Row[] = [];
  for (const row of rows) {
    batch.push(row);
    if (batch.length < atOnce) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Read by a cursor, so that a table of any size fits. */
async function targetSum(db: Db, name: Name): Promise<Sum> {
  return db.transaction().execute(async (tx) => {
    const sum = emptySum();
    await sql`declare move_rows no scroll cursor for select * from ${sql.table(name)}`.execute(tx);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(atOnce)} from move_rows`.execute(tx);
      for (const row of rows) if (name !== 'secret' || row.name !== moveMarker) addTo(sum, row);
      if (rows.length < atOnce) return summed(sum);
    }
  });
}

type Sum = Omit<Moved, 'table'>;

const modulus = 1n << 256n;

/** The hashes of the rows are added up: the same for the same rows in any order, in no memory to speak of. */
const emptySum = () => ({ rows: 0, total: 0n });

function addTo(sum: { rows: number; total: bigint }, row: Row): void {
  const sorted = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1));
  const hash = createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
  sum.rows += 1;
  sum.total = (sum.total + BigInt(`0x${hash}`)) % modulus;
}

const summed = ({ rows, total }: { rows: number; total: bigint }): Sum => ({
  rows,
  checksum: total.toString(16).padStart(64, '0').slice(0, 16),
});

function checksumOf(rows: Iterable<Row>): Sum {
  const sum = emptySum();
  for (const row of rows) addTo(sum, row);
  return summed(sum);
}
