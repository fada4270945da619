// What both stores promise, on SQLite and on a real PostgreSQL.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { takeAll } from '../../src/deliveries/budget/store.ts';
import { claimAmbiguous, claimDue, markSending, outcomeOf, owe, oweAgain, settle } from '../../src/deliveries/store.ts';
import { StoreError } from '../../src/errors.ts';
import { lastSeen, remember } from '../../src/history/store.ts';
import { ensureTenant } from '../../src/settings/settings.ts';
import { ensurePerson } from '../../src/settings/store.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openStore } from '../../src/store/open.ts';
import { forgetSeen, isFirst, seenLifeMs } from '../../src/store/seen.ts';
import type { Store } from '../../src/store/store.ts';
import { addWish, listWishes } from '../../src/topics/store.ts';
import { monday, place, silent } from '../support/bot.ts';
import { type Database, databases, sqliteFile } from '../support/databases.ts';

const target = { platform: 'memory', installation: 'i1', workspace: 'w1', channel: 'c1' };
const owed = (key: string, dueAt = monday) => ({
  workspaceId: 'w',
  key,
  kind: 'tip',
  target,
  payload: { a: 1 },
  dueAt,
});
const which = { limit: 10, platforms: ['memory'] };
const at = (ms: number) => ({ now: ms, elapsed: ms });

