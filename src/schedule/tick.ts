// The beat: whatever fell due since the last one is owed now, once.
import { owe } from '../deliveries/store.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import type { Db } from '../store/tables.ts';
import { owePost } from './post.ts';
import { dueSchedules, lockDue, type Schedule, setNextSlot } from './store.ts';

/** After downtime the latest missed slot is still posted when it is no older than this. */
const catchUpMs = 6 * 3_600_000;
const batchSize = 100;

/**
 * Owes the posts of all schedules that are due, and moves each to its next slot in the same transaction. Safe to run at
 * the same time on several replicas; returns how many schedules it moved.
 */
export async function tick(quiz: QuizOptions): Promise<number> {
  const { nextSlot, latestSlot } = await import('./slot.ts');
  let moved = 0;
  for (;;) {
    const due = await dueSchedules(quiz.store.db, quiz.clock.now(), batchSize);
    for (const id of due) {
      const now = quiz.clock.now();
      const isMoved = await quiz.store.write(async (tx) => {
        const schedule = await lockDue(quiz.store, tx, { id, now });
        if (!schedule) return false;
        const next = nextSlot(schedule.plan, now);
        await oweSlot(tx, quiz, { schedule, now, next, slot: latestSlot(schedule.plan, now) });
        await setNextSlot(tx, id, next);
        return true;
      });
      moved += isMoved ? 1 : 0;
    }
    if (due.length < batchSize) return moved;
  }
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
  // A schedule that was edited after this slot had been posted must not post it again: the slot lies before its change.
  const isOld = slot < (schedule.nextSlotAt ?? 0);
  if (isOld) return;
  if (now - slot > catchUpMs) {
    const skip = 'the bot was down for more than 6 hours after the slot';
    await owe(tx, { workspaceId, key: `${key}:tip`, kind: 'tip', target, payload: {}, dueAt: slot }, { now, skip });
    return;
  }
  await owePost(tx, quiz, { workspaceId, target, plan, key, scheduleId: id, now, closeBefore: next });
}
