// How large the nodes and the labels of a graph are, and what they say line by line.
import type { GraphEdge, GraphNode } from '../diagram.ts';
import type { Role } from '../palette.ts';
import { lineHeight, type TextStyle, widestOf, wrap } from '../words.ts';

export const nodeStyle: TextStyle = { size: 20, weight: 600 };
export const edgeStyle: TextStyle = { size: 18, weight: 500 };
export const groupStyle: TextStyle = { size: 18, weight: 700 };
/** Across the start and the end of a state machine. */
const dotSize = 24;

export interface Sized {
  readonly lines: readonly string[];
  readonly width: number;
  readonly height: number;
}

/** A node around its label, which breaks at about `wrapWidth`. */
export function sizedNode(node: GraphNode, wrapWidth: number): Sized {
  if (node.form === 'start' || node.form === 'end') return { lines: [], width: dotSize, height: dotSize };
  if (node.label === '') return { lines: [], width: 40, height: 40 };
  const lines = wrap(node.label, node.form === 'diamond' ? wrapWidth * 0.8 : wrapWidth, nodeStyle);
  const width = widestOf(lines, nodeStyle);
  const height = lines.length * nodeStyle.size * lineHeight;
  return { lines, ...around(node.form, width, height) };
}

/** The least room around a text of that size, with some air. */
function around(form: GraphNode['form'], width: number, height: number): { width: number; height: number } {
  switch (form) {
    case 'diamond': {
      // Half the text's width and half its height, as parts of the shape's, must add up to less than one.
      const tall = Math.max(76, height * 2.1 + 14);
      return { width: Math.max(120, (width + 8) / (1 - (height + 4) / tall)), height: tall };
    }
    case 'circle': {
      const across = Math.max(64, Math.hypot(width, height) + 14);
      return { width: across, height: across };
    }
    case 'cylinder':
      return { width: Math.max(90, width + 32), height: (height + 22) * 1.28 };
    case 'hexagon':
      return { width: width + 24 + 0.68 * (height + 24), height: height + 24 };
    case 'subroutine':
      return { width: width + 18 + 0.4 * (height + 24), height: height + 24 };
    case 'stadium':
      return { width: width + 18 + (height + 22) * 0.62, height: height + 22 };
    default:
      return { width: Math.max(90, width + 32), height: height + 24 };
  }
}

/** An edge's label; nothing for none. */
export function sizedLabel(edge: Pick<GraphEdge, 'label'>, wrapWidth: number): Sized | undefined {
  if (edge.label === '') return undefined;
  const lines = wrap(edge.label, wrapWidth, edgeStyle);
  return { lines, width: widestOf(lines, edgeStyle) + 14, height: lines.length * edgeStyle.size * lineHeight + 8 };
}

const roleOfForm: Readonly<Record<GraphNode['form'], Role>> = {
  stadium: 'client',
  circle: 'client',
  rectangle: 'service',
  rounded: 'service',
  hexagon: 'gateway',
  cylinder: 'store',
  subroutine: 'queue',
  diamond: 'decision',
  start: 'service',
  end: 'service',
};

/** A shape says what a node is for; an emphasis says it louder. */
export const roleOf = ({ form, emphasis }: GraphNode): Role => emphasis ?? roleOfForm[form];
