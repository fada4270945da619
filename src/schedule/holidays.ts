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
  const { country, state, region } = placeOf(new Holidays(), code);
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

/** The same for a stored code; a place that is no longer known has no holidays, so that posts go on. */
export const storedHolidaysOf = (code: string | undefined): Promise<HolidayOf> =>
  holidaysOf(code).catch((error: unknown) => {
    if (error instanceof UserError) return ordinary;
    throw error;
  });

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

/** Codes are forgiven their case. */
function placeOf(atlas: Atlas, code: string): Place {
  const [countryText = '', stateText, regionText, ...more] = code.split('-');
  const countries = atlas.getCountries('en');
  const country = keyOf(countries, countryText);
  if (!country || more.length > 0)
    throw new UserError(`"${code.slice(0, 20)}" is no place with holidays here. Write a code like DE, US or DE-BY.`);
  const states = atlas.getStates(country, 'en') ?? {};
  const state = stateText === undefined ? undefined : keyOf(states, stateText);
  if (stateText !== undefined && !state)
    throw new UserError(`${countries[country]} has no "${stateText.slice(0, 20)}". ${listText(country, states)}`);
  const regions = state === undefined ? {} : (atlas.getRegions(country, state, 'en') ?? {});
  const region = regionText === undefined ? undefined : keyOf(regions, regionText);
  if (regionText !== undefined && !region) {
    const list = listText(`${country}-${state}`, regions);
    throw new UserError(`${states[state ?? '']} has no "${regionText.slice(0, 20)}". ${list}`);
  }
  return { country, state, region };
}

const keyOf = (places: Record<string, string>, text: string): string | undefined =>
  Object.keys(places).find((code) => code.toLowerCase() === text.trim().toLowerCase());

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

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Every day of every public holiday; one may last several days. */
function daysOff(holidays: readonly Holiday[]): ReadonlyMap<string, string> {
  const days = new Map<string, string>();
  for (const { date, start, end, name, type } of holidays) {
    if (type !== 'public') continue;
    const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
    // Whole days are counted; a change of the clocks within may take an hour of one.
    const length = Math.max(1, Math.floor((end.getTime() - start.getTime() + 2 * hourMs) / dayMs));
    for (let index = 0; index < length; index++) {
      days.set(new Date(first + index * dayMs).toISOString().slice(0, 10), name);
    }
  }
  return days;
}
