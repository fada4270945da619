// The one place that speaks to ELK: boxes and connections in, places and bends out.
import ELK, { type ElkExtendedEdge, type ElkNode } from 'elkjs/lib/elk.bundled.js';
import type { Direction } from '../diagram.ts';
import type { Box, Point } from '../scene.ts';

export interface PlacedBox {
  readonly id: string;
  readonly width: number;
  readonly height: number;
  /** The id of the group around it. */
  readonly group?: string | undefined;
}

export interface PlacedGroup {
  readonly id: string;
  readonly parent?: string | undefined;
  readonly minWidth: number;
  /** Room inside its border, where the title stands. */
  readonly padding: { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number };
}

export interface Connection {
  readonly from: string;
  readonly to: string;
  readonly label?: { readonly width: number; readonly height: number } | undefined;
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** By the id of a box or a group. */
  readonly boxes: ReadonlyMap<string, Box>;
  /** In the order of the connections. */
  readonly routes: readonly { readonly points: readonly Point[]; readonly label?: Box }[];
}

export interface Wanted {
  readonly direction: Direction;
  readonly boxes: readonly PlacedBox[];
  readonly groups: readonly PlacedGroup[];
  readonly connections: readonly Connection[];
  /** Between neighbours. */
  readonly gap: number;
  /** A long chain may go on beside its beginning. Not together with groups. */
  readonly isWrapped?: boolean;
}

const rootId = '(root)';

/** Orthogonal layers; what was written first stands first (docs: eclipse.dev/elk, layered). */
const options = {
  'elk.algorithm': 'layered',
  'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.spacing.nodeNodeBetweenLayers': '27',
  'elk.spacing.nodeSelfLoop': '30',
  'elk.spacing.edgeNode': '22',
  'elk.spacing.edgeEdge': '18',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '14',
  'elk.spacing.edgeLabel': '4',
  'elk.layered.considerModelOrder.strategy': 'NODES_AND_EDGES',
  'elk.layered.cycleBreaking.strategy': 'MODEL_ORDER',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.padding': '[top=6,left=6,bottom=6,right=6]',
  'org.eclipse.elk.json.edgeCoords': 'ROOT',
  'org.eclipse.elk.json.shapeCoords': 'ROOT',
} as const;

/** Cuts a long drawing where few edges cross the cut, about as wide as the frame's room. */
const wrapping = {
  'elk.layered.wrapping.strategy': 'MULTI_EDGE',
  'elk.layered.wrapping.additionalEdgeSpacing': '24',
  'elk.aspectRatio': '1.2',
} as const;

let engine: InstanceType<typeof ELK.default> | undefined;

/** Lays everything out. The same input gives the same output. */
export async function place(wanted: Wanted): Promise<Layout> {
  engine ??= new ELK.default();
  const { boxes, groups, connections } = wanted;
  const graph: ElkNode = {
    id: rootId,
    layoutOptions: {
      ...options,
      'elk.direction': wanted.direction.toUpperCase(),
      'elk.spacing.nodeNode': String(wanted.gap),
      ...(wanted.isWrapped ? wrapping : {}),
    },
    children: childrenOf(undefined, boxes, groups),
    edges: connections.map(edgeOf),
  };
  const result: ElkNode = await engine.layout(graph);
  return {
    width: result.width ?? 0,
    height: result.height ?? 0,
    boxes: new Map(boxesIn(result)),
    routes: (result.edges ?? []).map(routeOf),
  };
}

/** Groups stand where their first box does, or the picture begins upside down. */
function childrenOf(group: string | undefined, boxes: readonly PlacedBox[], groups: readonly PlacedGroup[]): ElkNode[] {
  const placeOf = (id: string): number => {
    const own = boxes.findIndex((box) => box.id === id);
    if (own >= 0) return own;
    const inside = boxes.findIndex((box) => box.group === id);
    const nested = groups.filter((each) => each.parent === id).map((each) => placeOf(each.id));
    return Math.min(...nested, inside < 0 ? Number.POSITIVE_INFINITY : inside);
  };
  const own = boxes
    .filter((box) => box.group === group)
    .map(({ id, width, height }): ElkNode => ({ id, width, height }));
  const nested = groups.filter((each) => each.parent === group).map((each) => groupOf(each, boxes, groups));
  return [...own, ...nested].sort((one, other) => placeOf(one.id) - placeOf(other.id));
}

function groupOf(group: PlacedGroup, boxes: readonly PlacedBox[], groups: readonly PlacedGroup[]): ElkNode {
  const { top, left, bottom, right } = group.padding;
  return {
    id: group.id,
    children: childrenOf(group.id, boxes, groups),
    layoutOptions: {
      'elk.padding': `[top=${top},left=${left},bottom=${bottom},right=${right}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': `(${group.minWidth},0)`,
    },
  };
}

const edgeOf = ({ from, to, label }: Connection, index: number): ElkExtendedEdge => ({
  id: `edge ${index}`,
  sources: [from],
  targets: [to],
  labels: label ? [{ text: ' ', ...label, layoutOptions: { 'elk.edgeLabels.inline': 'true' } }] : [],
});

function boxesIn(node: ElkNode): readonly (readonly [string, Box])[] {
  const { id, x = 0, y = 0, width = 0, height = 0, children = [] } = node;
  const inner = children.flatMap(boxesIn);
  return id === rootId ? inner : [[id, { x, y, width, height }], ...inner];
}

function routeOf({ sections, labels }: ElkExtendedEdge): Layout['routes'][number] {
  const [section] = sections ?? [];
  const points = section ? [section.startPoint, ...(section.bendPoints ?? []), section.endPoint] : [];
  const [label] = labels ?? [];
  if (!label) return { points };
  const { x = 0, y = 0, width = 0, height = 0 } = label;
  return { points, label: { x, y, width, height } };
}
