// When a schedule falls due, around weekends and changes of the clock.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { latestSlot, nextSlot } from '../../src/schedule/slot.ts';

const utc = (text: string) => Date.parse(`${text}Z`);
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const iso = (at: number) => new Date(at).toISOString().slice(0, 16);

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
    expect(iso(nextSlot({ localTime, days, zone }, utc(after)))).toBe(expected);
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
        const next = nextSlot(when, after);
        const second = nextSlot(when, next);
        expect(next).toBeGreaterThan(after);
        expect(second).toBeGreaterThan(next);
        expect(latestSlot(when, second - 1)).toBe(next);
        expect(latestSlot(when, next)).toBe(next);
      }),
      { numRuns: 300 },
    );
  });
});
