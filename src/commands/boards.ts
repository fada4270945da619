// leaderboard and progress, and the buttons under them.
import { UserError } from '../errors.ts';
import type { Reply } from '../platform.ts';
import { boardOf, progressOf } from '../quiz/boards/boards.ts';
import { boardCard, progressCard } from '../quiz/boards/view.ts';
import { type Window, windows } from '../quiz/boards/window.ts';
import { isHidden } from '../settings/members/store.ts';
import { ensureTenant, type Tenant } from '../settings/settings.ts';
import type { Db } from '../store/tables.ts';
import { type Ask, type Handler, personOf, privately, turned } from './ask.ts';

interface Asker {
  readonly tenant: Tenant;
  readonly personId: string;
  readonly isHidden: boolean;
}

async function askerOf(ask: Ask, tx: Db): Promise<Asker> {
  const tenant = await ensureTenant(tx, ask.place, ask.services.clock.now());
  const personId = await personOf(ask)(tx);
  return { tenant, personId, isHidden: await isHidden(tx, personId) };
}

const usualWindow: Window = 'month';
const windowOf = (text: string | undefined): Window => windows.find((window) => window === text) ?? usualWindow;

export const leaderboard: Handler = async (ask, options) =>
  showBoard(ask, { of: options.of, window: options.window, isShared: false });

/** A button under a board: another window, or the other scope. */
export const openBoard: Handler = async (ask, options) =>
  showBoard(ask, { of: options['0'], window: options['1'], isShared: false });

export const shareBoard: Handler = async (ask, options) =>
  showBoard(ask, { of: options['0'], window: options['1'], isShared: true });

interface Shown {
  readonly of: string | undefined;
  readonly window: string | undefined;
  readonly isShared: boolean;
}

async function showBoard(ask: Ask, { of, window, isShared }: Shown): Promise<readonly Reply[]> {
  if (ask.place.workspace === null)
    throw new UserError('A direct message has no board. Ask in a channel; progress shows your own figures.');
  const { store, clock } = ask.services;
  const { tenant, personId, isHidden: hides } = await store.write((tx) => askerOf(ask, tx));
  if (tenant.settings.boards === 'off')
    throw new UserError('Boards are switched off in this workspace. An admin can change that with settings boards:on');
  const board = await boardOf(store.db, {
    workspaceId: tenant.workspaceId,
    channel: of === 'workspace' ? undefined : ask.place.channel,
    window: windowOf(window),
    personId,
    now: clock.now(),
  });
  const card = boardCard(board, { isHidden: hides, isShared });
  return isShared ? [{ kind: 'message', audience: 'channel', card }] : turned(ask, card);
}

export const progress: Handler = async (ask) => {
  if (ask.place.workspace === null)
    throw new UserError('Points belong to a workspace: ask for your progress in one of its channels.');
  const { store, clock } = ask.services;
  const { tenant, personId, isHidden: hides } = await store.write((tx) => askerOf(ask, tx));
  const figures = await progressOf(store.db, { workspaceId: tenant.workspaceId, personId, now: clock.now() });
  return privately(progressCard(figures, hides));
};
