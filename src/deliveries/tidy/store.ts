// The SQL that deletes what was settled long ago.
import type { Db } from '../../store/tables.ts';

/** Deletes up to `limit` deliveries that were settled before an instant; returns how many. */
export async function forgetSettled(tx: Db, before: number, limit: number): Promise<number> {
  const old = tx.selectFrom('delivery').select('id').where('settled_at', '<', before).limit(limit);
  const result = await tx
    .deleteFrom('delivery')
    .where('id', 'in', old)
    // An edit may be owed again meanwhile.
    .where('settled_at', '<', before)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
