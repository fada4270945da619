// The windows of a board, by the days of the workspace's zone.

export const windows = ['week', 'month', 'season', 'all'] as const;
export type Window = (typeof windows)[number];

export const windowText: Readonly<Record<Window, string>> = {
  week: 'this week',
  month: 'this month',
  season: 'this season',
  all: 'all time',
};

/** Before every day of ours. */
const beginning = '0000-01-01';

/** The first day of the window that holds `today`, as 2026-11-23: a Monday, the first of a month, or of a quarter. */
export function firstDay(window: Window, today: string): string {
  switch (window) {
    case 'week':
      return daysBefore(today, (weekdayOf(today) + 6) % 7);
    case 'month':
      return `${today.slice(0, 8)}01`;
    case 'season': {
      const month = Number(today.slice(5, 7));
      return `${today.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
    }
    case 'all':
      return beginning;
    default:
      return window satisfies never;
  }
}

/** 0 is Sunday. */
const weekdayOf = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay();

const dayMs = 86_400_000;

export function daysBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * dayMs).toISOString().slice(0, 10);
}
