// A flowchart or a state machine as a scene: the direction and the line breaks that make it largest on a phone.
import type { Direction, Graph, GraphEdge, GraphNode } from '../diagram.ts';
import { ontoOutline } from '../outline.ts';
import { type Box, centreOf, disc, type LineMark, type Mark, type Point, type Scene, textAt } from '../scene.ts';
import { edgeStyle, nodeStyle, roleOf, type Sized, sizedLabel, sizedNode } from './boxes.ts';
import { type Layout, place } from './elk.ts';
import { groupMarks, placedGroups, type TitlePlace, type TitlePlaces, titlePlaces, unclearTitles } from './groups.ts';

/** About what the frame leaves to a drawing. */
const room = { width: 1076, height: 870 };
/** A direction that the author chose may be this much smaller than another. */
const authorsBonus = 1.08;
/** Below it the labels of edges have less than 7.5 px on a phone. */
const leastScale = 1.25;
/** Going on beside the beginning costs the reader a jump: it must make the drawing this much larger. */
const wrappedGain = 1.2;
/** Between neighbours. */
const nearGap = 28;
const wideGap = 72;
/** Where labels of nodes and of edges break. */
const breaks = [
  { node: 190, edge: 150 },
  { node: 140, edge: 110 },
] as const;

interface Attempt {
  readonly layout: Layout;
  readonly nodes: ReadonlyMap<string, Sized>;
  readonly labels: readonly (Sized | undefined)[];
  readonly titles: TitlePlaces;
  /** Groups whose title an edge crosses. */
  readonly unclear: readonly string[];
}

/** The best of several layouts. */
export async function drawGraph(graph: Graph): Promise<Scene> {
  const directions = [...new Set<Direction>([graph.direction, 'down', 'right'])];
  const manners = directions.flatMap((direction) => breaks.map((wrap): Manner => ({ direction, wrap, gap: nearGap })));
  const plain = await bestOf(graph, manners);
  const { width, height } = plain.attempt.layout;
  // A long chain goes on beside its beginning where it would get too small otherwise.
  const isSmall = scaleOf(plain.attempt) < leastScale && graph.groups.length === 0;
  const wrapped = isSmall
    ? await bestOf(
        graph,
        manners.map((manner) => ({ ...manner, isWrapped: true })),
      )
    : plain;
  if (wrapped.score > plain.score * wrappedGain) return sceneOf(graph, wrapped.attempt);
  // A narrow drawing breathes better when its branches stand apart; it must not get smaller for that.
  const wide = width < height * 0.7 ? await rated(graph, { ...plain.manner, gap: wideGap }) : plain;
  return sceneOf(graph, wide.score >= plain.score * 0.97 ? wide.attempt : plain.attempt);
}

async function bestOf(graph: Graph, manners: readonly Manner[]): Promise<Rated> {
  let best: Rated | undefined;
  for (const manner of manners) {
    const other = await rated(graph, manner);
    if (!best || other.score > best.score) best = other;
  }
  if (!best) throw new RangeError('there is at least one manner');
  return best;
}

interface Manner {
  readonly direction: Direction;
  readonly wrap: (typeof breaks)[number];
  readonly gap: number;
  readonly isWrapped?: boolean;
}

interface Rated {
  readonly attempt: Attempt;
  readonly manner: Manner;
  readonly score: number;
}

const scaleOf = ({ layout }: Attempt) => Math.min(room.width / layout.width, room.height / layout.height);

/** The scale at which it fits; a title that an edge crosses counts heavily. */
async function rated(graph: Graph, manner: Manner): Promise<Rated> {
  const attempt = await tried(graph, manner);
  const bonus = manner.direction === graph.direction ? authorsBonus : 1;
  return { attempt, manner, score: scaleOf(attempt) * bonus * (attempt.unclear.length > 0 ? 0.5 : 1) };
}

/** Lays out again while an edge crosses a title, with that title at its next place. */
async function tried(graph: Graph, manner: Manner): Promise<Attempt> {
  const places = new Map<string, TitlePlace>();
  let best = await attempt(graph, manner, places);
  for (const next of titlePlaces.slice(1)) {
    if (best.unclear.length === 0) return best;
    for (const id of best.unclear) places.set(id, next);
    const other = await attempt(graph, manner, new Map(places));
    if (other.unclear.length < best.unclear.length) best = other;
  }
  return best;
}