describe.each(databases)('the %s store', (_, fresh) => {
  let database: Database;
  let store: Store;
  let other: Store;
  beforeAll(async () => {
    database = await fresh();
    // Two processes that start at once must not migrate twice.
    [store, other] = await Promise.all([openStore(database.url, silent), openStore(database.url, silent)]);
  });
  afterAll(async () => {
    await store.close();
    await other.close();
    await database.drop();
  });

  it('is up to date after two starts at once, and a third finds nothing to do', async () => {
    expect(await migrate(store)).toEqual([]);
    const rows = await store.db.selectFrom('migration').select('name').orderBy('name').execute();
    expect(rows.map((row) => row.name)).toEqual([
      '0001-tenancy',
      '0002-schedules',
      '0003-deliveries',
      '0004-rounds',
      '0005-memory',
      '0006-pictures',
      '0007-wishes',
      '0008-quizzes',
      '0009-calendars',
    ]);
  });

  it('refuses a database that a newer program made', async () => {
    await store.db.insertInto('migration').values({ name: '9999-later', at: 1 }).execute();
    await expect(migrate(store)).rejects.toThrow(StoreError);
    await store.db.deleteFrom('migration').where('name', '=', '9999-later').execute();
  });

  it('counts what was asked for in vain over all workspaces, the most asked for first', async () => {
    const ask = (workspaceId: string, text: string, now: number) =>
      store.write((tx) => addWish(tx, { workspaceId, text, now }));
    await Promise.all([
      ask('w1', 'knitting', 1),
      ask('w2', 'knitting', 3),
      ask('w1', 'pottery', 2),
      other.write((tx) => addWish(tx, { workspaceId: 'w1', text: 'knitting', now: 2 })),
    ]);
    expect(await listWishes(store.db)).toEqual([
      { text: 'knitting', count: 3, workspaces: 2, firstAt: expect.any(Number), lastAt: 3 },
      { text: 'pottery', count: 1, workspaces: 1, firstAt: 2, lastAt: 2 },
    ]);
  });

  it('keeps an instant as a number of milliseconds', async () => {
    await store.write((tx) => isFirst(tx, 'instant', monday));
    const row = await store.db
      .selectFrom('event_seen')
      .select('at')
      .where('id', '=', 'instant')
      .executeTakeFirstOrThrow();
    expect(row.at).toBe(monday);
  });

  it('rolls back the writes of work that throws, and only those', async () => {
    const failing = store.write(async (tx) => {
      await isFirst(tx, 'rolled-back', 1);
      throw new RangeError('on purpose');
    });
    const passing = store.write((tx) => isFirst(tx, 'kept', 1));
    await expect(failing).rejects.toThrow('on purpose');
    expect(await passing).toBe(true);
    const rows = await store.db
      .selectFrom('event_seen')
      .select('id')
      .where('id', 'in', ['rolled-back', 'kept'])
      .execute();
    expect(rows).toEqual([{ id: 'kept' }]);
  });

  it('lets one of many writers with the same event id be the first, over two processes', async () => {
    const firsts = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? store : other).write((tx) => isFirst(tx, 'same', monday))),
    );
    expect(firsts.filter(Boolean)).toHaveLength(1);
  });

  it('forgets event ids after an hour', async () => {
    await store.write((tx) => isFirst(tx, 'old', monday));
    await store.write((tx) => forgetSeen(tx, monday + seenLifeMs + 1, 100));
    expect(await store.write((tx) => isFirst(tx, 'old', monday))).toBe(true);
  });

  it('writes a tenant and a person once, however many ask at the same time', async () => {
    const tenants = await Promise.all(
      [store, other, store].map((each) => each.write((tx) => ensureTenant(tx, place, monday))),
    );
    expect(new Set(tenants.map((tenant) => tenant.workspaceId)).size).toBe(1);
    const key = { platform: 'memory', installation: 'i1', user: 'ana', home: '' };
    const persons = await Promise.all(
      [store, other, store].map((each) => each.write((tx) => ensurePerson(tx, key, monday))),
    );
    expect(new Set(persons).size).toBe(1);
  });

  it('gives a direct message a tenant of its own', async () => {
    const tenant = await store.write((tx) => ensureTenant(tx, { ...place, workspace: null }, monday));
    expect(tenant.workspaceId).toMatch(/^dm:/);
  });

  it('owes one delivery for a key', async () => {
    const ids = await Promise.all(
      [store, other].map((each) => each.write((tx) => owe(tx, owed('once'), { now: monday }))),
    );
    expect(ids[0]).toBe(ids[1]);
    await drain(store);
  });

  it('leases each due delivery to one claimer', async () => {
    for (let index = 0; index < 12; index++)
      await store.write((tx) => owe(tx, owed(`lease-${index}`), { now: monday }));
    const claims = await Promise.all(
      [store, other, store, other].map((each) => claimDue(each, at(monday), { ...which, limit: 5 })),
    );
    const ids = claims.flat().map((delivery) => delivery.id);
    expect(new Set(ids).size).toBe(ids.length);
    await drain(store, monday + 60_000);
  });

  it('claims nothing before its time, nor behind an unsettled delivery', async () => {
    const first = await store.write((tx) => owe(tx, owed('first'), { now: monday }));
    await store.write((tx) => owe(tx, { ...owed('second'), afterId: first }, { now: monday }));
    await store.write((tx) => owe(tx, owed('later', monday + 5_000), { now: monday }));
    expect((await claimDue(store, at(monday), which)).map((each) => each.key)).toEqual(['first']);
    await drain(store, monday + 60_000);
  });

  it('takes a dead sender over when its lease ran out, and refuses the dead sender’s settle', async () => {
    await store.write((tx) => owe(tx, owed('dying'), { now: monday }));
    const [claimed] = await claimDue(store, at(monday), which);
    if (!claimed) throw new Error('nothing was claimed');
    expect(await store.write((tx) => markSending(tx, claimed, monday))).toBe(true);
    expect(await claimAmbiguous(store, monday + 29_000, which)).toEqual([]);
    const [taken] = await claimAmbiguous(other, monday + 31_000, which);
    expect(taken?.id).toBe(claimed.id);
    const sent = { state: 'sent', ref: { channel: 'c1', message: 'm' } } as const;
    expect(await store.write((tx) => settle(tx, claimed, { settlement: sent, now: monday, againAt: monday }))).toBe(
      false,
    );
    expect(
      taken && (await store.write((tx) => settle(tx, taken, { settlement: sent, now: monday, againAt: monday }))),
    ).toBe(true);
    expect((await outcomeOf(store.db, claimed.id))?.state).toBe('sent');
  });

  it('sends an edit again that was owed once more while it was being sent', async () => {
    await store.write((tx) => oweAgain(tx, owed('count'), at(monday)));
    const [claimed] = await claimDue(store, at(monday), which);
    if (!claimed) throw new Error('nothing was claimed');
    await store.write((tx) => markSending(tx, claimed, monday));
    await store.write((tx) => oweAgain(tx, owed('count'), at(monday)));
    const sent = { state: 'sent', ref: { channel: 'c1', message: 'm' } } as const;
    await store.write((tx) => settle(tx, claimed, { settlement: sent, now: monday, againAt: monday + 3_000 }));
    expect(await claimDue(store, at(monday + 2_000), which)).toEqual([]);
    expect((await claimDue(store, at(monday + 3_000), which)).map((each) => each.key)).toEqual(['count']);
    await drain(store, monday + 60_000);
  });

  it('spends a shared budget once, over two processes', async () => {
    const budget = { name: 'shared', everyMs: 1_000, burst: 2 };
    const waits = await Promise.all(
      [store, other, store].map((each) => each.write((tx) => takeAll(tx, [budget], monday))),
    );
    expect([...waits].sort((one, two) => one - two)).toEqual([0, 0, 1_000]);
  });

  it('remembers when an item was last met', async () => {
    const seen = (item: string, time: number) => ({
      workspaceId: 'w',
      subject: 's',
      item,
      outcome: 'seen' as const,
      at: time,
    });
    await store.write((tx) => remember(tx, [seen('tip:a/1', 5), seen('tip:a/1', 9), seen('question:a/1', 7)]));
    expect(await lastSeen(store.db, { workspaceId: 'w', subject: 's', prefix: 'tip:' })).toEqual(new Map([['a/1', 9]]));
  });

  it('tells the time of the database', async () => {
    const own = Date.now();
    expect(Math.abs((await store.clockMs()) - own)).toBeLessThan(60_000);
  });
});

/** Settles whatever is pending, so that the next case begins with nothing due. */
async function drain(store: Store, time = monday): Promise<void> {
  for (const delivery of await claimDue(store, at(time + 3_600_000), { ...which, limit: 100 })) {
    await store.write((tx) =>
      settle(tx, delivery, { settlement: { state: 'skipped', why: 'test' }, now: time, againAt: time }),
    );
  }
}

describe('backup', () => {
  it('copies an SQLite database while it is written to, and never overwrites a file', async () => {
    const database = await sqliteFile();
    const store = await openStore(database.url, silent);
    await store.write((tx) => isFirst(tx, 'in-the-copy', 1));
    const copy = `${database.url.slice('file:'.length)}.copy`;
    await Promise.all([store.backup(copy), store.write((tx) => isFirst(tx, 'meanwhile', 1))]);
    await expect(store.backup(copy)).rejects.toThrow('exists already');
    const restored = await openStore(`file:${copy}`, silent);
    const rows = await restored.db.selectFrom('event_seen').select('id').execute();
    expect(rows.map((row) => row.id)).toContain('in-the-copy');
    await restored.close();
    await store.close();
    await database.drop();
  });
});
