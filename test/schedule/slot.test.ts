// When a schedule falls due, around weekends and changes of the clock.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { holidaysOf } from '../../src/schedule/holidays.ts';
import { type Calendar, dueSlot, nextSlot, previewDays, type When } from '../../src/schedule/slot.ts';
import { breachesIn, ruleSets } from './zones.ts';

const utc = (text: string) => Date.parse(`${text}Z`);
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);
const nextAt = (when: When, after: number, calendar?: Calendar) => {
  const slot = nextSlot(when, after, calendar);
  if (!slot) throw new Error('there is no slot');
  return slot.at;
};

describe('the next slot', () => {
  it.each([
    ['later today', '09:30', everyDay, 'Europe/Berlin', '2026-11-23T08:00', '2026-11-23T08:30'],
    ['tomorrow, once it has passed', '09:30', everyDay, 'Europe/Berlin', '2026-11-23T08:30', '2026-11-24T08:30'],
    ['after the weekend', '09:30', [1, 2, 3, 4, 5], 'UTC', '2026-11-27T10:00', '2026-11-30T09:30'],
    ['a week later on the only day', '09:30', [1], 'UTC', '2026-11-23T09:30', '2026-11-30T09:30'],
    [
      'at the end of the gap when clocks go forward',
      '02:30',
      everyDay,
      'Europe/Berlin',
      '2027-03-27T12:00',
      '2027-03-28T01:00',
    ],
    [
      'at the end of a gap that begins at that very time',
      '02:00',
      everyDay,
      'Europe/Berlin',
      '2027-03-27T12:00',
      '2027-03-28T01:00',
    ],
    ['at the end of a gap at midnight', '00:00', everyDay, 'Africa/Cairo', '2026-04-23T12:00', '2026-04-23T22:00'],
    [
      'at the first of two when clocks go back',
      '02:30',
      everyDay,
      'Europe/Berlin',
      '2026-10-24T12:00',
      '2026-10-25T00:30',
    ],
    ['not again at the second of two', '02:30', everyDay, 'Europe/Berlin', '2026-10-25T00:30', '2026-10-26T01:30'],
    ['over a day that a zone left out', '09:00', everyDay, 'Pacific/Apia', '2011-12-29T20:00', '2011-12-30T19:00'],
    [
      'in a zone with a quarter of an hour',
      '09:00',
      everyDay,
      'Asia/Kathmandu',
      '2026-11-23T00:00',
      '2026-11-23T03:15',
    ],
  ] as const)('is %s', (_, localTime, days, zone, after, expected) => {
    expect(iso(nextAt({ localTime, days, zone }, utc(after)))).toBe(expected);
  });
});

const zones = [
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'America/St_Johns',
  'Africa/Cairo',
  'Pacific/Chatham',
  'UTC',
];
const whens = fc.record({
  localTime: fc
    .tuple(fc.nat(23), fc.nat(59))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
  days: fc.subarray(everyDay, { minLength: 1 }),
  zone: fc.constantFrom(...zones),
});
const instants = fc.integer({ min: utc('2025-01-01T00:00'), max: utc('2028-01-01T00:00') });

describe('laws', () => {
  it('slots strictly increase, and none lies between two neighbours', () => {
    fc.assert(
      fc.property(whens, instants, (when, after) => {
        const next = nextAt(when, after);
        const second = nextAt(when, next);
        expect(next).toBeGreaterThan(after);
        expect(second).toBeGreaterThan(next);
        const due = dueSlot(when, second - 1);
        expect(due === undefined || due.at === next).toBe(true);
        expect(dueSlot(when, next)?.at).toBe(next);
      }),
      { numRuns: 300 },
    );
  });
});

describe('days off', () => {
  const berlin: When = { localTime: '09:30', days: [1, 2, 3, 4, 5], zone: 'Europe/Berlin' };
  const shown = (days: ReturnType<typeof previewDays>) =>
    days.map((day) => (day.kind === 'skipped' ? `${day.date}..${day.until} ${day.why}` : day.date));

  it('are holidays, own dates, the time before a start and that of a pause, each with its reason', async () => {
    const when = {
      ...berlin,
      offDates: ['2026-12-24'],
      startsOn: '2026-12-22',
      pausedUntil: '2026-12-23',
    };
    const holidayOf = await holidaysOf('DE');
    expect(shown(previewDays(when, utc('2026-12-21T00:00'), { count: 3, holidayOf }))).toEqual([
      '2026-12-21..2026-12-22 paused until 2026-12-23',
      '2026-12-23',
      '2026-12-24..2026-12-24 a day off',
      '2026-12-25..2026-12-25 a holiday: Christmas Day',
      '2026-12-28',
      '2026-12-29',
    ]);
  });

  it('differ by region', async () => {
    const [germany, bavaria] = [await holidaysOf('DE'), await holidaysOf('DE-BY')];
    expect([germany('2026-01-06'), bavaria('2026-01-06')]).toEqual([undefined, 'Epiphany']);
  });

  it.each([
    ['XX', '"XX" is no place'],
    ['DE-XX', 'Germany has no "XX". There are: DE-'],
    ['US-CA-XX', 'has no "XX"'],
    ['DE-BY-A-more', 'is no place'],
  ])('%s is refused with what there is', async (code, text) => {
    await expect(holidaysOf(code)).rejects.toThrow(text);
  });

  it('that have no end leave no slot', () => {
    const holidayOf = () => 'a long holiday';
    expect(nextSlot(berlin, utc('2026-12-21T00:00'), { holidayOf })).toBeUndefined();
  });

  it('a day that had its slot has no other, whatever the time is by now', () => {
    const later = { ...berlin, localTime: '18:00' };
    const calendar = { holidayOf: () => undefined, lastDay: '2026-11-23' };
    expect(iso(nextAt(later, utc('2026-11-23T09:00'), calendar))).toBe('2026-11-24T17:00');
    expect(dueSlot(later, utc('2026-11-23T18:00'), calendar)).toBeUndefined();
  });

  it('a start far away is found without looking at every day before it', () => {
    expect(iso(nextAt({ ...berlin, startsOn: '2040-01-01' }, utc('2026-11-23T00:00')))).toBe('2040-01-02T08:30');
  });
});

describe('every distinct set of rules of the zones', () => {
  const sets = ruleSets(2026, 2);

  it('there are many', () => expect(sets.length).toBeGreaterThan(60));

  it.each(sets.map((set) => [set.zone, set] as const))(
    '%s: one slot a day, strictly increasing, at its local time except in gaps, for two years',
    (_, set) => expect(breachesIn(set.zone, { ...set, fromYear: 2026, years: 2 })).toEqual([]),
  );
});
