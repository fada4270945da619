// When a schedule falls due: pure calendar arithmetic in its own zone.
import { Temporal } from 'temporal-polyfill';
import type { Plan } from './plan.ts';

type When = Pick<Plan, 'localTime' | 'days' | 'zone'>;

/** Between two chosen days lie at most six others. */
const daysInWeek = 7;

/**
 * The first slot after an instant. A local time that the clocks skip falls due at the first instant after the gap; one
 * that they repeat falls due once, at the first.
 */
export function nextSlot(when: When, after: number): number {
  const start = dateAt(when, after);
  for (let ahead = 0; ahead <= daysInWeek + 1; ahead++) {
    const slot = slotOn(when, start.add({ days: ahead }));
    if (slot !== undefined && slot > after) return slot;
  }
  throw new RangeError('a schedule needs at least one weekday');
}

/** The latest slot at or before an instant. */
export function latestSlot(when: When, at: number): number {
  const start = dateAt(when, at);
  for (let back = 0; back <= daysInWeek + 1; back++) {
    const slot = slotOn(when, start.subtract({ days: back }));
    if (slot !== undefined && slot <= at) return slot;
  }
  throw new RangeError('a schedule needs at least one weekday');
}

const dateAt = (when: When, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(when.zone).toPlainDate();

function slotOn(when: When, date: Temporal.PlainDate): number | undefined {
  if (!when.days.includes(date.dayOfWeek)) return undefined;
  const time = Temporal.PlainTime.from(when.localTime);
  const moment = date.toZonedDateTime({ timeZone: when.zone, plainTime: time });
  if (Temporal.PlainTime.compare(moment.toPlainTime(), time) === 0) return moment.epochMilliseconds;
  const gapEnd = moment.getTimeZoneTransition('previous');
  return (gapEnd ?? moment).epochMilliseconds;
}
