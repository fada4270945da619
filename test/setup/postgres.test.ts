// Shows that a test gets a real, empty PostgreSQL database that no other test sees.
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { type FreshDatabase, freshDatabase } from './postgres.ts';

const databases: FreshDatabase[] = [];

afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

async function open(): Promise<FreshDatabase> {
  const database = await freshDatabase();
  databases.push(database);
  return database;
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query({ text: question, rowMode: 'array' });
    return answer.rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test('the server is a real PostgreSQL 18 that stores UTF-8', async () => {
  const { url } = await open();
  expect(await ask(url, 'show server_version')).toMatch(/^18\./);
  expect(await ask(url, 'show server_encoding')).toBe('UTF8');
});

test('what one test writes is not in the database of another', async () => {
  const [one, other] = [await open(), await open()];
  await ask(one.url, 'create table note (text text)');
  expect(await ask(one.url, `select to_regclass('note') is not null`)).toBe(true);
  expect(await ask(other.url, `select to_regclass('note') is not null`)).toBe(false);
});

test('a dropped database is gone even while a connection to it is open', async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  const lost = new Promise((resolve) => client.on('error', resolve));
  await client.connect();
  await database.drop();
  await lost;
  await expect(ask(database.url, 'select 1')).rejects.toThrow(/does not exist/);
});
