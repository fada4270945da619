// The beat: whatever fell due since the last one is owed now, once.
import { owe } from '../deliveries/store.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import type { Db } from '../store/tables.ts';
import { holidaysOf } from './holidays.ts';
import { owePost } from './post.ts';
import { zoneRules } from './rules.ts';
import { dueSchedules, lockDue, lockSchedule, reckonedBefore, type Schedule, setNextSlot } from './store.ts';

/** After downtime the latest missed slot is still posted when it is no older than this. */
const catchUpMs = 6 * 3_600_000;
const batchSize = 100;

/**
 * Owes the posts of all schedules that are due, and moves each to its next slot in the same transaction. Safe to run at
 * the same time on several replicas; returns how many schedules it moved.
 */
export async function tick(quiz: QuizOptions): Promise<number> {
  await reckonAnew(quiz);
  let moved = 0;
  for (;;) {
    const due = await dueSchedules(quiz.store.db, quiz.clock.now(), batchSize);
    for (const id of due) {
      const now = quiz.clock.now();
      const isMoved = await quiz.store.write(async (tx) => {
        const schedule = await lockDue(quiz.store, tx, { id, now });
        if (schedule) await fallDue(tx, quiz, { schedule, now });
        return schedule !== undefined;
      });
      moved += isMoved ? 1 : 0;
    }
    if (due.length < batchSize) return moved;
  }
}

/** A new edition of the zones' rules moves next slots; a day that had its slot gets no other. */
async function reckonAnew({ store, clock }: QuizOptions): Promise<void> {
  for (const id of await reckonedBefore(store.db, zoneRules, batchSize)) {
    await store.write(async (tx) => {
      const schedule = await lockSchedule(store, tx, id);
      // What is due by now falls due by the old reckoning, a moment later.
      const isDue = schedule?.nextSlotAt === undefined || schedule.nextSlotAt <= clock.now();
      if (!schedule || isDue) return;
      const { lastDay } = schedule;
      const next = await nextOf(schedule, { now: clock.now(), lastDay });
      await setNextSlot(tx, id, { nextSlotAt: next?.at, lastDay });
    });
  }
}

async function nextOf({ plan, pausedUntil }: Schedule, { now, lastDay }: { now: number; lastDay: string | undefined }) {
  const { nextSlot } = await import('./slot.ts');
  return nextSlot({ ...plan, pausedUntil }, now, { holidayOf: await holidaysOf(plan.holidays), lastDay });
}

async function fallDue(
  tx: Db,
  quiz: QuizOptions,
  { schedule, now }: { schedule: Schedule; now: number },
): Promise<void> {
  const { dueSlot } = await import('./slot.ts');
  const { id, plan, pausedUntil } = schedule;
  const calendar = { holidayOf: await holidaysOf(plan.holidays), lastDay: schedule.lastDay };
  const slot = dueSlot({ ...plan, pausedUntil }, now, calendar);
  const lastDay = slot?.date ?? schedule.lastDay;
  const next = await nextOf(schedule, { now, lastDay });
  if (slot) await oweSlot(tx, quiz, { schedule, now, slot: slot.at, next: next?.at ?? Number.POSITIVE_INFINITY });
  await setNextSlot(tx, id, { nextSlotAt: next?.at, lastDay });
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
