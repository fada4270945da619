// The SQL of schedules.
import { levels } from '../content/schema.ts';
import type { Target } from '../platform.ts';
import { newId } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { Db, ScheduleTable } from '../store/tables.ts';
import type { Plan } from './plan.ts';
import { zoneRules } from './rules.ts';

export interface Schedule {
  readonly id: string;
  readonly workspaceId: string;
  readonly target: Target;
  readonly plan: Plan;
  readonly isPaused: boolean;
  readonly pausedWhy: string | undefined;
  /** The next instant at which it is due; undefined while paused. */
  readonly nextSlotAt: number | undefined;
  /** Nothing is posted before this day. */
  readonly pausedUntil: string | undefined;
  /** The last day that had its slot. */
  readonly lastDay: string | undefined;
  /** The instant of that slot. */
  readonly lastSlotAt: number | undefined;
  /** Who changed what last, in words. */
  readonly changedBy: string;
  readonly change: string;
  readonly changedAt: number;
}

/** Who did what, for `daily show`. */
export interface Change {
  readonly by: string;
  readonly what: string;
  readonly at: number;
}

export async function findSchedule(db: Db, workspaceId: string, channel: string): Promise<Schedule | undefined> {
  const row = await db
    .selectFrom('schedule')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('channel', '=', channel)
    .executeTakeFirst();
  return row && scheduleOf(row);
}

/** Writes the channel's one schedule, or replaces its plan. */
export async function putSchedule(
  tx: Db,
  schedule: {
    workspaceId: string;
    target: Target;
    plan: Plan;
    nextSlotAt: number | undefined;
    lastDay?: string | undefined;
  },
  change: Change,
): Promise<void> {
  const { platform, installation, workspace, channel } = schedule.target;
  const planned = {
    local_time: schedule.plan.localTime,
    days: JSON.stringify(schedule.plan.days),
    holidays: schedule.plan.holidays ?? null,
    off_dates: JSON.stringify(schedule.plan.offDates),
    starts_on: schedule.plan.startsOn ?? null,
    paused_until: null,
    last_day: schedule.lastDay ?? null,
    zone_rules: zoneRules,
    zone: schedule.plan.zone,
    post: schedule.plan.post,
    categories: JSON.stringify(schedule.plan.categories),
    level: schedule.plan.level ?? null,
    close_after_ms: schedule.plan.closeAfterMs,
    votes: schedule.plan.votes,
    state: 'active' as const,
    paused_why: null,
    next_slot_at: schedule.nextSlotAt ?? null,
    changed_by: change.by,
    change: change.what,
    changed_at: change.at,
  };
  await tx
    .insertInto('schedule')
    .values({
      id: newId(change.at),
      workspace_id: schedule.workspaceId,
      platform,
      installation,
      workspace,
      channel,
      created_at: change.at,
      last_slot_at: null,
      ...planned,
    })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'channel']).doUpdateSet(planned))
    .execute();
}

/** Pauses with a reason, or goes on with a next slot: at once, or not before a day. */
export async function setPaused(
  tx: Db,
  id: string,
  { why, nextSlotAt, until, change }: { why?: string; nextSlotAt?: number; until?: string; change: Change },
): Promise<void> {
  await tx
    .updateTable('schedule')
    .set({
      state: nextSlotAt === undefined ? 'paused' : 'active',
      paused_why: why ?? null,
      next_slot_at: nextSlotAt ?? null,
      paused_until: until ?? null,
      changed_by: change.by,
      change: change.what,
      changed_at: change.at,
    })
    .where('id', '=', id)
    .execute();
}

export async function removeSchedule(tx: Db, id: string): Promise<void> {
  await tx.deleteFrom('schedule').where('id', '=', id).execute();
}

/** Pauses all schedules of an installation, or of one workspace or channel of it, that are active; returns their ids. */
export async function pauseAll(
  tx: Db,
  of: { platform: string; installation: string; workspace?: string | null; channel?: string },
  { why, at }: { why: string; at: number },
): Promise<readonly string[]> {
  let update = tx
    .updateTable('schedule')
    .set({
      state: 'paused',
      paused_why: why,
      paused_until: null,
      next_slot_at: null,
      changed_by: 'Archway',
      change: 'paused it',
      changed_at: at,
    })
    .where('platform', '=', of.platform)
    .where('installation', '=', of.installation)
    .where('state', '=', 'active');
  if (of.workspace !== undefined && of.workspace !== null) update = update.where('workspace', '=', of.workspace);
  if (of.channel !== undefined) update = update.where('channel', '=', of.channel);
  return (await update.returning('id').execute()).map((row) => row.id);
}

