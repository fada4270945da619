// A drawing before it is a picture: marks with places, which can be checked, scaled and written as SVG.
import type { NodeForm } from './diagram.ts';
import type { Paint } from './palette.ts';
import { lineHeight, type TextStyle, widestOf } from './words.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

/** The outline of a shape: that of a node, a class, or a tab at the corner of a frame. */
export type Form = Exclude<NodeForm, 'start' | 'end'> | 'tab';

export interface ShapeMark {
  readonly kind: 'shape';
  /** The part of the diagram that it stands for; absent for decoration. */
  readonly of?: string;
  readonly form: Form;
  readonly box: Box;
  /** Of a rectangle's corners. */
  readonly radius?: number;
  readonly fill?: Paint;
  readonly stroke?: Paint;
  readonly strokeWidth?: number;
  readonly isDashed?: boolean;
  /** Others may stand in it: a group, a frame, the panel, a bar's track. */
  readonly isGround?: boolean;
}

export type Head = 'arrow' | 'open' | 'cross' | 'triangle' | 'diamond' | 'diamond-open';

export interface LineMark {
  readonly kind: 'line';
  readonly of?: string;
  /** At least two. */
  readonly points: readonly Point[];
  readonly stroke: Paint;
  readonly width: number;
  readonly dash?: 'dots' | 'dashes';
  readonly start?: Head;
  readonly end?: Head;
  /** By which heads are measured; the line's own width unless given. */
  readonly headWidth?: number;
  /** What an open head is filled with. */
  readonly ground?: Paint;
  /** Of the bends; 8 unless given. */
  readonly radius?: number;
  /** A text with a backing may interrupt it: a lifeline, a grid line. */
  readonly isQuiet?: boolean;
}

export interface TextMark {
  readonly kind: 'text';
  readonly of?: string;
  readonly lines: readonly string[];
  /** Exactly around the lines. */
  readonly box: Box;
  readonly style: TextStyle;
  readonly fill: Paint;
  readonly align: 'start' | 'middle' | 'end';
  /** The shape that it belongs into. */
  readonly home?: { readonly form: Form; readonly box: Box };
  /** A ground of this colour behind it, so that what it interrupts does not touch it. */
  readonly backing?: Paint;
}

export interface IconMark {
  readonly kind: 'icon';
  readonly icon: 'check' | 'arch';
  readonly box: Box;
  readonly stroke: Paint;
}

export type Mark = ShapeMark | LineMark | TextMark | IconMark;

export interface Scene {
  readonly width: number;
  readonly height: number;
  /** Painted in this order. */
  readonly marks: readonly Mark[];
}

interface Placing extends Omit<TextMark, 'kind' | 'lines' | 'box' | 'align'> {
  readonly align?: TextMark['align'];
}

/** Lines around a point: their middle by default, or their left or right end; always centred upright. */
export function textAt(lines: readonly string[], at: Point, { align = 'middle', ...rest }: Placing): TextMark {
  const width = widestOf(lines, rest.style);
  const height = lines.length * rest.style.size * lineHeight;
  const x = at.x - { start: 0, middle: width / 2, end: width }[align];
  return { kind: 'text', lines, align, box: { x, y: at.y - height / 2, width, height }, ...rest };
}

/** A ring or a disc. */
export const disc = (
  at: Point,
  radius: number,
  look: Pick<ShapeMark, 'of' | 'fill' | 'stroke' | 'strokeWidth'>,
): ShapeMark => ({
  kind: 'shape',
  form: 'circle',
  box: { x: at.x - radius, y: at.y - radius, width: 2 * radius, height: 2 * radius },
  ...look,
});

export const centreOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** The box made larger by `by` on every side. */
export const grown = ({ x, y, width, height }: Box, by: number): Box => ({
  x: x - by,
  y: y - by,
  width: width + 2 * by,
  height: height + 2 * by,
});

/** Where a scene goes: scaled first, then moved. */
export interface Move {
  readonly scale: number;
  readonly dx: number;
  readonly dy: number;
}

export function movedMark(mark: Mark, move: Move): Mark {
  const { scale } = move;
  const at = ({ x, y }: Point): Point => ({ x: x * scale + move.dx, y: y * scale + move.dy });
  const box = (from: Box): Box => ({ ...at(from), width: from.width * scale, height: from.height * scale });
  switch (mark.kind) {
    case 'shape': {
      const { radius, strokeWidth } = mark;
      return {
        ...mark,
        box: box(mark.box),
        ...(radius === undefined ? {} : { radius: radius * scale }),
        ...(strokeWidth === undefined ? {} : { strokeWidth: strokeWidth * scale }),
      };
    }
    case 'line':
      return {
        ...mark,
        points: mark.points.map(at),
        width: mark.width * scale,
        headWidth: (mark.headWidth ?? mark.width) * scale,
        radius: (mark.radius ?? 8) * scale,
      };
    case 'text': {
      const { size, tracking } = mark.style;
      const style = {
        ...mark.style,
        size: size * scale,
        ...(tracking === undefined ? {} : { tracking: tracking * scale }),
      };
      const home = mark.home && { ...mark.home, box: box(mark.home.box) };
      return { ...mark, style, box: box(mark.box), ...(home ? { home } : {}) };
    }
    case 'icon':
      return { ...mark, box: box(mark.box) };
    default:
      return mark satisfies never;
  }
}
