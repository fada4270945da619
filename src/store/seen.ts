// Repeated deliveries of one event take effect once: its id is written with the effect.
import type { Db } from './tables.ts';

/** How long an event's id is kept (real time); platforms repeat within minutes. */
export const seenLifeMs = 60 * 60_000;

/** True for the first call with this id. Call it inside the transaction of the effect. */
export async function isFirst(tx: Db, eventId: string, atMs: number): Promise<boolean> {
  const result = await tx
    .insertInto('event_seen')
    .values({ id: eventId, at: atMs })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirst();
  return Number(result.numInsertedOrUpdatedRows ?? 0) > 0;
}

/** Deletes up to `limit` ids that are older than an hour; returns how many. */
export async function forgetSeen(tx: Db, nowMs: number, limit: number): Promise<number> {
  const old = tx
    .selectFrom('event_seen')
    .select('id')
    .where('at', '<', nowMs - seenLifeMs)
    .limit(limit);
  const result = await tx.deleteFrom('event_seen').where('id', 'in', old).executeTakeFirst();
  return Number(result.numDeletedRows);
}
