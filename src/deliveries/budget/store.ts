// The SQL of budgets: one row a budget, shared by all replicas.
import type { Budget } from '../../platform.ts';
import type { Db } from '../../store/tables.ts';
import { take } from './budget.ts';

/** Takes one call from each budget, or from none: then the milliseconds to wait. Runs in the caller's transaction. */
export async function takeAll(tx: Db, budgets: readonly Budget[], elapsed: number): Promise<number> {
  let waitMs = 0;
  const kept: { name: string; arrival_at: number }[] = [];
  for (const budget of budgets) {
    const result = take(budget, await arrivalOf(tx, budget.name), elapsed);
    waitMs = Math.max(waitMs, result.waitMs);
    kept.push({ name: budget.name, arrival_at: result.arrivalAt });
  }
  if (waitMs > 0) return waitMs;
  for (const { name, arrival_at } of kept) {
    await tx.updateTable('budget').set({ arrival_at }).where('name', '=', name).execute();
  }
  return 0;
}

/** Writes the row when it is missing, and thereby locks it on PostgreSQL until the transaction ends. */
async function arrivalOf(tx: Db, name: string): Promise<number> {
  const row = await tx
    .insertInto('budget')
    .values({ name, arrival_at: 0 })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ name }))
    .returning('arrival_at')
    .executeTakeFirstOrThrow();
  return row.arrival_at;
}

/** A budget that was not drawn on for this long is as good as none. */
const budgetLifeMs = 60 * 60_000;

/** Deletes up to `limit` budgets that rest; returns how many. */
export async function forgetBudgets(tx: Db, elapsed: number, limit: number): Promise<number> {
  const until = elapsed - budgetLifeMs;
  const old = tx.selectFrom('budget').select('name').where('arrival_at', '<', until).limit(limit);
  // Asked again of each row: it may have been drawn on meanwhile.
  const result = await tx
    .deleteFrom('budget')
    .where('name', 'in', old)
    .where('arrival_at', '<', until)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
