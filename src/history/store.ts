// Which channel and which person saw or answered what.
import type { Db } from '../store/tables.ts';

export interface Seen {
  readonly workspaceId: string;
  readonly subject: string;
  readonly item: string;
  readonly outcome: 'seen' | 'right' | 'wrong';
  readonly at: number;
}

/** The subject of a channel's history. */
export const channelSubject = (platform: string, channel: string): string => `channel:${platform}:${channel}`;
/** The subject of a person's history, over all workspaces. */
export const personSubject = (personId: string): string => `person:${personId}`;
export const tipItem = (ref: string): string => `tip:${ref}`;
export const questionItem = (ref: string): string => `question:${ref}`;

/** Appends entries; several for the same item are kept. */
export async function remember(db: Db, entries: readonly Seen[]): Promise<void> {
  if (entries.length === 0) return;
  await db
    .insertInto('history')
    .values(
      entries.map((entry) => ({
        workspace_id: entry.workspaceId,
        subject: entry.subject,
        item: entry.item,
        outcome: entry.outcome,
        at: entry.at,
      })),
    )
    .execute();
}

/** The last instant at which the subject met each item that begins with `prefix`, such as 'tip:'. */
export async function lastSeen(
  db: Db,
  where: { readonly workspaceId: string; readonly subject: string; readonly prefix: string },
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('history')
    .select(({ fn }) => ['item', fn.max('at').as('at')])
    .where('workspace_id', '=', where.workspaceId)
    .where('subject', '=', where.subject)
    .where('item', 'like', `${where.prefix}%`)
    .groupBy('item')
    .execute();
  return new Map(rows.map((row) => [row.item.slice(where.prefix.length), Number(row.at)]));
}

/** Takes one entry back: what was to be shown then was not. */
export async function forgetSeenAt(tx: Db, entry: Omit<Seen, 'outcome'>): Promise<void> {
  await tx
    .deleteFrom('history')
    .where('workspace_id', '=', entry.workspaceId)
    .where('subject', '=', entry.subject)
    .where('item', '=', entry.item)
    .where('outcome', '=', 'seen')
    .where('at', '=', entry.at)
    .execute();
}

export interface Answered {
  /** The last time that the subject met it. */
  readonly at: number;
  /** Of the last answer; nothing when there was none. */
  readonly outcome: 'right' | 'wrong' | undefined;
}

/** When the subject last met each item that begins with `prefix`, and how its last answer was. */
export async function lastAnswers(
  db: Db,
  where: { readonly workspaceId: string; readonly subject: string; readonly prefix: string },
): Promise<ReadonlyMap<string, Answered>> {
  const rows = await db
    .selectFrom('history')
    .select(['item', 'outcome', 'at'])
    .where('workspace_id', '=', where.workspaceId)
    .where('subject', '=', where.subject)
    .where('item', 'like', `${where.prefix}%`)
    .orderBy('at')
    .execute();
  const known = new Map<string, Answered>();
  for (const { item, outcome, at } of rows) {
    const ref = item.slice(where.prefix.length);
    known.set(ref, { at, outcome: outcome === 'seen' ? known.get(ref)?.outcome : outcome });
  }
  return known;
}

/** Forgets all that a subject saw and answered, in every workspace. */
export async function forgetSubject(tx: Db, subject: string): Promise<void> {
  await tx.deleteFrom('history').where('subject', '=', subject).execute();
}
