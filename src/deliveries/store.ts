// The SQL of deliveries: owe, claim, mark, settle. Every settle is conditional on the lease.
import type { SelectQueryBuilder } from 'kysely';
import { newId, newToken } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { Db, DeliveryTable, Tables } from '../store/tables.ts';
import { type Delivery, leaseMs, type Owed, type Settlement } from './delivery.ts';

const settledStates = ['sent', 'failed', 'skipped', 'unknown'] as const;

/** Writes what is owed, once for its key, and returns its id. Belongs into the transaction that causes it. */
export async function owe(tx: Db, owed: Owed, state: { now: number; skip?: string }): Promise<string> {
  const id = newId(state.now);
  const { platform, installation, workspace, channel } = owed.target;
  await tx
    .insertInto('delivery')
    .values({
      id,
      workspace_id: owed.workspaceId,
      key: owed.key,
      kind: owed.kind,
      platform,
      installation,
      workspace,
      channel,
      payload: JSON.stringify(owed.payload),
      after_id: owed.afterId ?? null,
      state: state.skip === undefined ? 'pending' : 'skipped',
      due_at: owed.dueAt,
      retry_at: 0,
      attempts: 0,
      priority: owed.priority ?? 0,
      first_attempt_at: null,
      lease_token: null,
      lease_until: null,
      again: 0,
      ref: null,
      why: state.skip ?? null,
      created_at: state.now,
      settled_at: state.skip === undefined ? null : state.now,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'key']).doNothing())
    .execute();
  return (await idOfKey(tx, owed.workspaceId, owed.key)) ?? id;
}

/** A row that waits longer than this is surely built after the transaction that sees it waiting. */
const surelyLaterMs = 1_000;

/**
 * Owes a repeatable edit once more: sent again no earlier than `dueAt`, whatever became of it before. What changes while
 * the edit is built or sent makes it go out again; a row that is not due soon is left alone, so that many who owe the same
 * edit at once do not wait for each other.
 */
export async function oweAgain(tx: Db, owed: Owed, at: { now: number; elapsed: number }): Promise<void> {
  const row = await tx
    .selectFrom('delivery')
    .select(['id', 'state', 'due_at', 'retry_at', 'lease_token'])
    .where('workspace_id', '=', owed.workspaceId)
    .where('key', '=', owed.key)
    .executeTakeFirst();
  const waitMs = row ? Math.max(row.due_at - at.now, row.retry_at - at.elapsed) : 0;
  if (row?.state === 'pending' && row.lease_token === null && waitMs >= surelyLaterMs) return;
  const id = row?.id ?? (await owe(tx, owed, at));
  await tx
    .updateTable('delivery')
    .set({ again: 1 })
    .where('id', '=', id)
    .where('state', 'in', ['pending', 'sending'])
    .execute();
  await tx
    .updateTable('delivery')
    .set({ state: 'pending', due_at: owed.dueAt, settled_at: null, attempts: 0 })
    .where('id', '=', id)
    .where('state', 'in', settledStates)
    .execute();
}

/** Takes a lease on up to `limit` deliveries that are due, or on the one that is named; in one statement. */
export async function claimDue(
  store: Store,
  at: { now: number; elapsed: number },
  which: { limit: number; platforms: readonly string[]; id?: string },
): Promise<readonly Delivery[]> {
  if (which.platforms.length === 0) return [];
  return store.write(async (tx) => {
    const leaseToken = newToken();
    let due = tx
      .selectFrom('delivery')
      .select('delivery.id')
      .where('state', '=', 'pending')
      .where('platform', 'in', which.platforms)
      .where('due_at', '<=', at.now)
      .where('retry_at', '<=', at.elapsed)
      .where((where) => where.or([where('lease_until', 'is', null), where('lease_until', '<', at.elapsed)]))
      .where((where) =>
        where.or([
          where('after_id', 'is', null),
          // One that was settled long ago may be gone.
          where.not(
            where.exists(
              where
                .selectFrom('delivery as before')
                .select('before.id')
                .whereRef('before.id', '=', 'delivery.after_id')
                .where('before.state', 'not in', settledStates),
            ),
          ),
        ]),
      )
      .orderBy('priority')
      .orderBy('due_at')
      .limit(which.limit);
    if (which.id !== undefined) due = due.where('delivery.id', '=', which.id);
    return claim(tx, store.claiming(due), { leaseToken, leaseUntil: at.elapsed + leaseMs });
  });
}

/** Takes over deliveries whose sender died, or whose outcome is unclear and is to be looked at now. */
export async function claimAmbiguous(
  store: Store,
  elapsed: number,
  which: { limit: number; platforms: readonly string[] },
): Promise<readonly Delivery[]> {
  if (which.platforms.length === 0) return [];
  return store.write(async (tx) => {
    const stale = tx
      .selectFrom('delivery')
      .select('delivery.id')
      .where('state', '=', 'sending')
      .where('platform', 'in', which.platforms)
      .where('lease_until', '<', elapsed)
      .orderBy('due_at')
      .limit(which.limit);
    return claim(tx, store.claiming(stale), { leaseToken: newToken(), leaseUntil: elapsed + leaseMs });
  });
}

