// Hands a test an empty database of its own on the run's real PostgreSQL.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';

export interface FreshDatabase {
  readonly url: string;
  /** Ends every connection to the database and removes it; may run twice. */
  readonly drop: () => Promise<void>;
}

/** Creates an empty database; the first call of a run also starts PostgreSQL, which takes about three seconds. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const port = await asAdmin(async (admin) => {
    await admin.query(`create database ${name} template template0`);
    const answer = await admin.query<{ port: number }>('select inet_server_port() as port');
    return answer.rows[0]?.port;
  });
  const url = new URL(inject('postgresUrl'));
  url.port = String(port);
  url.pathname = name;
  const drop = (): Promise<void> =>
    asAdmin(async (admin) => {
      await admin.query(`drop database if exists ${name} with (force)`);
    });
  return { url: url.href, drop };
}

async function asAdmin<T>(work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
