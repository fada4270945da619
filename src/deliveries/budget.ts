// A shared budget by the generic cell rate algorithm: one number a budget says when the next call may go.
import type { Budget } from '../platform.ts';
import type { Db } from '../store/tables.ts';

/**
 * Whether a call may go at `at`, and the number to keep (GCRA, ITU-T I.371): `arrivalAt` is the theoretical arrival
 * time of the next call; a call may be early by what the burst allows.
 */
export function take(
  budget: Budget,
  arrivalAt: number,
  at: number,
): { readonly waitMs: number; readonly arrivalAt: number } {
  const toleranceMs = (budget.burst - 1) * budget.everyMs;
  const waitMs = Math.max(0, arrivalAt - toleranceMs - at);
  return { waitMs, arrivalAt: waitMs > 0 ? arrivalAt : Math.max(arrivalAt, at) + budget.everyMs };
}

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
