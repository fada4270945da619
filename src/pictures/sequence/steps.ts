// One step of a sequence as marks: a message, a note, or the border of a frame.
import type { FrameKind, Sequence, Step } from '../diagram.ts';
import type { Paint } from '../palette.ts';
import { disc, type LineMark, type Mark, type Point, textAt } from '../scene.ts';
import { lineHeight, type TextStyle, widestOf, widthOf } from '../words.ts';
import { badgeRadius, type Columns, indexOf, linesOf, noteLines, selfReach, stepStyle } from './columns.ts';

/** How far the drawing has come. */
export interface Cursor {
  readonly y: number;
  /** Messages so far. */
  readonly number: number;
  /** Frames that are open, the innermost last. */
  readonly open: readonly { readonly y: number; readonly of: string }[];
}

export interface Drawing {
  readonly sequence: Sequence;
  readonly columns: Columns;
  /** The step's name in the scene. */
  readonly of: string;
}

export interface Drawn {
  readonly marks: readonly Mark[];
  /** Painted below everything. */
  readonly grounds: readonly Mark[];
  readonly cursor: Cursor;
}

const textStep = stepStyle.size * lineHeight;
const frameStyle: TextStyle = { size: 18, weight: 700 };
const conditionStyle: TextStyle = { size: 18, weight: 600 };
const frameInset = 8;
const tabHeight = 30;

export function stepMarks(step: Step, cursor: Cursor, drawing: Drawing): Drawn {
  switch (step.kind) {
    case 'message':
      return step.from === step.to ? selfMarks(step, cursor, drawing) : messageMarks(step, cursor, drawing);
    case 'note':
      return noteMarks(step, cursor, drawing);
    case 'open':
      return openMarks(step, cursor, drawing);
    case 'branch':
      return branchMarks(step, cursor, drawing);
    case 'close':
      return closeMarks(cursor, drawing);
    default:
      return step satisfies never;
  }
}

/** The ground under the cursor: frames are tinted in turn. */
const groundOf = ({ open }: Cursor): Paint => (open.length % 2 === 1 ? 'group' : 'panel');

type Message = Extract<Step, { kind: 'message' }>;

function messageMarks(step: Message, cursor: Cursor, { sequence, columns, of }: Drawing): Drawn {
  const { participants, isNumbered } = sequence;
  const [from, to] = [indexOf(participants, step.from), indexOf(participants, step.to)];
  const lines = linesOf(step, Math.abs(to - from));
  const y = cursor.y + 9 + lines.length * textStep + 4;
  const [start, end] = [columns.x[from] ?? 0, columns.x[to] ?? 0];
  const way = Math.sign(end - start);
  const begin = start + way * (isNumbered ? badgeRadius : 1);
  const middle = (begin + end) / 2;
  const textY = y - 5 - (lines.length * textStep) / 2;
  return {
    marks: [
      messageLine(step, of, [
        { x: begin, y },
        { x: end - way, y },
      ]),
      textAt(lines, { x: middle, y: textY }, { of, style: stepStyle, fill: 'ink', backing: groundOf(cursor) }),
      ...(isNumbered ? badge({ x: start, y }, cursor.number + 1) : []),
    ],
    grounds: [],
    cursor: { ...cursor, y: y + 6, number: cursor.number + 1 },
  };
}

function messageLine(step: Message, of: string, points: readonly Point[]): LineMark {
  return {
    kind: 'line',
    of,
    points,
    stroke: step.head === 'cross' ? 'bad-edge' : 'service-edge',
    width: 2.25,
    radius: 6,
    ...(step.isDashed ? { dash: 'dashes' as const } : {}),
    ...(step.head === 'none' ? {} : { end: step.head }),
  };
}

function badge(at: Point, number: number): readonly Mark[] {
  const ring = disc(at, badgeRadius, { fill: 'service-edge' });
  const home = { form: ring.form, box: ring.box };
  return [ring, textAt([String(number)], at, { style: { size: 18, weight: 700 }, fill: 'panel', home })];
}

function selfMarks(step: Message, cursor: Cursor, { sequence, columns, of }: Drawing): Drawn {
  const x = columns.x[indexOf(sequence.participants, step.from)] ?? 0;
  const lines = linesOf(step, 0);
  const tall = Math.max(28, lines.length * textStep);
  const y = cursor.y + 16;
  const from = x + (sequence.isNumbered ? badgeRadius : 1);
  const points = [
    { x: from, y },
    { x: x + selfReach, y },
    { x: x + selfReach, y: y + tall },
    { x: x + 1, y: y + tall },
  ];
  const textStart = { x: x + selfReach + 10, y: y + tall / 2 };
  return {
    marks: [
      messageLine(step, of, points),
      textAt(lines, textStart, { of, style: stepStyle, fill: 'ink', align: 'start', backing: groundOf(cursor) }),
      ...(sequence.isNumbered ? badge({ x, y }, cursor.number + 1) : []),
    ],
    grounds: [],
    cursor: { ...cursor, y: y + tall + 10, number: cursor.number + 1 },
  };
}