/** One statement: the inner query picks (and on PostgreSQL locks) the rows, the update leases them. */
async function claim(
  tx: Db,
  ids: SelectQueryBuilder<Tables, 'delivery', { id: string }>,
  lease: { leaseToken: string; leaseUntil: number },
): Promise<readonly Delivery[]> {
  const rows = await tx
    .with('chosen', () => ids)
    .updateTable('delivery')
    // Built after this: what is owed again from now on is owed again.
    .set({ lease_token: lease.leaseToken, lease_until: lease.leaseUntil, again: 0 })
    .where('id', 'in', (where) => where.selectFrom('chosen').select('chosen.id'))
    .returningAll()
    .execute();
  return rows
    .map((row) => deliveryOf(row, lease.leaseToken))
    .sort((one, other) => (one.priority ?? 0) - (other.priority ?? 0) || one.dueAt - other.dueAt);
}

/** Marks it just before the call. False when the lease was lost. */
export async function markSending(tx: Db, delivery: Delivery, elapsed: number): Promise<boolean> {
  const result = await tx
    .updateTable('delivery')
    .set({
      state: 'sending',
      attempts: delivery.attempts + 1,
      first_attempt_at: delivery.firstAttemptAt ?? elapsed,
      lease_until: elapsed + leaseMs,
    })
    .where('id', '=', delivery.id)
    .where('lease_token', '=', delivery.leaseToken)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** Makes the lease longer. False when it was lost. */
export async function renewLease(tx: Db, delivery: Delivery, elapsed: number): Promise<boolean> {
  const result = await tx
    .updateTable('delivery')
    .set({ lease_until: elapsed + leaseMs })
    .where('id', '=', delivery.id)
    .where('lease_token', '=', delivery.leaseToken)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** Writes the outcome. False when the lease was lost meanwhile: then nothing is written. */
export async function settle(
  tx: Db,
  delivery: Delivery,
  { settlement, now, againAt }: { settlement: Settlement; now: number; againAt: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('delivery')
    .set(changeOf(settlement, now))
    .where('id', '=', delivery.id)
    .where('lease_token', '=', delivery.leaseToken)
    .executeTakeFirst();
  if (Number(result.numUpdatedRows) === 0) return false;
  await tx
    .updateTable('delivery')
    .set({ state: 'pending', again: 0, due_at: againAt, settled_at: null, attempts: 0 })
    .where('id', '=', delivery.id)
    .where('again', '=', 1)
    .where('state', 'in', settledStates)
    .execute();
  return true;
}

function changeOf(settlement: Settlement, now: number): Partial<DeliveryTable> {
  switch (settlement.state) {
    case 'sent':
      return {
        state: 'sent',
        ref: JSON.stringify(settlement.ref),
        why: null,
        settled_at: now,
        lease_token: null,
        lease_until: null,
      };
    case 'pending':
      return {
        state: 'pending',
        retry_at: settlement.retryAt,
        why: settlement.why,
        lease_token: null,
        lease_until: null,
        ...(settlement.payload === undefined ? {} : { payload: JSON.stringify(settlement.payload) }),
      };
    case 'sending':
      return { state: 'sending', lease_until: settlement.lookAt, why: settlement.why };
    case 'failed':
    case 'skipped':
    case 'unknown':
      return { state: settlement.state, why: settlement.why, settled_at: now, lease_token: null, lease_until: null };
    default:
      return settlement satisfies never;
  }
}

/** The id of what was owed under a key. */
export async function idOfKey(db: Db, workspaceId: string, key: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('delivery')
    .select('id')
    .where('workspace_id', '=', workspaceId)
    .where('key', '=', key)
    .executeTakeFirst();
  return row?.id;
}

/** How a delivery stands. */
export async function outcomeOf(
  db: Db,
  id: string,
): Promise<Pick<DeliveryTable, 'state' | 'why' | 'ref' | 'payload'> | undefined> {
  return db.selectFrom('delivery').select(['state', 'why', 'ref', 'payload']).where('id', '=', id).executeTakeFirst();
}

/** The button press from a message whose posting was unclear proves that it was posted. */
export async function heal(tx: Db, found: { id: string; ref: string; now: number }): Promise<void> {
  await tx
    .updateTable('delivery')
    .set({ state: 'sent', ref: found.ref, why: null, settled_at: found.now, lease_token: null, lease_until: null })
    .where('id', '=', found.id)
    .where('state', 'in', ['sending', 'unknown'])
    .execute();
}

/** A dead installation, or one workspace of it, gets nothing more. */
export async function failAll(
  tx: Db,
  of: { platform: string; installation: string; workspace?: string | undefined },
  because: { why: string; now: number },
): Promise<void> {
  let update = tx
    .updateTable('delivery')
    .set({ state: 'failed', why: because.why, settled_at: because.now })
    .where('platform', '=', of.platform)
    .where('installation', '=', of.installation)
    .where('state', '=', 'pending');
  if (of.workspace !== undefined) update = update.where('workspace', '=', of.workspace);
  await update.execute();
}

function deliveryOf(row: DeliveryTable, leaseToken: string): Delivery {
  const { platform, installation, workspace, channel } = row;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    key: row.key,
    kind: row.kind,
    target: { platform, installation, workspace, channel },
    payload: JSON.parse(row.payload),
    dueAt: row.due_at,
    priority: row.priority,
    attempts: row.attempts,
    firstAttemptAt: row.first_attempt_at ?? undefined,
    leaseToken,
    ...(row.after_id === null ? {} : { afterId: row.after_id }),
  };
}
