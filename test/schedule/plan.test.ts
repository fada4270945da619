// The words of a schedule.
import { describe, expect, it } from 'vitest';
import { closeText, daysText, parseClose, parseDays, parseTime } from '../../src/schedule/plan.ts';
import { parseZone } from '../../src/settings/zone.ts';

describe('a time of day', () => {
  it.each([
    ['9:30', '09:30'],
    ['09:30', '09:30'],
    ['9', '09:00'],
    ['9am', '09:00'],
    ['12am', '00:00'],
    ['12pm', '12:00'],
    ['5 pm', '17:00'],
    ['17h45', '17:45'],
    ['0:00', '00:00'],
  ])('%s is %s', (text, expected) => expect(parseTime(text)).toBe(expected));
  it.each(['', '24:00', '9:60', '13pm', '0am', 'noon', '9:3', '-1', '09:30:15'])('"%s" is none', (text) => {
    expect(() => parseTime(text)).toThrow('is no time of day');
  });
});

describe('weekdays', () => {
  it.each([
    ['mon-fri', [1, 2, 3, 4, 5]],
    ['Mon, Wed', [1, 3]],
    ['monday wednesday', [1, 3]],
    ['fri-mon', [1, 5, 6, 7]],
    ['daily', [1, 2, 3, 4, 5, 6, 7]],
    ['weekdays', [1, 2, 3, 4, 5]],
    ['sun,sun', [7]],
  ])('%s are %j', (text, expected) => expect(parseDays(text)).toEqual(expected));
  it.each(['', 'never', 'mon-', 'mon-xyz'])('"%s" names none', (text) => {
    expect(() => parseDays(text)).toThrow('names no weekdays');
  });
  it.each([[[1, 2, 3, 4, 5]], [[1, 3]], [[1, 2, 3, 4, 5, 6, 7]], [[7]], [[1, 2]]])(
    '%j are written so that they read the same',
    (days) => {
      expect(parseDays(daysText(days))).toEqual(days);
    },
  );
});

describe('a closing time', () => {
  it.each([
    ['7h', 25_200_000, '7 h'],
    ['90m', 5_400_000, '90 min'],
    ['1d', 86_400_000, '1 d'],
    ['2 hours', 7_200_000, '2 h'],
  ] as const)('%s', (text, ms, shown) => {
    expect(parseClose(text)).toBe(ms);
    expect(closeText(ms)).toBe(shown);
  });
  it.each(['', '4m', '8d', 'soon', '7'])('"%s" is none', (text) => {
    expect(() => parseClose(text)).toThrow('is no closing time');
  });
});

describe('a zone', () => {
  it('is taken by its IANA name, whatever its case', () => {
    expect(parseZone('europe/berlin')).toBe('Europe/Berlin');
    expect(parseZone('America/New York')).toBe('America/New_York');
  });
  it.each([
    ['Berlin', 'Did you mean Europe/Berlin?'],
    ['+02:00', 'is no time zone'],
    ['Mars/Base', 'is no time zone'],
  ])('"%s" is refused with a hint', (text, hint) => {
    expect(() => parseZone(text)).toThrow(hint);
  });
});
