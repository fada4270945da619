// `archway migrate`, `backup` and `move`.
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { CoreConfig } from '../config.ts';
import { UserError } from '../errors.ts';
import { createLogger } from '../log.ts';
import { openStore } from '../store/open.ts';
import type { Store } from '../store/store.ts';

export interface StoreProgram {
  readonly out: (text: string) => void;
  readonly settings: () => CoreConfig;
}

export function addStore(root: Command, program: StoreProgram): void {
  const { out } = program;
  root
    .command('migrate')
    .description('bring the database up to date (a start does so by itself)')
    .action(async () => {
      await withStore(program, async () => undefined);
      out('The database is up to date.\n');
    });
  root
    .command('backup')
    .description('write a consistent copy of the SQLite database, while the bot runs')
    .argument('<file>', 'a file that does not exist yet')
    .action(async (file: string) => {
      await withStore(program, (store) => store.backup(file));
      out(`Written to ${file}.\n`);
    });
  root
    .command('move')
    .description(
      'take everything from the SQLite file to PostgreSQL, with the bot stopped; may be run again when interrupted',
    )
    .requiredOption('--to <address>', 'an empty database: postgres://user:password@host:5432/archway')
    .action(({ to }: { to: string }) => move(program, to));
}

async function withStore(program: StoreProgram, work: (store: Store) => Promise<void>): Promise<void> {
  const { DATABASE_URL, LOG_LEVEL } = program.settings();
  const store = await openStore(DATABASE_URL, createLogger(LOG_LEVEL));
  await work(store).finally(() => store.close());
}

async function move(program: StoreProgram, to: string): Promise<void> {
  const { DATABASE_URL, LOG_LEVEL } = program.settings();
  if (!DATABASE_URL.startsWith('file:'))
    throw new UserError(
      'Only an SQLite file is moved, and DATABASE_URL names none. Name it: DATABASE_URL=file:./data/archway.db',
    );
  if (!/^postgres(ql)?:\/\//.test(to))
    throw new UserError('--to is an address like postgres://user:password@host:5432/archway.');
  const file = DATABASE_URL.slice('file:'.length);
  if (!existsSync(file)) throw new UserError(`There is no ${file}. Name the file: DATABASE_URL=file:./data/archway.db`);
  // Both sides have the same tables then.
  await withStore(program, async () => undefined);
  const { moveTo } = await import('../store/move.ts');
  const target = await openStore(to, createLogger(LOG_LEVEL), { isMoving: true });
  try {
    await moveTo(file, target, ({ table, rows, checksum }) =>
      program.out(`${table.padEnd(16)} ${String(rows).padStart(9)} rows  ${checksum}\n`),
    );
  } finally {
    await target.close();
  }
  program.out('Everything is there. Set DATABASE_URL to the new address, and start the bot.\n');
}