async function attempt(graph: Graph, { wrap, ...manner }: Manner, titles: TitlePlaces): Promise<Attempt> {
  const nodes = new Map(graph.nodes.map((node) => [node.id, sizedNode(node, wrap.node)]));
  const labels = graph.edges.map((edge) => sizedLabel(edge, wrap.edge));
  const layout = await place({
    ...manner,
    boxes: graph.nodes.map(({ id, group }) => {
      const { width, height } = nodes.get(id) ?? { width: 0, height: 0 };
      return { id, group, width, height };
    }),
    groups: placedGroups(graph.groups, titles),
    connections: graph.edges.map(({ from, to }, index) => ({ from, to, label: labels[index] })),
  });
  return { layout, nodes, labels, titles, unclear: unclearTitles(graph.groups, layout, titles) };
}

function sceneOf(graph: Graph, attempt: Attempt): Scene {
  const { layout } = attempt;
  const grounds = groupMarks(graph.groups, layout, attempt.titles);
  const marks: readonly Mark[] = [
    ...grounds.shapes,
    ...graph.edges.map((edge, index) => edgeMark(graph, layout, { edge, index })),
    ...graph.edges.flatMap((_, index) => labelMarks(attempt, graph, index)),
    ...grounds.titles,
    ...graph.nodes.flatMap((node) => nodeMarks(node, layout.boxes.get(node.id), attempt.nodes.get(node.id))),
  ];
  return { width: layout.width, height: layout.height, marks };
}

function edgeMark(graph: Graph, layout: Layout, { edge, index }: { edge: GraphEdge; index: number }): LineMark {
  const points = [...(layout.routes[index]?.points ?? [])];
  const ends = [
    [0, edge.from],
    [points.length - 1, edge.to],
  ] as const;
  for (const [end, id] of ends) {
    const point = points[end];
    if (point) points[end] = onNode(graph, layout, { id, point });
  }
  return {
    kind: 'line',
    of: edgeId(index),
    points,
    stroke: 'line',
    width: edge.stroke === 'thick' ? 4 : 2.25,
    headWidth: edge.stroke === 'thick' ? 2.8 : 2.25,
    ...(edge.stroke === 'dotted' ? { dash: 'dots' as const } : {}),
    ...(edge.heads === 'both' ? { start: 'arrow' as const } : {}),
    ...(edge.heads === 'none' ? {} : { end: 'arrow' as const }),
  };
}

/** ELK routes to the bounding box; the line goes on to the real outline. */
function onNode(graph: Graph, layout: Layout, { id, point }: { id: string; point: Point }): Point {
  const node = graph.nodes.find((each) => each.id === id);
  const box = layout.boxes.get(id);
  if (!node || !box || node.form === 'start' || node.form === 'end') return point;
  return ontoOutline(node.form, box, point);
}

function labelMarks({ layout, labels }: Attempt, graph: Graph, index: number): readonly Mark[] {
  const [label, box] = [labels[index], layout.routes[index]?.label];
  if (!label || !box) return [];
  const edge = graph.edges[index];
  const inside = edge && graph.groups.length > 0 ? groundAt(graph, layout, centreOf(box)) : 'panel';
  return [textAt(label.lines, centreOf(box), { of: edgeId(index), style: edgeStyle, fill: 'sub', backing: inside })];
}

/** What a label stands on: the panel, or a group. */
function groundAt(graph: Graph, layout: Layout, at: Point): 'panel' | 'group' {
  const around = graph.groups.filter(({ id }) => {
    const box = layout.boxes.get(id);
    return box && at.x > box.x && at.x < box.x + box.width && at.y > box.y && at.y < box.y + box.height;
  });
  return around.length % 2 === 1 ? 'group' : 'panel';
}

const edgeId = (index: number) => `edge:${index}`;

function nodeMarks(node: GraphNode, box: Box | undefined, sized: Sized | undefined): readonly Mark[] {
  if (!box || !sized) return [];
  const of = `node:${node.id}`;
  const centre = centreOf(box);
  if (node.form === 'start') return [disc(centre, 11, { of, fill: 'ink' })];
  if (node.form === 'end') {
    return [disc(centre, 11, { of, stroke: 'ink', strokeWidth: 2.5 }), disc(centre, 5.5, { fill: 'ink' })];
  }
  const role = roleOf(node);
  const shape: Mark = {
    kind: 'shape',
    of,
    form: node.form,
    box,
    radius: 12,
    fill: `${role}-fill`,
    stroke: `${role}-edge`,
    strokeWidth: 2.25,
  };
  if (sized.lines.length === 0) return [shape];
  const middle = node.form === 'cylinder' ? { x: centre.x, y: centre.y + box.height * 0.09 } : centre;
  return [shape, textAt(sized.lines, middle, { of, style: nodeStyle, fill: 'ink', home: { form: node.form, box } })];
}
