// A PostgreSQL database for benchmarks, emptied before each.
import pg from 'pg';

/** Removes everything in it; returns its address. */
export async function emptied(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop schema public cascade');
  await client.query('create schema public');
  await client.end();
  return url;
}
