// Windows of boards, and streaks.
import { describe, expect, it } from 'vitest';
import { type AnsweredRound, type ClosedRound, streakOf } from '../../src/quiz/boards/streak.ts';
import { daysBefore, firstDay } from '../../src/quiz/boards/window.ts';
import { dayIn } from '../../src/quiz/round.ts';

describe('the windows', () => {
  it.each([
    ['week', '2026-11-29', '2026-11-23'],
    ['week', '2026-11-23', '2026-11-23'],
    ['week', '2027-01-01', '2026-12-28'],
    ['month', '2026-11-30', '2026-11-01'],
    ['season', '2026-11-30', '2026-10-01'],
    ['season', '2026-03-31', '2026-01-01'],
    ['all', '2026-03-31', '0000-01-01'],
  ] as const)('%s of %s begins on %s', (window, today, expected) => expect(firstDay(window, today)).toBe(expected));

  it('a day is that of the zone', () => {
    const lateEvening = Date.UTC(2026, 10, 23, 23, 30);
    expect(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].map((zone) => dayIn(zone, lateEvening))).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-23',
    ]);
  });
});

const today = '2026-11-27';
const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}`;
const answered = (number: number, channel = 'c', isScheduled = true): AnsweredRound => ({
  day: day(number),
  channel,
  isScheduled,
});
const closed = (...numbers: number[]): ClosedRound[] => numbers.map((number) => ({ day: day(number), channel: 'c' }));

describe('a streak', () => {
  it('grows by each answered day; days without a close neither break nor feed it', () => {
    expect(streakOf([answered(2), answered(5), answered(9)], closed(2, 5, 9), today)).toEqual({
      days: 3,
      forgivenLeft: 2,
    });
  });

  it('forgives two missed days a month, and breaks at the third', () => {
    const answers = [answered(2), answered(6)];
    expect(streakOf(answers, closed(2, 3, 4, 6), today)).toEqual({ days: 2, forgivenLeft: 0 });
    expect(streakOf([...answers, answered(10)], closed(2, 3, 4, 6, 7, 10), today)).toEqual({
      days: 1,
      forgivenLeft: 0,
    });
  });

  it('forgives anew in another month', () => {
    const october = [{ day: '2026-10-29', channel: 'c', isScheduled: true }];
    const missed = ['2026-10-30', '2026-10-31', day(1), day(2)].map((each) => ({ day: each, channel: 'c' }));
    expect(streakOf([...october, answered(3)], [...missed, ...closed(3)], today).days).toBe(2);
  });

  it('does not count a channel in which the member never voted, or not for 30 days', () => {
    const elsewhere = closed(3, 4, 5, 6).map((each) => ({ ...each, channel: 'another' }));
    expect(streakOf([answered(2)], [...closed(2), ...elsewhere], today).days).toBe(1);
    const longAgo = { day: daysBefore(day(20), 31), channel: 'c', isScheduled: true };
    expect(streakOf([longAgo], closed(20, 21, 22, 23), today).days).toBe(1);
    const lately = { ...longAgo, day: daysBefore(day(20), 30) };
    expect(streakOf([lately], closed(20, 21, 22), today)).toEqual({ days: 1, forgivenLeft: 1 });
  });

  it('an unscheduled round makes a channel the member’s, and feeds nothing', () => {
    expect(streakOf([answered(2, 'c', false)], closed(3, 4, 5), today)).toEqual({ days: 0, forgivenLeft: 0 });
  });
});
