// A streak: days on which a channel of the member's closed a scheduled round, and the member had answered one.
import { daysBefore } from './window.ts';

export interface AnsweredRound {
  /** The day of its close. */
  readonly day: string;
  readonly channel: string;
  readonly isScheduled: boolean;
}

export interface ClosedRound {
  readonly day: string;
  readonly channel: string;
}

/** A channel is the member's for so many days after a vote there. */
const belongsDays = 30;
/** Missed days that are forgiven in a calendar month. */
const forgivenAMonth = 2;

export interface Streak {
  readonly days: number;
  /** How many missed days are still forgiven in the month of `today`. */
  readonly forgivenLeft: number;
}

/**
 * Days without a scheduled close in a channel of the member's neither break the streak nor feed it; a day on which they
 * answered one feeds it; the third missed day of a month breaks it.
 */
export function streakOf(answers: readonly AnsweredRound[], closed: readonly ClosedRound[], today: string): Streak {
  const answered = new Set(answers.filter(({ isScheduled }) => isScheduled).map(({ day }) => day));
  const votedIn = new Set(answers.map(({ day, channel }) => `${channel} ${day}`));
  const belongs = ({ day, channel }: ClosedRound) =>
    Array.from({ length: belongsDays + 1 }, (_, back) => daysBefore(day, back)).some((before) =>
      votedIn.has(`${channel} ${before}`),
    );
  const days = new Set([...answered, ...closed.filter(belongs).map(({ day }) => day)]);
  const missed = new Map<string, number>();
  let length = 0;
  for (const day of [...days].filter((each) => each <= today).sort()) {
    if (answered.has(day)) length += 1;
    else if (miss(missed, day) > forgivenAMonth) length = 0;
  }
  const used = missed.get(monthOf(today)) ?? 0;
  return { days: length, forgivenLeft: Math.max(0, forgivenAMonth - used) };
}

const monthOf = (day: string) => day.slice(0, 7);

function miss(missed: Map<string, number>, day: string): number {
  const count = (missed.get(monthOf(day)) ?? 0) + 1;
  missed.set(monthOf(day), count);
  return count;
}
