// `archway schedule preview`: when a schedule would post, from the words of a command line.
import { UserError } from '../errors.ts';
import { parseZone } from '../settings/zone.ts';
import { holidaysOf } from './holidays.ts';
import { parseDay, parseDays, parseOffDates, parseTime } from './plan.ts';
import type { When } from './slot.ts';

export interface PreviewOptions {
  readonly at: string;
  readonly zone: string;
  readonly days: string;
  readonly holidays?: string;
  readonly off?: string;
  readonly starts?: string;
  readonly from: string;
  readonly count: string;
}

/** A slot with its local time as it really is, or a day without one and why. */
export type PreviewDay =
  | { readonly date: string; readonly local: string; readonly utc: string; readonly isShifted: boolean }
  | { readonly date: string; readonly until: string; readonly skipped: string };

const mostSlots = 1_000;

/** @throws UserError for the first word that cannot be read. */
export async function previewOf(options: PreviewOptions): Promise<readonly PreviewDay[]> {
  const { previewDays } = await import('./slot.ts');
  const zone = parseZone(options.zone);
  const when: When = {
    localTime: parseTime(options.at),
    days: parseDays(options.days),
    zone,
    offDates: parseOffDates(options.off ?? ''),
    startsOn: options.starts === undefined ? undefined : parseDay(options.starts),
  };
  const holidayOf = await holidaysOf(options.holidays);
  const from = Date.parse(options.from);
  if (Number.isNaN(from)) throw new UserError(`"${options.from}" is no instant. Write it like 2026-11-23T08:00:00Z.`);
  const count = Number(options.count);
  if (!Number.isInteger(count) || count < 1 || count > mostSlots)
    throw new UserError(`--count is a whole number from 1 to ${mostSlots}, not "${options.count}".`);
  return previewDays(when, from, { count, holidayOf }).map((day) =>
    day.kind === 'skipped'
      ? { date: day.date, until: day.until, skipped: day.why }
      : {
          date: day.date,
          local: localText(zone, day.at),
          utc: new Date(day.at).toISOString(),
          isShifted: day.isShifted,
        },
  );
}

/** Such as 2026-11-23 09:30. */
function localText(zone: string, at: number): string {
  const style = { timeZone: zone, dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', style).format(at);
}

export const previewText = (days: readonly PreviewDay[]): string =>
  days
    .map((day) =>
      'skipped' in day
        ? `${day.date}${day.until === day.date ? '' : `..${day.until}`}  -  ${day.skipped}\n`
        : `${day.date}  ${day.local.slice(11)}  ${day.utc}${day.isShifted ? '  the clocks skip that time' : ''}\n`,
    )
    .join('');
