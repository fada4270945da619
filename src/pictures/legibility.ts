// Whether a scene can be read: nothing overlaps, nothing runs through a text, everything stands where it belongs, and it is large enough.
import { contains } from './outline.ts';
import type { Box, LineMark, Mark, Point, Scene, ShapeMark, TextMark } from './scene.ts';
import { grown } from './scene.ts';
import { lineHeight } from './words.ts';

export interface Flaw {
  readonly severity: 'error' | 'warning';
  /** The part of the diagram, where it is known. */
  readonly of?: string | undefined;
  readonly what: string;
}

/** A phone shows a picture of 1200 about this wide. */
const phoneWidth = 400;
/** Smaller than this on a phone nobody reads; below the second it takes an effort. */
const leastPx = 7;
const easyPx = 8.5;

/** Everything that is wrong with a scene in its frame; nothing for a good one. */
export function flawsOf(scene: Scene): readonly Flaw[] {
  const texts = scene.marks.filter((mark) => mark.kind === 'text');
  const shapes = scene.marks.filter((mark) => mark.kind === 'shape');
  const lines = scene.marks.filter((mark) => mark.kind === 'line');
  return [
    ...smallTexts(texts, scene.width),
    ...overlappingTexts(texts),
    ...texts.flatMap((text) => [...misplaced(text, shapes), ...crossedBy(text, lines), ...beyond(text, scene)]),
    ...overlappingShapes(shapes),
    ...lines.flatMap((line) => runsThrough(line, shapes)),
  ];
}

/** One flaw for the smallest text: all of a kind have the same size. */
function smallTexts(texts: readonly TextMark[], width: number): readonly Flaw[] {
  const [smallest] = [...texts].sort((one, other) => one.style.size - other.style.size);
  if (!smallest) return [];
  const px = (smallest.style.size * phoneWidth) / width;
  if (px >= easyPx) return [];
  const severity = px < leastPx ? 'error' : 'warning';
  // Rounded down: 8.46 must not read "is 8.5 px high, at least 8.5 px are wanted".
  const height = (Math.floor(px * 10) / 10).toFixed(1);
  const what = `"${shown(smallest)}" is ${height} px high on a phone, at least ${severity === 'error' ? leastPx : easyPx} px are wanted`;
  return [{ severity, of: smallest.of, what }];
}

const shown = (text: TextMark) => text.lines.join(' ');

/** What the letters cover, without the space between lines. */
function inkOf({ box, style }: TextMark): Box {
  const air = style.size * ((lineHeight - 1) / 2 + 0.08);
  return { x: box.x, y: box.y + air, width: box.width, height: box.height - 2 * air };
}

const overlaps = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

function overlappingTexts(texts: readonly TextMark[]): readonly Flaw[] {
  return texts.flatMap((text, index) =>
    texts
      .slice(index + 1)
      .filter((other) => overlaps(inkOf(text), inkOf(other)))
      .map((other): Flaw => error(text.of, `"${shown(text)}" and "${shown(other)}" overlap`)),
  );
}

const error = (of: string | undefined, what: string): Flaw => ({ severity: 'error', of, what });

/** Outside the shape that it belongs into, upon another one, or across a border. */
function misplaced(text: TextMark, shapes: readonly ShapeMark[]): readonly Flaw[] {
  const ink = inkOf(text);
  const flaws: Flaw[] = [];
  if (text.home && !contains(text.home.form, text.home.box, ink))
    flaws.push(error(text.of, `"${shown(text)}" does not fit into its shape`));
  for (const shape of shapes) {
    const isOwn = (text.of !== undefined && shape.of === text.of) || sameBox(shape.box, text.home?.box);
    if (!overlaps(ink, shape.box) || (isOwn && !shape.isGround)) continue;
    if (!shape.isGround) flaws.push(error(text.of, `"${shown(text)}" stands upon another shape`));
    else if (!inside(ink, shape.box)) flaws.push(error(text.of, `"${shown(text)}" stands across a border`));
  }
  return flaws;
}

const sameBox = (one: Box, other: Box | undefined) =>
  other !== undefined &&
  one.x === other.x &&
  one.y === other.y &&
  one.width === other.width &&
  one.height === other.height;

const inside = (inner: Box, outer: Box) =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height;

/** A line may end at its own label, and a quiet one may be interrupted by any text with a ground or a shape of its own. */
function crossedBy(text: TextMark, lines: readonly LineMark[]): readonly Flaw[] {
  const ink = inkOf(text);
  return lines
    .filter((line) => !(line.isQuiet && (text.backing || text.home)))
    .filter((line) => !(text.backing && line.of !== undefined && line.of === text.of))
    .filter((line) => pieces(line).some(([from, to]) => meets(from, to, ink)))
    .map(() => error(text.of, `a line runs through "${shown(text)}"`));
}

const pieces = ({ points }: LineMark): readonly (readonly [Point, Point])[] =>
  points.slice(1).map((to, index) => [points[index] ?? to, to]);

/** Whether a straight line touches a box (Liang and Barsky, 1984). */
function meets(from: Point, to: Point, box: Box): boolean {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  let [enter, leave] = [0, 1];
  const sides = [
    [-dx, from.x - box.x],
    [dx, box.x + box.width - from.x],
    [-dy, from.y - box.y],
    [dy, box.y + box.height - from.y],
  ] as const;
  for (const [towards, distance] of sides) {
    if (towards === 0 && distance < 0) return false;
    const at = distance / towards;
    if (towards < 0) enter = Math.max(enter, at);
    if (towards > 0) leave = Math.min(leave, at);
  }
  return enter <= leave;
}

function beyond(text: TextMark, { width, height }: Scene): readonly Flaw[] {
  const isWithin = inside(inkOf(text), { x: 0, y: 0, width, height });
  return isWithin ? [] : [error(text.of, `"${shown(text)}" reaches beyond the picture`)];
}

const standing = /^(node|class|participant|note):/;
const running = /^(edge|relation):/;

function overlappingShapes(shapes: readonly ShapeMark[]): readonly Flaw[] {
  const solid = shapes.filter(({ of }) => of !== undefined && standing.test(of));
  return solid.flatMap((shape, index) =>
    solid
      .slice(index + 1)
      .filter((other) => other.of !== shape.of && overlaps(grown(shape.box, -1), grown(other.box, -1)))
      .map((other) => error(shape.of, `${shape.of} and ${other.of} overlap`)),
  );
}

/** A connection through a shape at which it neither begins nor ends. */
function runsThrough(line: LineMark, shapes: readonly ShapeMark[]): readonly Flaw[] {
  if (line.of === undefined || !running.test(line.of)) return [];
  const ends = [line.points[0], line.points.at(-1)];
  return shapes
    .filter(({ of, box }) => of !== undefined && standing.test(of) && !ends.some((end) => end && touches(end, box)))
    .filter(({ box }) => pieces(line).some(([from, to]) => meets(from, to, grown(box, -2))))
    .map(({ of }) => error(line.of, `${line.of} runs through ${of}`));
}

const touches = (point: Point, box: Box) => inside({ ...point, width: 0, height: 0 }, grown(box, 1));

/** Texts by the part that they belong to, without white space: what was drawn of it. */
export function drawnWords(marks: readonly Mark[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const mark of marks) {
    if (mark.kind === 'icon' || mark.of === undefined) continue;
    const more = mark.kind === 'text' ? mark.lines.join('').replace(/\s/g, '') : '';
    words.set(mark.of, (words.get(mark.of) ?? '') + more);
  }
  return words;
}
