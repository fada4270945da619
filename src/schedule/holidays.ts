// Public holidays of a country or a region, loaded when a schedule wants them.
import { UserError } from '../errors.ts';

/** The holiday's name; nothing on an ordinary day. Days are written 2026-11-23. */
export type HolidayOf = (day: string) => string | undefined;

const known = new Map<string, HolidayOf>();
const ordinary: HolidayOf = () => undefined;

/**
 * Holidays by a code such as DE, DE-BY or US-CA (ISO 3166, as date-holidays has them); none for undefined.
 * @throws UserError for a code that names no place there, with what there is.
 */
export async function holidaysOf(code: string | undefined): Promise<HolidayOf> {
  if (code === undefined) return ordinary;
  const there = known.get(code);
  if (there) return there;
  const { default: Holidays } = await import('date-holidays');
  const [country = '', state, region] = code.split('-');
  checkPlace(new Holidays(), { country, state, region });
  const calendar = new Holidays({ country, ...(state ? { state } : {}), ...(region ? { region } : {}) });
  const years = new Map<string, ReadonlyMap<string, string>>();
  const holidayOf: HolidayOf = (day) => {
    const year = day.slice(0, 4);
    const days = years.get(year) ?? daysOff(calendar.getHolidays(Number(year), 'en'));
    years.set(year, days);
    return days.get(day);
  };
  known.set(code, holidayOf);
  return holidayOf;
}

interface Place {
  readonly country: string;
  readonly state: string | undefined;
  readonly region: string | undefined;
}

interface Atlas {
  getCountries(language: string): Record<string, string>;
  getStates(country: string, language: string): Record<string, string> | undefined;
  getRegions(country: string, state: string, language: string): Record<string, string> | undefined;
}

function checkPlace(atlas: Atlas, { country, state, region }: Place): void {
  const countries = atlas.getCountries('en');
  if (!countries[country])
    throw new UserError(
      `"${country.slice(0, 20)}" is no country with holidays here. Write its code, like DE, US or DE-BY.`,
    );
  const states = atlas.getStates(country, 'en') ?? {};
  if (state !== undefined && !states[state])
    throw new UserError(`${countries[country]} has no "${state.slice(0, 20)}". ${listText(country, states)}`);
  const regions = state === undefined ? {} : (atlas.getRegions(country, state, 'en') ?? {});
  if (region !== undefined && !regions[region])
    throw new UserError(
      `${states[state ?? '']} has no "${region.slice(0, 20)}". ${listText(`${country}-${state}`, regions)}`,
    );
}

function listText(prefix: string, places: Record<string, string>): string {
  const codes = Object.keys(places).map((code) => `${prefix}-${code}`);
  return codes.length === 0 ? `Write ${prefix} alone.` : `There are: ${codes.slice(0, 30).join(', ')}.`;
}

interface Holiday {
  /** Local, such as "2026-12-25 00:00:00". */
  readonly date: string;
  readonly start: Date;
  readonly end: Date;
  readonly name: string;
  readonly type: string;
}

const dayMs = 86_400_000;

/** Every day of every public holiday; one may last several days. */
function daysOff(holidays: readonly Holiday[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { date, start, end, name, type } of holidays) {
    if (type !== 'public') continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    // A holiday that begins in the evening of its day ends in that of the next: whole days are counted.
    const length = Math.max(1, Math.round((end.getTime() - start.getTime()) / dayMs));
    for (let index = 0; index < length; index++) {
      days.set(new Date(first + index * dayMs).toISOString().slice(0, 10), name);
    }
  }
  return days;
}
