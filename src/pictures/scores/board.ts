// A board as a scene: ranks, names as far as they can be drawn, and points.
import type { BoardPicture } from '../../card/picture.ts';
import type { Paint } from '../palette.ts';
import { disc, type Mark, type Scene, textAt } from '../scene.ts';
import { cutToWidth, isDrawable, type TextStyle, visible, widestOf } from '../words.ts';

const width = 1080;
const rowHeight = 78;
const nameStyle: TextStyle = { size: 28, weight: 600 };
const quietStyle: TextStyle = { size: 27, weight: 500 };
const pointsStyle: TextStyle = { size: 32, weight: 700 };
const rankStyle: TextStyle = { size: 26, weight: 700 };
const nameLeft = 92;
const nameWidth = 400;
const barLeft = 520;
const medals: readonly Paint[] = ['gold', 'silver', 'bronze'];

/** Those with the same points share a rank, and its medal. */
export function drawBoard({ rows }: BoardPicture): Scene {
  const most = Math.max(1, ...rows.map(({ points }) => points));
  const points = widestOf(
    rows.map((row) => pointsText(row.points)),
    pointsStyle,
  );
  const marks = rows.flatMap((row, index) =>
    rowMarks(row, { y: index * rowHeight, most, index, barWidth: width - barLeft - points - 60 }),
  );
  return { width, height: rows.length * rowHeight, marks };
}

const pointsText = (points: number) => new Intl.NumberFormat('en-US').format(points);

/** A name in a script that the font lacks would be empty boxes: the message's text has it, the picture says its rank. */
export function nameText(name: string, rank: number): { readonly text: string; readonly isName: boolean } {
  const shown = visible(name);
  if (shown === '' || !isDrawable(shown)) return { text: `Rank ${rank}: see the text`, isName: false };
  return { text: cutToWidth(shown, nameWidth, nameStyle), isName: true };
}

interface Place {
  readonly y: number;
  readonly most: number;
  readonly index: number;
  readonly barWidth: number;
}

function rowMarks(row: BoardPicture['rows'][number], { y, most, index, barWidth }: Place): readonly Mark[] {
  const of = `row:${index}`;
  const middle = y + rowHeight / 2;
  const medal = medals[row.rank - 1];
  const name = nameText(row.name, row.rank);
  const track = { x: barLeft, y: middle - 9, width: barWidth, height: 18 };
  const share = Math.max(0, row.points) / most;
  const ground: Mark[] = medal
    ? [
        {
          kind: 'shape',
          form: 'rectangle',
          box: { x: 0, y: y + 4, width, height: rowHeight - 8 },
          radius: 16,
          fill: 'group',
          isGround: true,
        },
      ]
    : [];
  const filled: Mark[] =
    share === 0
      ? []
      : [
          {
            kind: 'shape',
            form: 'rectangle',
            box: { ...track, width: Math.max(18, barWidth * share) },
            radius: 9,
            fill: medal ?? 'series-1',
          },
        ];
  return [
    ...ground,
    disc({ x: 46, y: middle }, 25, { of, fill: medal ?? 'grid' }),
    textAt([String(row.rank)], { x: 46, y: middle }, { of, style: rankStyle, fill: medal ? 'medal-ink' : 'ink' }),
    textAt(
      [name.text],
      { x: nameLeft, y: middle },
      { of, style: name.isName ? nameStyle : quietStyle, fill: name.isName ? 'ink' : 'sub', align: 'start' },
    ),
    { kind: 'shape', form: 'rectangle', box: track, radius: 9, fill: 'grid', isGround: true },
    ...filled,
    textAt(
      [pointsText(row.points)],
      { x: width - 24, y: middle },
      { of, style: pointsStyle, fill: 'ink', align: 'end' },
    ),
  ];
}
