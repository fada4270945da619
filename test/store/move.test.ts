// From an SQLite file to PostgreSQL: every row, also when it was interrupted, and never beside a running bot.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../src/store/migrations.ts';
import { type Moved, moveTo } from '../../src/store/move.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import type { Tables } from '../../src/store/tables.ts';
import { freshDatabase } from '../setup/postgres.ts';
import { createWorld, silent } from '../support/bot.ts';
import { type Database, sqliteFile } from '../support/databases.ts';

let source: Database;
let place: Database;
let target: Store;

beforeEach(async () => {
  source = await sqliteFile();
  await filled(source.url);
  place = await freshDatabase();
  target = await openStore(place.url, silent, { isMoving: true });
});
afterEach(async () => {
  await target.close();
  await place.drop();
  await source.drop();
});

const file = () => source.url.slice('file:'.length);
const move = async (each: (moved: Moved) => void | Promise<void> = () => undefined) => moveTo(file(), target, each);

/** A database that was lived in. */
async function filled(url: string): Promise<void> {
  const world = await createWorld({ url });
  await world.say('ana', 'daily set 09:30 zone:UTC');
  await world.say('ana', 'tip');
  await world.say('ana', 'quiz');
  for (const user of ['ben', 'chi', 'dan']) await world.press(user, world.platform.posts[0]?.card, 'A');
  await world.press('ana', world.platform.posts[0]?.card, 'Close now');
  await world.close();
  const store = await openStore(url, silent);
  await store.write(async (tx) => {
    const seen = Array.from({ length: 1_203 }, (_, index) => ({ id: `old-${index}`, at: index }));
    await tx.insertInto('event_seen').values(seen).execute();
    const wish = { workspace_id: 'w', text: 'Ünïcode ✓ "quoted"', count: 2, first_at: 1, last_at: 2 ** 52 };
    await tx.insertInto('topic_wish').values(wish).execute();
  });
  await store.close();
}

const rowsIn = async (store: Store, table: keyof Tables) =>
  (await store.db.selectFrom(table).selectAll().execute())
    .map((row) => JSON.stringify(Object.entries(row).sort()))
    .sort();

describe('a move', () => {
  it('takes every row of every table, and says how many with a checksum', async () => {
    const told: Moved[] = [];
    await move((moved) => {
      told.push(moved);
    });
    const store = await openStore(source.url, silent);
    const tables = Object.keys(await tablesOf(store)) as (keyof Tables)[];
    expect(told.map(({ table }) => table).toSorted()).toEqual(
      tables.filter((table) => table !== 'migration').toSorted(),
    );
    for (const table of tables.filter((each) => each !== 'migration')) {
      expect([table, await rowsIn(target, table)]).toEqual([table, await rowsIn(store, table)]);
    }
    expect(told.find(({ table }) => table === 'event_seen')?.rows).toBeGreaterThan(1_200);
    expect(told.filter(({ rows }) => rows > 0).length).toBeGreaterThan(8);
    await store.close();
  });

  it('goes on where it was interrupted', async () => {
    let count = 0;
    await expect(
      move(() => {
        count += 1;
        if (count === 9) throw new Error('the power failed');
      }),
    ).rejects.toThrow('the power failed');
    await move();
    await expect(rowsIn(target, 'history')).resolves.not.toEqual([]);
    expect((await rowsIn(target, 'secret')).some((row) => row.includes('move-under-way'))).toBe(false);
  });

  it('is refused while the bot runs on the file', async () => {
    const running = await openStore(source.url, silent);
    await expect(move()).rejects.toThrow('Stop the bot, then move');
    await running.close();
    await move();
  });

  it('keeps a bot from starting meanwhile', async () => {
    let start: Promise<unknown> | undefined;
    await move(() => {
      start ??= openStore(source.url, silent).then(
        () => 'started',
        () => 'refused',
      );
    });
    expect(await start).toBe('refused');
  });

  it('is refused into a database that holds something else', async () => {
    const world = await createWorld({ url: place.url });
    await world.say('ana', 'tip');
    await world.close();
    await expect(move()).rejects.toThrow('The target is not empty');
  });

  it('writes anew what an interrupted one left behind, and keeps a bot from starting on it', async () => {
    await expect(
      move(() => {
        throw new Error('the power failed');
      }),
    ).rejects.toThrow('the power failed');
    await expect(openStore(place.url, silent)).rejects.toThrow('has not ended');
    // The bot ran once more on the file.
    const store = await openStore(source.url, silent);
    await store.write((tx) => tx.updateTable('installation').set({ state: 'dead' }).execute());
    await store.write((tx) => tx.deleteFrom('event_seen').execute());
    await store.close();
    await target.write((tx) => tx.insertInto('budget').values({ name: 'stray', arrival_at: 1 }).execute());
    await move();
    const states = await target.db.selectFrom('installation').select('state').execute();
    expect(states.every(({ state }) => state === 'dead')).toBe(true);
    expect((await rowsIn(target, 'budget')).some((row) => row.includes('stray'))).toBe(false);
    await (await openStore(place.url, silent)).close();
  });
});

async function tablesOf(store: Store): Promise<Record<string, true>> {
  const tables = await store.db.introspection.getTables();
  expect(migrations.length).toBeGreaterThan(0);
  return Object.fromEntries(tables.map(({ name }) => [name, true as const]));
}
