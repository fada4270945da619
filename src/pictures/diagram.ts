// What a picture's source says, as plain data: the six Mermaid kinds that we draw, and the table.

/** `:::ok`, `:::bad` and `:::warn` in the source. */
export type Emphasis = 'ok' | 'bad' | 'warn';
export type Direction = 'down' | 'up' | 'right' | 'left';

export type NodeForm =
  | 'rectangle'
  | 'rounded'
  | 'stadium'
  | 'cylinder'
  | 'subroutine'
  | 'hexagon'
  | 'diamond'
  | 'circle'
  | 'start'
  | 'end';

export interface GraphNode {
  readonly id: string;
  /** Empty for the start and the end of a state machine. Line breaks are "\n". */
  readonly label: string;
  readonly form: NodeForm;
  readonly emphasis?: Emphasis;
  /** The id of the group that it stands in. */
  readonly group?: string;
  readonly line: number;
}

export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** '' for none. */
  readonly label: string;
  readonly stroke: 'solid' | 'dotted' | 'thick';
  readonly heads: 'none' | 'end' | 'both';
  readonly line: number;
}

export interface GraphGroup {
  readonly id: string;
  readonly title: string;
  readonly parent?: string;
  readonly line: number;
}

/** A flowchart or a state machine. */
export interface Graph {
  readonly kind: 'flowchart' | 'state';
  readonly direction: Direction;
  /** In the order of their first mention. */
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  readonly groups: readonly GraphGroup[];
}

export interface Participant {
  readonly id: string;
  readonly label: string;
  readonly isPerson: boolean;
  readonly line: number;
}

export type FrameKind = 'loop' | 'alt' | 'opt' | 'par' | 'critical' | 'break';

export type Step =
  | {
      readonly kind: 'message';
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly isDashed: boolean;
      /** An arrow, an open arrow (no wait for an answer), a cross (lost), or a plain line. */
      readonly head: 'arrow' | 'open' | 'cross' | 'none';
      readonly line: number;
    }
  | {
      readonly kind: 'note';
      readonly side: 'over' | 'left' | 'right';
      /** One participant, or the first and the last that it spans. */
      readonly of: readonly string[];
      readonly text: string;
      readonly line: number;
    }
  | { readonly kind: 'open'; readonly frame: FrameKind; readonly text: string; readonly line: number }
  | { readonly kind: 'branch'; readonly text: string; readonly line: number }
  | { readonly kind: 'close'; readonly line: number };

export interface Sequence {
  readonly kind: 'sequence';
  readonly isNumbered: boolean;
  readonly participants: readonly Participant[];
  readonly steps: readonly Step[];
}

export interface Timeline {
  readonly kind: 'timeline';
  /** '' for none. */
  readonly title: string;
  readonly sections: readonly {
    /** '' for periods above the first section. */
    readonly title: string;
    readonly periods: readonly { readonly label: string; readonly events: readonly string[]; readonly line: number }[];
    readonly line: number;
  }[];
}

export interface Series {
  readonly kind: 'bar' | 'line';
  /** '' for none. */
  readonly name: string;
  readonly values: readonly number[];
  readonly line: number;
}

export interface Chart {
  readonly kind: 'chart';
  readonly title: string;
  readonly xTitle: string;
  /** One for each value. */
  readonly labels: readonly string[];
  readonly yTitle: string;
  /** The ends of the y axis; from the data when they are not written. */
  readonly yRange?: readonly [number, number];
  readonly series: readonly Series[];
}

export interface ClassBox {
  readonly id: string;
  readonly title: string;
  /** Such as "interface"; '' for none. */
  readonly stereotype: string;
  readonly fields: readonly string[];
  readonly methods: readonly string[];
  readonly line: number;
}

export type RelationHead = 'none' | 'arrow' | 'triangle' | 'diamond' | 'diamond-open';

export interface Relation {
  readonly from: string;
  readonly to: string;
  readonly fromHead: RelationHead;
  readonly toHead: RelationHead;
  readonly isDashed: boolean;
  readonly label: string;
  /** Such as "1" or "many"; '' for none. */
  readonly fromCount: string;
  readonly toCount: string;
  readonly line: number;
}

export interface Classes {
  readonly kind: 'classes';
  readonly direction: Direction;
  readonly classes: readonly ClassBox[];
  readonly relations: readonly Relation[];
}

export interface Table {
  readonly kind: 'table';
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export type Diagram = Graph | Sequence | Timeline | Chart | Classes | Table;
