// A board and a member's own figures as cards. Names are plain text: a board never pings.
import { encodeAction } from '../../card/action.ts';
import { bold, buttons, paragraph, rich, small } from '../../card/build.ts';
import type { Button, Card } from '../../card/card.ts';
import { boardPicture } from '../../pictures/block.ts';
import type { Board, Progress } from './boards.ts';
import { type Window, windows, windowText } from './window.ts';

const pointsText = (points: number) => `${points} ${points === 1 ? 'point' : 'points'}`;

/** `isShared` for everybody: without the asker's own line and without buttons that are theirs. */
export function boardCard(board: Board, options: { readonly isHidden: boolean; readonly isShared?: boolean }): Card {
  const title = `The board of this ${board.isOfChannel ? 'channel' : 'workspace'}, ${windowText[board.window]}`;
  const note = `${board.people} ${board.people === 1 ? 'person has' : 'people have'} points`;
  if (board.rows.length === 0) return emptyCard(title, board, options);
  const rows = board.rows.map(({ rank, name, points, personId }) => ({ rank, name, points, person: personId }));
  return {
    kind: 'card',
    tone: 'notice',
    title,
    blocks: [
      boardPicture({ kind: 'board', title, note, rows }),
      {
        kind: 'list',
        style: 'bullet',
        items: board.rows.map(({ rank, name, points }) => rich(`${rank}. `, bold(name), ` · ${pointsText(points)}`)),
      },
      small(`${note}. A right answer is 10 points; the first round on a question counts, from two voters on.`),
      ...(options.isShared ? [] : ownBlocks(board, options.isHidden)),
    ],
  };
}

function emptyCard(
  title: string,
  board: Board,
  options: { readonly isHidden: boolean; readonly isShared?: boolean },
): Card {
  const text = 'Nobody has points here yet. A right answer in a quiz with two voters or more is 10.';
  return {
    kind: 'card',
    tone: 'notice',
    title,
    blocks: [paragraph(text), ...(options.isShared ? [] : ownBlocks(board, options.isHidden))],
  };
}

function ownBlocks(board: Board, isHidden: boolean) {
  const own = board.own
    ? `You: rank ${board.own.rank}, ${pointsText(board.own.points)}.`
    : 'You have no points here yet.';
  const hidden = isHidden ? ' You are hidden: only you see this line.' : '';
  const others: Button[] = windows
    .filter((window) => window !== board.window)
    .map((window) => ({ action: boardAction('board', board.isOfChannel, window), label: capital(windowText[window]) }));
  return [
    paragraph(`${own}${hidden}`),
    ...buttons(...others, {
      action: boardAction('board', !board.isOfChannel, board.window),
      label: board.isOfChannel ? 'The workspace' : 'This channel',
    }),
    ...buttons(
      ...(board.rows.length === 0
        ? []
        : [{ action: boardAction('board-share', board.isOfChannel, board.window), label: 'Share' }]),
      hideButton(isHidden),
    ),
  ];
}

const boardAction = (name: string, isOfChannel: boolean, window: Window) =>
  encodeAction(name, isOfChannel ? 'channel' : 'workspace', window);

const hideButton = (isHidden: boolean): Button => ({
  action: encodeAction('hide', isHidden ? 'shown' : 'hidden'),
  label: isHidden ? 'Show me again' : 'Hide me',
});

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** After "Hide me" and its reverse. */
export const hiddenCard = (isHidden: boolean): Card => ({
  kind: 'card',
  tone: 'notice',
  title: isHidden ? 'You are hidden' : 'You are shown again',
  blocks: [
    paragraph(
      isHidden
        ? 'No board and no answer to a quiz names you from now on, here and elsewhere. Pictures of boards that Archway keeps with your name are gone; what already stands in a channel stays there. Your points stay as well, and progress shows them to you alone.'
        : 'Boards and answers to quizzes may name you again.',
    ),
    ...buttons(hideButton(isHidden)),
  ],
});

/** The member's own figures, for them alone. */
export function progressCard({ byWindow, streak }: Progress, isHidden: boolean): Card {
  const days = `${streak.days} ${streak.days === 1 ? 'day' : 'days'}`;
  const left = `${streak.forgivenLeft} more missed ${streak.forgivenLeft === 1 ? 'day' : 'days'} forgiven this month`;
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Your progress in this workspace',
    blocks: [
      {
        kind: 'table',
        header: ['', 'points', 'rounds', 'right'],
        rows: byWindow.map(({ window, figures }) => [
          windowText[window],
          String(figures.points),
          String(figures.rounds),
          figures.rounds === 0 ? '' : `${Math.round((100 * figures.right) / figures.rounds)} %`,
        ]),
      },
      paragraph(bold('Streak: '), `${days} with the daily quiz; ${left}.`),
      small('Only you see this. A day without a daily quiz in your channels neither breaks a streak nor feeds it.'),
      ...buttons({ action: encodeAction('board', 'channel', 'month'), label: 'The board' }, hideButton(isHidden)),
    ],
  };
}
