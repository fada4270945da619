// The beat: whatever fell due since the last one is owed now, once.
import { owe } from '../deliveries/store.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import type { Db } from '../store/tables.ts';
import { storedHolidaysOf } from './holidays.ts';
import { owePost } from './post.ts';
import { zoneRules } from './rules.ts';
import { dueSchedules, lockDue, lockSchedule, reckonedBefore, type Schedule, setNextSlot } from './store.ts';

/** After downtime the latest missed slot is still posted when it is no older than this. */
const catchUpMs = 6 * 3_600_000;
const batchSize = 100;

/**
 * Owes the posts of all schedules that are due on a platform that is there, and moves each to its next slot in the same
 * transaction. Safe to run at the same time on several replicas; returns how many schedules it moved. One that fails holds
 * up no other. @throws AggregateError of what went wrong, after all of them.
 */
export async function tick(quiz: QuizOptions): Promise<number> {
  const { store, clock } = quiz;
  const errors: unknown[] = [];
  await each(quiz, errors, {
    find: () => reckonedBefore(store.db, zoneRules, batchSize),
    move: (tx, id) => reckonAnew(tx, quiz, id),
  });
  // What falls due while its platform is away stays due, and is caught up with or skipped when that is back.
  const platforms = [...quiz.platforms.values()].filter((each) => each.isReady()).map(({ name }) => name);
  const moved = await each(quiz, errors, {
    find: () => dueSchedules(store.db, { now: clock.now(), platforms, limit: batchSize }),
    move: async (tx, id) => {
      const now = clock.now();
      const schedule = await lockDue(store, tx, { id, now });
      if (schedule) await fallDue(tx, quiz, { schedule, now });
      return schedule !== undefined;
    },
  });
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} schedules could not be moved on`);
  return moved;
}

interface Moving {
  readonly find: () => Promise<readonly string[]>;
  /** False when another replica has it, or nothing was to do. */
  readonly move: (tx: Db, id: string) => Promise<boolean>;
}

/** Batch after batch, until there is none or nothing moves any more. */
async function each({ store }: QuizOptions, errors: unknown[], { find, move }: Moving): Promise<number> {
  let moved = 0;
  for (;;) {
    const before = moved;
    const ids = await find();
    for (const id of ids) {
      try {
        moved += (await store.write((tx) => move(tx, id))) ? 1 : 0;
      } catch (error) {
        errors.push(error);
      }
    }
    if (ids.length < batchSize || moved === before) return moved;
  }
}

/** Rules of zones move a slot by some hours: the one that stood there, and never that of the day before. */
const mostMovedMs = 20 * 3_600_000;

/** A new edition of the zones' rules moves the next slot; a day that had its slot gets no other. */
async function reckonAnew(tx: Db, { store }: QuizOptions, id: string): Promise<boolean> {
  const schedule = await lockSchedule(store, tx, id);
  if (schedule?.nextSlotAt === undefined) return false;
  const { lastDay, nextSlotAt } = schedule;
  // It may lie before this very moment: then it falls due at once.
  const next = await nextOf(schedule, { now: nextSlotAt - mostMovedMs, lastDay });
  await setNextSlot(tx, id, { nextSlotAt: next?.at, lastDay });
  return true;
}

async function nextOf({ plan, pausedUntil }: Schedule, { now, lastDay }: { now: number; lastDay: string | undefined }) {
  const { nextSlot } = await import('./slot.ts');
  return nextSlot({ ...plan, pausedUntil }, now, { holidayOf: await storedHolidaysOf(plan.holidays), lastDay });
}

async function fallDue(
  tx: Db,
  quiz: QuizOptions,
  { schedule, now }: { schedule: Schedule; now: number },
): Promise<void> {
  const { dueSlot } = await import('./slot.ts');
  const { id, plan, pausedUntil } = schedule;
  const calendar = { holidayOf: await storedHolidaysOf(plan.holidays), lastDay: schedule.lastDay };
  const slot = dueSlot({ ...plan, pausedUntil }, now, calendar);
  const lastDay = slot?.date ?? schedule.lastDay;
  const next = await nextOf(schedule, { now, lastDay });
  if (slot) await oweSlot(tx, quiz, { schedule, now, slot: slot.at, next: next?.at ?? Number.POSITIVE_INFINITY });
  await setNextSlot(tx, id, { nextSlotAt: next?.at, lastDay, ...(slot ? { lastSlotAt: slot.at } : {}) });
}

interface Due {
  readonly schedule: Schedule;
  readonly now: number;
  readonly slot: number;
  readonly next: number;
}

async function oweSlot(tx: Db, quiz: QuizOptions, { schedule, now, slot, next }: Due): Promise<void> {
  const { id, workspaceId, target, plan } = schedule;
  const key = `schedule:${id}:${slot}`;
  if (now - slot > catchUpMs) {
    const skip = 'the bot was down for more than 6 hours after the slot';
    await owe(tx, { workspaceId, key: `${key}:tip`, kind: 'tip', target, payload: {}, dueAt: slot }, { now, skip });
    return;
  }
  await owePost(tx, quiz, { workspaceId, target, plan, key, scheduleId: id, now, closeBefore: next });
}
