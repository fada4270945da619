// What is known of a graph while it is read: nodes by their first mention, edges, and the groups that are open.
import type { Emphasis, Graph, GraphEdge, GraphGroup, GraphNode } from '../diagram.ts';
import type { Reading } from './source.ts';

export interface Builder {
  readonly reading: Reading;
  readonly nodes: Map<string, GraphNode>;
  readonly edges: GraphEdge[];
  readonly groups: GraphGroup[];
  /** Ids of the groups that are open, the innermost last. */
  readonly stack: string[];
  result(): Pick<Graph, 'nodes' | 'edges' | 'groups'>;
}

export function createBuilder(reading: Reading): Builder {
  const builder: Builder = {
    reading,
    nodes: new Map(),
    edges: [],
    groups: [],
    stack: [],
    result: () => checked(builder),
  };
  return builder;
}

export interface Mention {
  readonly id: string;
  readonly line: number;
  readonly label?: string;
  readonly form?: GraphNode['form'];
  readonly emphasis?: Emphasis | undefined;
  /** The mention alone makes no node. */
  readonly mustExist?: boolean;
}

/**
 * Adds a node at its first mention; a later one may add its label, never change it. As in Mermaid, a node belongs to the
 * first group that mentions it.
 */
export function mention(builder: Builder, seen: Mention): void {
  const { refuse } = builder.reading;
  const known = builder.nodes.get(seen.id);
  if (!known && seen.mustExist) {
    refuse(seen.line, `there is no node "${seen.id}"`, 'name a node that stands above');
    return;
  }
  if (builder.groups.some((group) => group.id === seen.id)) {
    refuse(seen.line, `"${seen.id}" is a group; an arrow goes from node to node`, 'name a node inside the group');
    return;
  }
  const group = builder.stack.at(-1);
  if (!known) {
    const { id, label = seen.id, form = 'rectangle', line, emphasis } = seen;
    builder.nodes.set(id, { id, label, form, line, ...(emphasis ? { emphasis } : {}), ...(group ? { group } : {}) });
    return;
  }
  if (seen.label !== undefined && known.label !== known.id && known.label !== seen.label) {
    refuse(seen.line, `"${seen.id}" has two labels`, `${seen.id} without a label, or another id`);
    return;
  }
  builder.nodes.set(seen.id, {
    ...known,
    ...(seen.label === undefined ? {} : { label: seen.label, form: seen.form ?? known.form }),
    ...(seen.emphasis ? { emphasis: seen.emphasis } : {}),
    ...(known.group === undefined && group ? { group } : {}),
  });
}

function checked({ reading, nodes, edges, groups }: Builder): Pick<Graph, 'nodes' | 'edges' | 'groups'> {
  const all = [...nodes.values()];
  if (all.length === 0 && reading.isClean())
    reading.refuse(reading.head.number, 'the picture is empty', 'a[Client] --> b[Server]');
  for (const group of groups) {
    const isEmpty = !all.some((node) => node.group === group.id) && !groups.some((each) => each.parent === group.id);
    if (isEmpty) reading.refuse(group.line, `the group "${group.title}" is empty`, 'mention a node inside it first');
  }
  return { nodes: all, edges, groups };
}
