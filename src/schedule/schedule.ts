// A channel's daily post: set, show, pause, resume, remove, test.
import type { Clock } from '../clock.ts';
import { UserError } from '../errors.ts';
import type { Target } from '../platform.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import { changeSettings, type Tenant } from '../settings/settings.ts';
import type { Db } from '../store/tables.ts';
import type { Plan } from './plan.ts';
import { owePost } from './post.ts';
import { type Change, findSchedule, putSchedule, removeSchedule, type Schedule, setPaused } from './store.ts';

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
  const { nextSlot } = await import('./slot.ts');
  const now = clock.now();
  const { tenant, target, by } = managed;
  const change: Change = { by, what: 'set it', at: now };
  await putSchedule(tx, { workspaceId: tenant.workspaceId, target, plan, nextSlotAt: nextSlot(plan, now) }, change);
  if (tenant.settings.zone === undefined && !tenant.isDirect)
    await changeSettings(tx, tenant, { change: { zone: plan.zone }, now });
  return scheduleOrThrow(tx, managed);
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

export async function pause(tx: Db, managed: Managed, now: number): Promise<Schedule> {
  const schedule = await scheduleOrThrow(tx, managed);
  await setPaused(tx, schedule.id, {
    why: `${managed.by} paused it`,
    change: { by: managed.by, what: 'paused it', at: now },
  });
  return scheduleOrThrow(tx, managed);
}

/** Posts again from the next slot on; what was missed meanwhile stays missed. */
export async function resume(tx: Db, managed: Managed, now: number): Promise<Schedule> {
  const { nextSlot } = await import('./slot.ts');
  const schedule = await scheduleOrThrow(tx, managed);
  const change: Change = { by: managed.by, what: 'resumed it', at: now };
  await setPaused(tx, schedule.id, { nextSlotAt: nextSlot(schedule.plan, now), change });
  return scheduleOrThrow(tx, managed);
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
