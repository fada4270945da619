// When a schedule falls due: pure calendar arithmetic in its own zone.
import { Temporal } from 'temporal-polyfill';
import type { HolidayOf } from './holidays.ts';
import type { Plan } from './plan.ts';

/** What decides on when; days are written 2026-11-23 and are those of the zone. */
export type When = Pick<Plan, 'localTime' | 'days' | 'zone'> &
  Partial<Pick<Plan, 'holidays' | 'offDates' | 'startsOn'>> & { readonly pausedUntil?: string | undefined };

export interface Slot {
  readonly kind: 'slot';
  readonly date: string;
  readonly at: number;
  /** The clocks skip its local time on that day: it falls due at the first instant behind the gap. */
  readonly isShifted: boolean;
}

/** Chosen weekdays without a post, from the first to the last of a run with the same reason. */
export interface Skipped {
  readonly kind: 'skipped';
  readonly date: string;
  readonly until: string;
  readonly why: string;
}

export interface Calendar {
  readonly holidayOf: HolidayOf;
  /** The last day that had its slot: no day has two, whatever was edited meanwhile. */
  readonly lastDay?: string | undefined;
}

const always: Calendar = { holidayOf: () => undefined };
/** Whoever is off for longer has to resume by hand. */
const longestDays = 2 * 366;

/**
 * The first slot after an instant; nothing when every day of the next two years is off. A local time that the clocks skip
 * falls due at the first instant after the gap; one that they repeat falls due once, at the first.
 */
export function nextSlot(when: When, after: number, calendar: Calendar = always): Slot | undefined {
  for (const day of daysFrom(when, firstDate(when, after), calendar)) {
    if (day.kind === 'slot' && day.at > after) return day;
  }
  return undefined;
}

/** Today's slot, or yesterday's, that is due by now and whose day had none yet. */
export function dueSlot(when: When, now: number, calendar: Calendar = always): Slot | undefined {
  const today = dateAt(when, now);
  for (const date of [today, today.subtract({ days: 1 })]) {
    const day = dayOf(when, date, calendar);
    if (day?.kind === 'slot' && day.at <= now) return day;
  }
  return undefined;
}

/** The next `count` slots after an instant, with the days between them that are skipped, and why; runs of days as one. */
export function previewDays(
  when: When,
  after: number,
  { count, ...calendar }: Calendar & { readonly count: number },
): readonly (Slot | Skipped)[] {
  const days: (Slot | Skipped)[] = [];
  const start = firstDate(when, after);
  let slots = 0;
  for (const day of [...waitingUntil(when, after, start), ...daysFrom(when, start, calendar, count * daysInWeek)]) {
    if (slots === count) break;
    if (day.kind === 'slot' && day.at <= after) continue;
    const last = days.at(-1);
    if (day.kind === 'skipped' && last?.kind === 'skipped' && last.why === day.why) {
      days.splice(-1, 1, { ...last, until: day.until });
    } else days.push(day);
    slots += day.kind === 'slot' ? 1 : 0;
  }
  return days;
}

const daysInWeek = 7;

/** The time before a start or the end of a pause, as one run. */
function waitingUntil(when: When, after: number, start: Temporal.PlainDate): readonly Skipped[] {
  const today = dateAt(when, after).toString();
  const last = start.subtract({ days: 1 }).toString();
  if (last < today) return [];
  const isPause = start.toString() === when.pausedUntil;
  const why = isPause ? `paused until ${when.pausedUntil}` : 'before the start';
  return [{ kind: 'skipped', date: today, until: last, why }];
}

const dateAt = (when: When, at: number) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(when.zone).toPlainDate();

/** Days before the start and the end of a pause need not be looked at one by one. */
function firstDate(when: When, after: number): Temporal.PlainDate {
  const days = [dateAt(when, after).toString(), when.startsOn ?? '', when.pausedUntil ?? ''];
  return Temporal.PlainDate.from(days.reduce((one, other) => (one > other ? one : other)));
}

function* daysFrom(when: When, first: Temporal.PlainDate, calendar: Calendar, moreDays = 0): Generator<Slot | Skipped> {
  for (let ahead = 0; ahead <= longestDays + moreDays; ahead++) {
    const day = dayOf(when, first.add({ days: ahead }), calendar);
    if (day) yield day;
  }
}

/** Nothing on a weekday that was not chosen, on one that had its slot, and on a day that the zone left out. */
function dayOf(when: When, date: Temporal.PlainDate, calendar: Calendar): Slot | Skipped | undefined {
  const day = date.toString();
  if (!when.days.includes(date.dayOfWeek) || day <= (calendar.lastDay ?? '')) return undefined;
  if (!date.toZonedDateTime({ timeZone: when.zone }).toPlainDate().equals(date)) return undefined;
  const why = whySkipped(when, day, calendar);
  return why === undefined ? slotOn(when, date) : { kind: 'skipped', date: day, until: day, why };
}

function whySkipped(when: When, day: string, { holidayOf }: Calendar): string | undefined {
  if (day < (when.startsOn ?? '')) return 'before the start';
  if (day < (when.pausedUntil ?? '')) return `paused until ${when.pausedUntil}`;
  if (when.offDates?.includes(day)) return 'a day off';
  const holiday = holidayOf(day);
  return holiday === undefined ? undefined : `a holiday: ${holiday}`;
}

function slotOn(when: When, date: Temporal.PlainDate): Slot {
  const time = Temporal.PlainTime.from(when.localTime);
  const moment = date.toZonedDateTime({ timeZone: when.zone, plainTime: time });
  const day = date.toString();
  const isThere = moment.toPlainDate().equals(date) && Temporal.PlainTime.compare(moment.toPlainTime(), time) === 0;
  if (isThere) return { kind: 'slot', date: day, at: moment.epochMilliseconds, isShifted: false };
  // A time at which the gap begins is moved to its very end, of which the transition would be the one before.
  const gapEnd = moment.add({ nanoseconds: 1 }).getTimeZoneTransition('previous') ?? moment;
  return { kind: 'slot', date: day, at: gapEnd.epochMilliseconds, isShifted: true };
}
