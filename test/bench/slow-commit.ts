// Loaded before the bot: every commit of SQLite is held up by a blocking wait, as a slow disk would do.
import Database from 'better-sqlite3';

const waitMs = 10;
const sleeper = new Int32Array(new SharedArrayBuffer(4));

interface Statement {
  run(...values: readonly unknown[]): unknown;
}

const prepare: (this: unknown, sql: string) => Statement = Database.prototype.prepare;

function slowed(this: unknown, sql: string): Statement {
  const statement = prepare.call(this, sql);
  if (!/^\s*commit\b/i.test(sql)) return statement;
  const run = statement.run.bind(statement);
  statement.run = (...values) => {
    Atomics.wait(sleeper, 0, 0, waitMs);
    return run(...values);
  };
  return statement;
}

Object.defineProperty(Database.prototype, 'prepare', { value: slowed });