/** Ids of the schedules that are due on those platforms. */
export async function dueSchedules(
  db: Db,
  { now, platforms, limit }: { now: number; platforms: readonly string[]; limit: number },
): Promise<readonly string[]> {
  if (platforms.length === 0) return [];
  const rows = await db
    .selectFrom('schedule')
    .select('id')
    .where('next_slot_at', '<=', now)
    .where('platform', 'in', platforms)
    .orderBy('next_slot_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** The schedule when it is still due, locked against other replicas until the transaction ends. */
export async function lockDue(store: Store, tx: Db, due: { id: string; now: number }): Promise<Schedule | undefined> {
  const query = tx.selectFrom('schedule').selectAll().where('id', '=', due.id).where('next_slot_at', '<=', due.now);
  const row = await store.claiming(query).executeTakeFirst();
  return row && scheduleOf(row);
}

/** Moves on to the next slot, and remembers the day that had the last one. */
export async function setNextSlot(
  tx: Db,
  id: string,
  {
    nextSlotAt,
    lastDay,
    lastSlotAt,
  }: { nextSlotAt: number | undefined; lastDay: string | undefined; lastSlotAt?: number },
): Promise<void> {
  await tx
    .updateTable('schedule')
    .set({
      next_slot_at: nextSlotAt ?? null,
      last_day: lastDay ?? null,
      zone_rules: zoneRules,
      ...(lastSlotAt === undefined ? {} : { last_slot_at: lastSlotAt }),
    })
    .where('id', '=', id)
    .execute();
  // A pause that is over is no longer told.
  await tx
    .updateTable('schedule')
    .set({ paused_until: null })
    .where('id', '=', id)
    .where('paused_until', '<=', lastDay ?? '')
    .execute();
}

/** Active schedules whose next slot was reckoned by older rules of the zones. */
export async function reckonedBefore(db: Db, rules: string, limit: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('schedule')
    .select('id')
    .where('zone_rules', '<', rules)
    .where('next_slot_at', 'is not', null)
    // By its index, also where a database knows nothing of its rows yet.
    .orderBy('zone_rules')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/** The schedule, locked against other replicas until the transaction ends; nothing when one of them has it. */
export async function lockSchedule(store: Store, tx: Db, id: string): Promise<Schedule | undefined> {
  const row = await store.claiming(tx.selectFrom('schedule').selectAll().where('id', '=', id)).executeTakeFirst();
  return row && scheduleOf(row);
}

/** The earliest next slot of all schedules of a platform. */
export async function earliestSlot(db: Db, platform: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('schedule')
    .select('next_slot_at')
    .where('platform', '=', platform)
    .where('next_slot_at', 'is not', null)
    .orderBy('next_slot_at')
    .executeTakeFirst();
  return row?.next_slot_at ?? undefined;
}

function scheduleOf(row: ScheduleTable): Schedule {
  const { platform, installation, workspace, channel } = row;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    target: { platform, installation, workspace, channel },
    plan: {
      localTime: row.local_time,
      days: JSON.parse(row.days),
      zone: row.zone,
      holidays: row.holidays ?? undefined,
      offDates: JSON.parse(row.off_dates),
      startsOn: row.starts_on ?? undefined,
      post: row.post,
      categories: JSON.parse(row.categories),
      level: levels.find((level) => level === row.level),
      closeAfterMs: row.close_after_ms,
      votes: row.votes,
    },
    isPaused: row.state === 'paused',
    pausedWhy: row.paused_why ?? undefined,
    nextSlotAt: row.next_slot_at ?? undefined,
    pausedUntil: row.paused_until ?? undefined,
    lastDay: row.last_day ?? undefined,
    lastSlotAt: row.last_slot_at ?? undefined,
    changedBy: row.changed_by,
    change: row.change,
    changedAt: row.changed_at,
  };
}
