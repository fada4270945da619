// The SQL of boards: sums of points over answers.
import type { Db } from '../../store/tables.ts';
import type { AnsweredRound, ClosedRound } from './streak.ts';

export interface BoardScope {
  readonly workspaceId: string;
  /** A channel's board; the workspace's when undefined, where members of other organisations do not stand. */
  readonly channel: string | undefined;
  /** The first day that counts. */
  readonly since: string;
}

export interface BoardRow {
  readonly personId: string;
  readonly name: string;
  readonly points: number;
}

const inScope = (db: Db, { workspaceId, channel, since }: BoardScope) => {
  const answers = db
    .selectFrom('answer')
    .where('answer.workspace_id', '=', workspaceId)
    .where('answer.day', '>=', since);
  return channel === undefined ? answers.where('is_external', '=', 0) : answers.where('channel', '=', channel);
};

const sums = (db: Db, scope: BoardScope) =>
  inScope(db, scope)
    .innerJoin('person', 'person.id', 'answer.person_id')
    .where('person.is_hidden', '=', 0)
    .select(({ fn }) => ['answer.person_id', fn.sum<number>('answer.points').as('points')])
    .groupBy('answer.person_id')
    .having(({ fn }) => fn.sum('answer.points'), '>', 0);

/** The best of those who show themselves, most points first; equal points by name. */
export async function bestOf(db: Db, scope: BoardScope, limit: number): Promise<readonly BoardRow[]> {
  const rows = await db
    .selectFrom(sums(db, scope).as('sums'))
    .leftJoin('member', (join) =>
      join.onRef('member.person_id', '=', 'sums.person_id').on('member.workspace_id', '=', scope.workspaceId),
    )
    .select(['sums.person_id', 'sums.points', 'member.name'])
    .orderBy('sums.points', 'desc')
    .orderBy('member.name')
    .orderBy('sums.person_id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ personId: row.person_id, name: row.name ?? 'Somebody', points: Number(row.points) }));
}

/** How many stand on the board, and how many of them have more than `points`. */
export async function countOn(db: Db, scope: BoardScope, points: number): Promise<{ all: number; above: number }> {
  const count = async (moreThan: number) => {
    const row = await db
      .selectFrom(sums(db, scope).as('sums'))
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('sums.points', '>', moreThan)
      .executeTakeFirstOrThrow();
    return Number(row.count);
  };
  return { all: await count(0), above: await count(points) };
}

export interface Figures {
  readonly points: number;
  readonly rounds: number;
  readonly right: number;
}

/** One person's own, hidden or not. */
export async function figuresOf(db: Db, scope: BoardScope, personId: string): Promise<Figures> {
  const row = await inScope(db, scope)
    .where('answer.person_id', '=', personId)
    .select(({ fn }) => [
      fn.sum<number | null>('points').as('points'),
      fn.sum<number | null>('is_right').as('right'),
      fn.countAll<number>().as('rounds'),
    ])
    .executeTakeFirstOrThrow();
  return { points: Number(row.points ?? 0), rounds: Number(row.rounds), right: Number(row.right ?? 0) };
}

/** What a person answered in the workspace since a day, one entry a round. */
export async function answersOf(
  db: Db,
  { workspaceId, personId, since }: { workspaceId: string; personId: string; since: string },
): Promise<readonly AnsweredRound[]> {
  const rows = await db
    .selectFrom('answer')
    .select(['day', 'channel', 'is_scheduled'])
    .where('person_id', '=', personId)
    .where('workspace_id', '=', workspaceId)
    .where('day', '>=', since)
    .execute();
  return rows.map(({ day, channel, is_scheduled }) => ({ day, channel, isScheduled: is_scheduled === 1 }));
}

/** Days on which scheduled rounds that had been posted were closed in those channels. */
export async function scheduledCloses(
  db: Db,
  { workspaceId, channels, since }: { workspaceId: string; channels: readonly string[]; since: string },
): Promise<readonly ClosedRound[]> {
  if (channels.length === 0) return [];
  const rows = await db
    .selectFrom('round')
    .select(['channel', 'closed_day'])
    .distinct()
    .where('workspace_id', '=', workspaceId)
    .where('channel', 'in', channels)
    .where('state', '=', 'closed')
    .where('schedule_id', 'is not', null)
    .where('ref', 'is not', null)
    .where('closed_day', '>=', since)
    .execute();
  return rows.map((row) => ({ channel: row.channel, day: row.closed_day ?? '' }));
}
