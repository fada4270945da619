// What a schedule says, and how its words are read.

import type { Level } from '../content/schema.ts';
import { UserError } from '../errors.ts';
import type { VoteStyle } from '../store/round-tables.ts';

export interface Plan {
  /** "09:30". */
  readonly localTime: string;
  /** 1 is Monday, 7 is Sunday; sorted, at least one. */
  readonly days: readonly number[];
  /** IANA zone. */
  readonly zone: string;
  /** A country or region whose public holidays are off, such as DE or DE-BY; none when undefined. */
  readonly holidays: string | undefined;
  /** Own days off, sorted, written 2026-12-24. */
  readonly offDates: readonly string[];
  /** The first day. */
  readonly startsOn: string | undefined;
  readonly post: 'tip' | 'quiz' | 'both';
  /** Category ids; empty for all. */
  readonly categories: readonly string[];
  readonly level: Level | undefined;
  /** Hidden until the close, or cast in a poll of the platform's own. */
  readonly votes: VoteStyle;
  /** How long a quiz stays open. */
  readonly closeAfterMs: number;
}

const hourMs = 3_600_000;
const minuteMs = 60_000;
export const usualCloseMs = 7 * hourMs;

const dayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const wholeWeek = [1, 2, 3, 4, 5, 6, 7];
const namedDays: Readonly<Record<string, readonly number[]>> = {
  daily: wholeWeek,
  'every day': wholeWeek,
  all: wholeWeek,
  weekdays: [1, 2, 3, 4, 5],
  weekends: [6, 7],
};

/** "9:30", "09:30", "9", "9am", "9.30 pm" -> "09:30". @throws UserError for what is no time of day. */
export function parseTime(text: string): string {
  const parts = /^(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?$/i.exec(text.trim());
  const isPm = parts?.[3]?.toLowerCase() === 'pm';
  const hour = Number(parts?.[1]);
  const minute = Number(parts?.[2] ?? 0);
  const isTwelveHours = parts?.[3] !== undefined;
  const isValid = parts !== null && minute < 60 && (isTwelveHours ? hour >= 1 && hour <= 12 : hour < 24);
  if (!isValid) throw new UserError(`"${text.slice(0, 40)}" is no time of day. Write it like 09:30 or 5pm.`);
  const hour24 = isTwelveHours ? (hour % 12) + (isPm ? 12 : 0) : hour;
  return `${String(hour24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** "mon-fri", "mon,wed", "weekdays", "daily" -> sorted numbers. @throws UserError for what names no weekday. */
export function parseDays(text: string): readonly number[] {
  const wanted = text.trim().toLowerCase();
  const named = namedDays[wanted];
  if (named) return named;
  const days = wanted
    .split(/[\s,]+/)
    .filter(Boolean)
    .flatMap((part) => daysOf(part, text));
  if (days.length === 0) throw badDays(text);
  return [...new Set(days)].sort((one, other) => one - other);
}

const badDays = (text: string) =>
  new UserError(`"${text.slice(0, 40)}" names no weekdays. Write them like mon-fri or mon,wed,fri.`);

function daysOf(part: string, text: string): readonly number[] {
  const [from, to] = part.split(/[-–]/).map((name) => dayNames.indexOf(name.slice(0, 3)) + 1);
  if (!from || to === 0) throw badDays(text);
  if (to === undefined) return [from];
  const count = ((to - from + 7) % 7) + 1;
  return Array.from({ length: count }, (_, index) => ((from - 1 + index) % 7) + 1);
}

/** "mon-fri" for 1 to 5; the reverse of parseDays. */
export function daysText(days: readonly number[]): string {
  if (days.length === 7) return 'every day';
  const names = days.map((day) => dayNames[day - 1] ?? '');
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const isRun = days.length > 2 && last - first === days.length - 1;
  return isRun ? `${names[0]}-${names.at(-1)}` : names.join(', ');
}

/** A day as 2026-12-24. @throws UserError for what is no day. */
export function parseDay(text: string): string {
  const day = text.trim();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day) && isoOf(Date.parse(`${day}T00:00:00Z`)) === day;
  if (!isDay) throw new UserError(`"${text.slice(0, 40)}" is no day. Write it like 2026-12-24.`);
  return day;
}

const isoOf = (at: number) => (Number.isNaN(at) ? '' : new Date(at).toISOString().slice(0, 10));
const dayMs = 24 * hourMs;
/** Two months of single days, or a year in ranges. */
const mostOffDays = 400;

/** "2026-12-24, 2026-12-27..2027-01-02", or "none". @throws UserError for what is no day, and for too many. */
export function parseOffDates(text: string): readonly string[] {
  const parts = text.split(/[\s,]+/).filter((part) => part !== '' && part.toLowerCase() !== 'none');
  const days = parts.flatMap((part) => {
    const [first = '', last = first] = part.split('..').map(parseDay);
    const count = Math.round((Date.parse(last) - Date.parse(first)) / dayMs) + 1;
    if (count < 1 || count > mostOffDays)
      throw new UserError(`"${part.slice(0, 40)}" is no range of at most ${mostOffDays} days.`);
    return Array.from({ length: count }, (_, index) => isoOf(Date.parse(first) + index * dayMs));
  });
  if (days.length > mostOffDays) throw new UserError(`At most ${mostOffDays} days off fit; these are ${days.length}.`);
  return [...new Set(days)].sort();
}

/** "7h", "90m", "1d" -> milliseconds. @throws UserError outside five minutes to seven days. */
export function parseClose(text: string): number {
  const parts = /^(\d{1,5})\s*(m|min|minutes?|h|hours?|d|days?)$/i.exec(text.trim());
  const unit = parts?.[2]?.[0]?.toLowerCase() ?? '';
  const unitMs = { m: minuteMs, h: hourMs, d: 24 * hourMs }[unit] ?? 0;
  const closeMs = Number(parts?.[1] ?? 0) * unitMs;
  if (closeMs < 5 * minuteMs || closeMs > 7 * 24 * hourMs) {
    throw new UserError(
      `"${text.slice(0, 40)}" is no closing time between 5 minutes and 7 days. Write it like 90m, 7h or 1d.`,
    );
  }
  return closeMs;
}

/** "7 h", "90 min". */
export function closeText(closeMs: number): string {
  if (closeMs % (24 * hourMs) === 0) return `${closeMs / (24 * hourMs)} d`;
  return closeMs % hourMs === 0 ? `${closeMs / hourMs} h` : `${Math.round(closeMs / minuteMs)} min`;
}
