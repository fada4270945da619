// Boards of a channel and of a workspace, and a member's own figures.
import { settingsOf, zoneOf } from '../../settings/settings.ts';
import type { Db } from '../../store/tables.ts';
import { dayIn } from '../round.ts';
import { answersOf, bestOf, countOn, type Figures, figuresOf, scheduledCloses } from './store.ts';
import { type Streak, streakOf } from './streak.ts';
import { daysBefore, firstDay, type Window, windows } from './window.ts';

export interface BoardWish {
  readonly workspaceId: string;
  /** The workspace's board when undefined. */
  readonly channel: string | undefined;
  readonly window: Window;
  /** Whoever asks; undefined when they are not known yet. */
  readonly personId: string | undefined;
  readonly now: number;
}

export interface Ranked {
  readonly rank: number;
  readonly personId: string;
  readonly name: string;
  readonly points: number;
}

export interface Board {
  readonly window: Window;
  readonly isOfChannel: boolean;
  /** At most ten, best first; equal points share a rank. */
  readonly rows: readonly Ranked[];
  /** How many have points. */
  readonly people: number;
  /** The asker's own, also when they hide or stand below the rows. */
  readonly own: { readonly points: number; readonly rank: number } | undefined;
  readonly since: string;
}

/** The rows of a board's picture and text. */
const shownRows = 10;

export async function boardOf(db: Db, wish: BoardWish): Promise<Board> {
  const { workspaceId, channel, window, personId, now } = wish;
  const since = firstDay(window, dayIn(zoneOf(await settingsOf(db, workspaceId)), now));
  const scope = { workspaceId, channel, since };
  const rows = await bestOf(db, scope, shownRows);
  const points = personId === undefined ? 0 : (await figuresOf(db, scope, personId)).points;
  const { all, above } = await countOn(db, scope, points);
  return {
    window,
    isOfChannel: channel !== undefined,
    rows: rows.map((row) => ({ ...row, rank: 1 + rows.filter((other) => other.points > row.points).length })),
    people: all,
    own: points === 0 ? undefined : { points, rank: above + 1 },
    since,
  };
}

export interface Progress {
  readonly byWindow: readonly { readonly window: Window; readonly figures: Figures }[];
  readonly streak: Streak;
}

/** A streak is looked for in the last two years. */
const streakDays = 730;

export async function progressOf(
  db: Db,
  { workspaceId, personId, now }: { workspaceId: string; personId: string; now: number },
): Promise<Progress> {
  const today = dayIn(zoneOf(await settingsOf(db, workspaceId)), now);
  const byWindow: { window: Window; figures: Figures }[] = [];
  for (const window of windows) {
    const scope = { workspaceId, channel: undefined, since: firstDay(window, today) };
    byWindow.push({ window, figures: await figuresOf(db, scope, personId) });
  }
  const since = daysBefore(today, streakDays);
  const answers = await answersOf(db, { workspaceId, personId, since });
  const channels = [...new Set(answers.map(({ channel }) => channel))];
  const closed = await scheduledCloses(db, { workspaceId, channels, since });
  return { byWindow, streak: streakOf(answers, closed, today) };
}
