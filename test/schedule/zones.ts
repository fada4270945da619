// The zones' rules, and what must hold of slots under each of them.
import { Temporal } from 'temporal-polyfill';
import { previewDays } from '../../src/schedule/slot.ts';

export interface RuleSet {
  /** One of the zones that have these rules. */
  readonly zone: string;
  /** Local times worth trying: an ordinary one, and one inside each gap and each repeated hour. */
  readonly times: readonly string[];
}

interface Change {
  readonly at: number;
  readonly before: number;
  readonly after: number;
}

const minuteNs = 60e9;
/** An ordinary time and both of a gap; the whole check takes more. */
const timesInSuite = 3;
const everyDay = [1, 2, 3, 4, 5, 6, 7];

export const allZones = (): readonly string[] => ['UTC', ...Intl.supportedValuesOf('timeZone')];

/** One zone for each distinct set of rules within the years. */
export function ruleSets(fromYear: number, years: number): readonly RuleSet[] {
  const sets = new Map<string, RuleSet>();
  for (const zone of allZones()) {
    const changes = changesIn(zone, fromYear, years);
    const signature = JSON.stringify([startOf(zone, fromYear).offsetNanoseconds, changes]);
    if (!sets.has(signature)) sets.set(signature, { zone, times: timesOf(zone, changes).slice(0, timesInSuite) });
  }
  return [...sets.values()];
}

const startOf = (zone: string, year: number) => Temporal.ZonedDateTime.from({ year, month: 1, day: 1, timeZone: zone });

export function changesIn(zone: string, fromYear: number, years: number): readonly Change[] {
  const changes: Change[] = [];
  const end = startOf(zone, fromYear + years).epochMilliseconds;
  let moment = startOf(zone, fromYear).getTimeZoneTransition('next');
  while (moment && moment.epochMilliseconds < end) {
    const before = moment.subtract({ nanoseconds: 1 }).offsetNanoseconds;
    changes.push({ at: moment.epochMilliseconds, before, after: moment.offsetNanoseconds });
    moment = moment.getTimeZoneTransition('next');
  }
  return changes;
}

/** The beginning and the middle of what a change skips or repeats, as people there would write it. */
export function timesOf(zone: string, changes: readonly Change[]): readonly string[] {
  const odd = changes.flatMap(({ at, before, after }) => {
    const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime();
    const half = { minutes: Math.abs(after - before) / 2 / minuteNs };
    const middle = after > before ? local.subtract(half) : local.add(half);
    const first = after > before ? middle.subtract(half) : local;
    return [first, middle].map((time) => time.toPlainTime().toString().slice(0, 5));
  });
  return [...new Set(['09:30', ...odd])].slice(0, 6);
}

/** What is wrong with the slots of every day of the years; nothing when all is well. */
export function breachesIn(
  zone: string,
  { times, fromYear, years }: { readonly times: readonly string[]; readonly fromYear: number; readonly years: number },
): readonly string[] {
  return times.flatMap((localTime) => breachesAt({ localTime, days: everyDay, zone }, fromYear, years));
}

function breachesAt(
  when: { localTime: string; days: readonly number[]; zone: string },
  fromYear: number,
  years: number,
) {
  const first = startOf(when.zone, fromYear);
  const count = first.until(first.add({ years }), { largestUnit: 'days' }).days;
  const slots = previewDays(when, first.epochMilliseconds - 1, { count, holidayOf: () => undefined });
  const changes = changesIn(when.zone, fromYear, years);
  const gaps = changes.filter((change) => change.after > change.before);
  const repeats = changes.filter((change) => change.after < change.before);
  const breaches: string[] = [];
  const where = (date: string) => `${when.zone} ${when.localTime} on ${date}`;
  let expected = first.toPlainDate();
  let before = Number.NEGATIVE_INFINITY;
  for (const slot of slots) {
    if (slot.kind !== 'slot') continue;
    if (slot.date !== expected.toString()) breaches.push(`${where(slot.date)}: it was the turn of ${expected}`);
    if (slot.at <= before) breaches.push(`${where(slot.date)}: not after the day before`);
    const local = Temporal.Instant.fromEpochMilliseconds(slot.at).toZonedDateTimeISO(when.zone);
    const isAsAsked =
      local.toPlainDate().toString() === slot.date && local.toPlainTime().toString().startsWith(when.localTime);
    const isAtGapEnd = gaps.some(({ at }) => at === slot.at);
    if (isAsAsked === slot.isShifted || (slot.isShifted && !isAtGapEnd))
      breaches.push(`${where(slot.date)}: at ${local}`);
    const isSecond = repeats.some(({ at, before: was, after }) => slot.at >= at && slot.at < at + (was - after) / 1e6);
    if (isSecond) breaches.push(`${where(slot.date)}: at the second of two`);
    before = slot.at;
    expected = expected.add({ days: 1 });
  }
  if (slots.length !== count) breaches.push(`${where('all days')}: ${slots.length} slots for ${count} days`);
  return breaches;
}
