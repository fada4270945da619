// A fresh database of each kind, for suites that every store must pass.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freshDatabase } from '../setup/postgres.ts';

export interface Database {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

export async function sqliteFile(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'archway-store-'));
  return { url: `file:${join(folder, 'a', 'test.db')}`, drop: async () => rmSync(folder, { recursive: true }) };
}

/** For `describe.each`: the name of a dialect, and how to get a database of it. */
export const databases: readonly (readonly [string, () => Promise<Database>])[] = [
  ['sqlite', sqliteFile],
  ['postgres', freshDatabase],
];