function noteMarks(step: Extract<Step, { kind: 'note' }>, cursor: Cursor, { sequence, columns, of }: Drawing): Drawn {
  const xs = step.of.map((id) => columns.x[indexOf(sequence.participants, id)] ?? 0);
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const lines = noteLines(step.text, step.side === 'over' && right > left ? right - left + 60 : 0);
  const [width, height] = [widestOf(lines, stepStyle) + 34, lines.length * textStep + 14];
  const centre =
    step.side === 'over' ? (left + right) / 2 : step.side === 'left' ? left - 16 - width / 2 : right + 16 + width / 2;
  const x = Math.max(3, Math.min(centre - width / 2, columns.width - width - 3));
  const box = { x, y: cursor.y + 11, width, height };
  const home = { form: 'rectangle' as const, box };
  return {
    marks: [
      {
        kind: 'shape',
        of,
        form: 'rectangle',
        box,
        radius: 8,
        fill: 'queue-fill',
        stroke: 'queue-edge',
        strokeWidth: 1.75,
      },
      textAt(lines, { x: x + width / 2, y: box.y + height / 2 }, { of, style: stepStyle, fill: 'ink', home }),
    ],
    grounds: [],
    cursor: { ...cursor, y: box.y + height + 3 },
  };
}

function openMarks(step: Extract<Step, { kind: 'open' }>, cursor: Cursor, { columns, of }: Drawing): Drawn {
  const y = cursor.y + 12;
  const x = frameLeft(cursor.open.length);
  const tab = { x, y, width: tabWidth(step.frame), height: tabHeight };
  const inside: Paint = cursor.open.length % 2 === 0 ? 'group' : 'panel';
  const condition = { x: x + tab.width + 14, y: y + tabHeight / 2 };
  return {
    marks: [
      { kind: 'shape', of, form: 'tab', box: tab, radius: 10, fill: 'sub' },
      textAt(
        [step.frame],
        { x: x + 12, y: y + tabHeight / 2 - 1 },
        { of, style: frameStyle, fill: 'panel', align: 'start', home: { form: 'tab', box: tab } },
      ),
      ...conditionMarks(step.text, condition, { of, inside, room: columns.width - condition.x - 24 }),
    ],
    grounds: [],
    cursor: { ...cursor, y: y + tabHeight, open: [...cursor.open, { y, of }] },
  };
}

const frameLeft = (depth: number) => 3 + depth * frameInset;
const tabWidth = (frame: FrameKind) => widthOf(frame, frameStyle) + 40;

function conditionMarks(
  text: string,
  at: Point,
  { of, inside, room }: { of: string; inside: Paint; room: number },
): readonly Mark[] {
  if (text === '') return [];
  const shown = `[${text}]`;
  if (widthOf(shown, conditionStyle) > room)
    at = { x: Math.max(24, at.x + room - widthOf(shown, conditionStyle)), y: at.y };
  return [textAt([shown], at, { of, style: conditionStyle, fill: 'sub', align: 'start', backing: inside })];
}

function branchMarks(step: Extract<Step, { kind: 'branch' }>, cursor: Cursor, { columns, of }: Drawing): Drawn {
  const y = cursor.y + 14;
  const x = frameLeft(cursor.open.length - 1);
  const border: Mark = {
    kind: 'line',
    of,
    points: [
      { x, y },
      { x: columns.width - x, y },
    ],
    stroke: 'line',
    width: 1.75,
    dash: 'dashes',
  };
  const condition = conditionMarks(
    step.text,
    { x: x + 16, y: y + 20 },
    { of, inside: groundOf(cursor), room: columns.width - x - 24 },
  );
  return { marks: [border, ...condition], grounds: [], cursor: { ...cursor, y: y + (step.text === '' ? 6 : 30) } };
}

function closeMarks(cursor: Cursor, { columns, of }: Drawing): Drawn {
  const frame = cursor.open.at(-1);
  const y = cursor.y + 11;
  const depth = cursor.open.length - 1;
  const x = frameLeft(depth);
  const box = { x, y: frame?.y ?? y, width: columns.width - 2 * x, height: y - (frame?.y ?? y) };
  const ground: Mark = {
    kind: 'shape',
    of,
    form: 'rectangle',
    box,
    radius: 10,
    fill: depth % 2 === 0 ? 'group' : 'panel',
    stroke: 'group-edge',
    strokeWidth: 1.75,
    isGround: true,
  };
  return { marks: [], grounds: [ground], cursor: { ...cursor, y: y + 2, open: cursor.open.slice(0, -1) } };
}
