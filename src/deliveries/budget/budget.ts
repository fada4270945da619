// A shared budget by the generic cell rate algorithm: one number a budget says when the next call may go.
import type { Budget } from '../../platform.ts';

/**
 * Whether a call may go at `at`, and the number to keep (GCRA, ITU-T I.371): `arrivalAt` is the theoretical arrival
 * time of the next call; a call may be early by what the burst allows.
 */
export function take(
  budget: Budget,
  arrivalAt: number,
  at: number,
): { readonly waitMs: number; readonly arrivalAt: number } {
  const toleranceMs = (budget.burst - 1) * budget.everyMs;
  const waitMs = Math.max(0, arrivalAt - toleranceMs - at);
  return { waitMs, arrivalAt: waitMs > 0 ? arrivalAt : Math.max(arrivalAt, at) + budget.everyMs };
}
