// The SQL of rounds.
import type { MessageRef, Target } from '../platform.ts';
import { isId } from '../random.ts';
import type { RoundTable, VoteStyle } from '../store/round-tables.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';
import { type Before, type Snapshot, snapshotSchema } from './round.ts';

export interface Round {
  readonly id: string;
  readonly workspaceId: string;
  readonly target: Target;
  readonly question: string;
  readonly snapshot: Snapshot;
  /** Person id; undefined when a schedule opened it. */
  readonly openedBy: string | undefined;
  readonly openedAt: number;
  readonly closesAt: number;
  readonly closedAt: number | undefined;
  readonly state: RoundTable['state'];
  readonly votes: VoteStyle;
  readonly ref: MessageRef | undefined;
  readonly contentHash: string;
  readonly scheduleId: string | undefined;
}

export type NewRound = Omit<Round, 'closedAt' | 'state' | 'ref'>;

export async function insertRound(tx: Db, round: NewRound): Promise<void> {
  const { platform, installation, workspace, channel } = round.target;
  await tx
    .insertInto('round')
    .values({
      id: round.id,
      workspace_id: round.workspaceId,
      platform,
      installation,
      workspace,
      channel,
      question: round.question,
      content_hash: round.contentHash,
      snapshot: JSON.stringify(round.snapshot),
      opened_by: round.openedBy ?? null,
      schedule_id: round.scheduleId ?? null,
      opened_at: round.openedAt,
      closes_at: round.closesAt,
      closed_at: null,
      closed_day: null,
      voters: null,
      right_voters: null,
      votes: round.votes,
      state: 'open',
      ref: null,
    })
    .execute();
}

/** With `lock` the row stays as it is until the transaction ends. */
export async function findRound(db: Db, id: string, lock?: Store['sharing']): Promise<Round | undefined> {
  // Ids come from buttons: what is none never reaches the database.
  if (!isId(id)) return undefined;
  const query = db.selectFrom('round').selectAll().where('id', '=', id);
  const row = await (lock ? lock(query) : query).executeTakeFirst();
  return row && roundOf(row);
}

/** The round that was opened last in a channel and is open still. */
export async function newestOpen(
  db: Db,
  { platform, channel }: Pick<Target, 'platform' | 'channel'>,
): Promise<Round | undefined> {
  const row = await db
    .selectFrom('round')
    .selectAll()
    .where('state', '=', 'open')
    .where('platform', '=', platform)
    .where('channel', '=', channel)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && roundOf(row);
}

/** Ids of rounds whose time is up, oldest first; in 'ending', of those whose votes should long have been there. */
export async function roundsToClose(
  db: Db,
  which: { readonly state: 'open' | 'ending'; readonly until: number; readonly limit: number },
): Promise<readonly string[]> {
  const { state, until, limit } = which;
  const rows = await db
    .selectFrom('round')
    .select('id')
    .where('state', '=', state)
    .where('closes_at', '<=', until)
    .orderBy('closes_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** Deletes a round that has no message. False when it has one, or is gone. */
export async function removeUnposted(tx: Db, id: string): Promise<boolean> {
  const result = await tx.deleteFrom('round').where('id', '=', id).where('ref', 'is', null).executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

/** True for the one call that closes it. Locks the round, so that no vote slips in behind the close. */
export async function markClosed(tx: Db, id: string, closed: { at: number; day: string }): Promise<boolean> {
  const result = await tx
    .updateTable('round')
    .set({ state: 'closed', closed_at: closed.at, closed_day: closed.day })
    .where('id', '=', id)
    .where('state', 'in', ['open', 'ending'])
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** True for the one call that begins to end a round with a poll of the platform's own. */
export async function markEnding(tx: Db, id: string): Promise<boolean> {
  const result = await tx
    .updateTable('round')
    .set({ state: 'ending' })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

/** How a closed round went, kept with it. */
export async function setResult(tx: Db, id: string, result: { voters: number; right: number }): Promise<void> {
  const { voters, right } = result;
  await tx.updateTable('round').set({ voters, right_voters: right }).where('id', '=', id).execute();
}

/** The last round of a schedule, when it closed within the time and somebody answered. */
export async function lastResult(
  db: Db,
  of: { readonly workspaceId: string; readonly channel: string; readonly scheduleId: string; readonly since: number },
): Promise<Before | undefined> {
  const row = await db
    .selectFrom('round')
    .select(['snapshot', 'voters', 'right_voters', 'closed_at'])
    .where('workspace_id', '=', of.workspaceId)
    .where('channel', '=', of.channel)
    .where('state', '=', 'closed')
    .where('schedule_id', '=', of.scheduleId)
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row?.voters || (row.closed_at ?? 0) < of.since) return undefined;
  const { topic } = snapshotSchema.parse(JSON.parse(row.snapshot));
  return { topic: topic.title, right: row.right_voters ?? 0, voters: row.voters };
}

export async function setRef(tx: Db, id: string, ref: MessageRef): Promise<void> {
  await tx
    .updateTable('round')
    .set({ ref: JSON.stringify(ref) })
    .where('id', '=', id)
    .execute();
}

function roundOf(row: RoundTable): Round {
  const { platform, installation, workspace, channel } = row;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    target: { platform, installation, workspace, channel },
    question: row.question,
    snapshot: snapshotSchema.parse(JSON.parse(row.snapshot)),
    openedBy: row.opened_by ?? undefined,
    openedAt: row.opened_at,
    closesAt: row.closes_at,
    closedAt: row.closed_at ?? undefined,
    state: row.state,
    votes: row.votes,
    contentHash: row.content_hash,
    scheduleId: row.schedule_id ?? undefined,
    ref: row.ref === null ? undefined : JSON.parse(row.ref),
  };
}
