// A channel's daily post: set, show, pause, resume, remove, test.
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Target } from '../platform.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import { dayIn } from '../quiz/round.ts';
import { tellManagers } from '../settings/notices/notices.ts';
import { changeSettings, type Tenant } from '../settings/settings.ts';
import type { Db } from '../store/tables.ts';
import { holidaysOf } from './holidays.ts';
import type { Plan } from './plan.ts';
import { owePost } from './post.ts';
import type { Skipped, Slot, When } from './slot.ts';
import { type Change, findSchedule, pauseAll, putSchedule, removeSchedule, type Schedule, setPaused } from './store.ts';

/** A channel of a tenant, and the member who manages it. */
export interface Managed {
  readonly tenant: Tenant;
  readonly target: Target;
  readonly by: string;
}

/** Writes the plan, active from now on; the first schedule gives the workspace its zone. */
export async function setPlan(
  tx: Db,
  managed: Managed,
  { plan, clock }: { plan: Plan; clock: Clock },
): Promise<Schedule> {
  const now = clock.now();
  const { tenant, target, by } = managed;
  const change: Change = { by, what: 'set it', at: now };
  const { workspaceId } = tenant;
  const before = await findSchedule(tx, workspaceId, target.channel);
  const lastDay = before && lastDayIn(plan.zone, before);
  const nextSlotAt = await slotOrThrow(plan, { now, lastDay });
  // What is due this very moment stays so: the beat takes it by the new plan.
  const isDue = before?.nextSlotAt !== undefined && before.nextSlotAt <= now;
  await putSchedule(
    tx,
    { workspaceId, target, plan, nextSlotAt: isDue ? before.nextSlotAt : nextSlotAt, lastDay },
    change,
  );
  if (tenant.settings.zone === undefined && !tenant.isDirect)
    await changeSettings(tx, tenant, { change: { zone: plan.zone }, now });
  return scheduleOrThrow(tx, managed);
}

/** The day that had its slot, as the days of a new zone count. */
const lastDayIn = (zone: string, { plan, lastDay, lastSlotAt }: Schedule): string | undefined =>
  zone === plan.zone || lastSlotAt === undefined ? lastDay : dayIn(zone, lastSlotAt);

/** @throws UserError when no day is left, and for holidays of a place that is not known. */
async function slotOrThrow(
  when: When,
  { now, lastDay }: { now: number; lastDay: string | undefined },
): Promise<number> {
  const { nextSlot } = await import('./slot.ts');
  const slot = nextSlot(when, now, { holidayOf: await holidaysOf(when.holidays), lastDay });
  if (slot) return slot.at;
  throw new UserError('Every day of the next two years is off. Choose more weekdays, or fewer days off.');
}

/** @throws UserError when the channel has none. */
export async function scheduleOrThrow(
  db: Db,
  { tenant, target }: Pick<Managed, 'tenant' | 'target'>,
): Promise<Schedule> {
  const schedule = await findSchedule(db, tenant.workspaceId, target.channel);
  if (!schedule)
    throw new UserError('This channel has no daily post yet. Set one: daily set 09:30 mon-fri Europe/Berlin');
  return schedule;
}

/** Until somebody resumes it, or until a day. */
export async function pause(
  tx: Db,
  managed: Managed,
  { now, until }: { now: number; until?: string | undefined },
): Promise<Schedule> {
  const schedule = await scheduleOrThrow(tx, managed);
  if (until !== undefined) {
    if (schedule.isPaused)
      throw new UserError('It is paused already. Use daily resume first, then daily pause until a day.');
    if (until <= dayIn(schedule.plan.zone, now)) throw new UserError(`${until} is not ahead. Name a day after today.`);
    const when = { ...schedule.plan, pausedUntil: until };
    const nextSlotAt = await slotOrThrow(when, { now, lastDay: schedule.lastDay });
    const change = { by: managed.by, what: `paused it until ${until}`, at: now };
    await setPaused(tx, schedule.id, { nextSlotAt, until, change });
    return scheduleOrThrow(tx, managed);
  }
  await setPaused(tx, schedule.id, {
    why: `${managed.by} paused it`,
    change: { by: managed.by, what: 'paused it', at: now },
  });
  return scheduleOrThrow(tx, managed);
}

export interface Death {
  readonly scope: 'channel' | 'installation';
  readonly workspaceId: string;
  readonly target: Target;
  readonly why: string;
  readonly now: number;
}

/**
 * Pauses what can no longer be posted, and tells the managers once for each pause, where they can still be reached; returns
 * how many schedules were paused. May run twice.
 */
export async function pauseDead(
  tx: Db,
  of: { platform: string; installation: string; channel?: string },
  { scope, workspaceId, target, why, now }: Death,
): Promise<number> {
  const paused = await pauseAll(tx, of, { why, at: now });
  if (scope === 'channel') {
    for (const id of paused) {
      const lines = [
        `The daily post of the channel ${target.channel} is paused: ${why}.`,
        'daily show says so there until it is resumed; what was missed meanwhile is not posted later.',
      ];
      await tellManagers(
        tx,
        {
          workspaceId,
          target,
          about: `paused:${id}:${now}`,
          title: 'A daily post is paused',
          lines,
          isPlaceDead: true,
        },
        now,
      );
    }
  }
  return paused.length;
}

/** Posts again from the next slot on; what was missed meanwhile stays missed. */
export async function resume(tx: Db, managed: Managed, now: number): Promise<Schedule> {
  const schedule = await scheduleOrThrow(tx, managed);
  const change: Change = { by: managed.by, what: 'resumed it', at: now };
  const nextSlotAt = await slotOrThrow(schedule.plan, { now, lastDay: schedule.lastDay });
  await setPaused(tx, schedule.id, { nextSlotAt, change });
  return scheduleOrThrow(tx, managed);
}

/** The next slots with what is skipped between them, as the channel's schedule has it now. */
export async function preview(
  { plan, pausedUntil, lastDay }: Schedule,
  { now, count }: { now: number; count: number },
): Promise<readonly (Slot | Skipped)[]> {
  const { previewDays } = await import('./slot.ts');
  const holidayOf = await holidaysOf(plan.holidays);
  return previewDays({ ...plan, pausedUntil }, now, { count, holidayOf, lastDay });
}

export async function remove(tx: Db, managed: Managed): Promise<void> {
  await removeSchedule(tx, (await scheduleOrThrow(tx, managed)).id);
}

/** Owes one post now, as on a scheduled day; the ids of its deliveries. */
export async function test(
  tx: Db,
  quiz: QuizOptions,
  { managed, eventId }: { managed: Managed; eventId: string },
): Promise<readonly string[]> {
  const { plan, target, workspaceId, id } = await scheduleOrThrow(tx, managed);
  const now = quiz.clock.now();
  return owePost(tx, quiz, {
    workspaceId,
    target,
    plan,
    key: `schedule:${id}:test-${eventId}`,
    now,
    closeBefore: Number.POSITIVE_INFINITY,
  });
}
