// The two readings of time: `now`, the calendar that may jump, and `elapsed`, real time that never does.

export interface Clock {
  /** Calendar time in milliseconds since 1970: slots, closes, catch-up. Moved in the playground and in tests. */
  now(): number;
  /** Real time in milliseconds since 1970, agreed with the database: leases, retries, budgets. Never jumps. */
  elapsed(): number;
}

export interface MovableClock extends Clock {
  /** Moves the calendar forward by `byMs`; `elapsed` stays. */
  move(byMs: number): void;
}

/** The machine's time, shifted by what the database's clock differs from it. */
export function systemClock(offsetMs: () => number = () => 0): Clock {
  return { now: () => Date.now() + offsetMs(), elapsed: () => Date.now() + offsetMs() };
}

/** A calendar that can be moved forward, for the playground. */
export function movableClock(base: Clock = systemClock()): MovableClock {
  let shiftMs = 0;
  return {
    now: () => base.now() + shiftMs,
    elapsed: () => base.elapsed(),
    move: (byMs) => {
      shiftMs += byMs;
    },
  };
}
