// Lines with round bends, and the heads at their ends.
import type { Head, LineMark, Point } from './scene.ts';

/** At most two digits behind the point. */
export const short = (value: number): string => String(Math.round(value * 100) / 100);
const at = ({ x, y }: Point) => `${short(x)} ${short(y)}`;
const distance = (one: Point, other: Point) => Math.hypot(other.x - one.x, other.y - one.y);

/** The point at a distance from `from` towards `to`. */
function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

/** Path data; a bend is round by `radius`, or by less where its lines are short. */
export function linePath(points: readonly Point[], radius: number): string {
  const [first = { x: 0, y: 0 }] = points;
  const last = points.at(-1) ?? first;
  const bends = points.slice(1, -1).map((bend, index) => {
    const before = points[index] ?? bend;
    const after = points[index + 2] ?? bend;
    const round = Math.min(radius, distance(before, bend) / 2, distance(bend, after) / 2);
    return `L${at(towards(bend, before, round))}Q${at(bend)} ${at(towards(bend, after, round))}`;
  });
  return `M${at(first)}${bends.join('')}L${at(last)}`;
}

/** How long a head is, for a line of one unit's width; the second number is how far the line stays away from the tip. */
const lengths: Readonly<Record<Head, readonly [number, number]>> = {
  arrow: [5.4, 4],
  open: [5, 0.5],
  cross: [6, 6],
  triangle: [7, 7],
  diamond: [9, 9],
  'diamond-open': [9, 9],
};

/** The line without what its heads cover. */
export function shortened({ points, start, end, ...mark }: LineMark): readonly Point[] {
  const width = mark.headWidth ?? mark.width;
  const kept = [...points];
  const [first, second] = kept;
  if (start && first && second) kept[0] = towards(first, second, lengths[start][1] * width);
  const [last, before] = [kept.at(-1), kept.at(-2)];
  if (end && last && before) kept[kept.length - 1] = towards(last, before, lengths[end][1] * width);
  return kept;
}

/** A head as SVG; '' for none. Open heads are filled with the ground. */
export function headOf(
  { points, ...mark }: LineMark,
  place: 'start' | 'end',
  { stroke, ground }: { stroke: string; ground: string },
): string {
  const head = mark[place];
  const width = mark.headWidth ?? mark.width;
  const tip = place === 'end' ? points.at(-1) : points[0];
  const from = place === 'end' ? points.at(-2) : points[1];
  if (!head || !tip || !from) return '';
  const angle = Math.atan2(tip.y - from.y, tip.x - from.x);
  const spot = (back: number, side: number): string => {
    const [dx, dy] = [-back * width, side * width];
    return at({
      x: tip.x + dx * Math.cos(angle) - dy * Math.sin(angle),
      y: tip.y + dx * Math.sin(angle) + dy * Math.cos(angle),
    });
  };
  const edge = `stroke="${stroke}" stroke-width="${short(width)}" stroke-linejoin="round" stroke-linecap="round"`;
  switch (head) {
    case 'arrow':
      return `<polygon points="${spot(0, 0)} ${spot(5.4, -2.7)} ${spot(4.2, 0)} ${spot(5.4, 2.7)}" fill="${stroke}"/>`;
    case 'open':
      return `<path d="M${spot(5, -3)}L${spot(0.5, 0)}L${spot(5, 3)}" fill="none" ${edge}/>`;
    case 'cross':
      return `<path d="M${spot(8, -3)}L${spot(2, 3)}M${spot(8, 3)}L${spot(2, -3)}M${spot(6, 0)}L${spot(5, 0)}" fill="none" ${edge}/>`;
    case 'triangle':
      return `<polygon points="${spot(0.5, 0)} ${spot(7, -3.6)} ${spot(7, 3.6)}" fill="${ground}" ${edge}/>`;
    case 'diamond':
    case 'diamond-open':
      return `<polygon points="${spot(0.5, 0)} ${spot(4.75, -2.8)} ${spot(9, 0)} ${spot(4.75, 2.8)}" fill="${head === 'diamond' ? stroke : ground}" ${edge}/>`;
    default:
      return head satisfies never;
  }
}
