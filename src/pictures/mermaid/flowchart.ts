// Reads `flowchart`: nodes in eight shapes, arrows with labels, groups, and the three emphases.
import type { Graph, GraphEdge, GraphGroup, GraphNode } from '../diagram.ts';
import { type Builder, createBuilder, mention } from './graph-builder.ts';
import { directions, labelOf, type Reading, type SourceLine } from './source.ts';

/** Opening mark, closing mark, shape; the longest opening first. */
const shapes: readonly (readonly [string, string, GraphNode['form']])[] = [
  ['([', '])', 'stadium'],
  ['[(', ')]', 'cylinder'],
  ['[[', ']]', 'subroutine'],
  ['((', '))', 'circle'],
  ['{{', '}}', 'hexagon'],
  ['[', ']', 'rectangle'],
  ['(', ')', 'rounded'],
  ['{', '}', 'diamond'],
];
const strokes: Readonly<Record<string, GraphEdge['stroke']>> = { '-': 'solid', '.': 'dotted', '=': 'thick' };

/** An arrow and nothing that would make it another one (`--->`, `--x`, `--o`). */
const arrow =
  /\s*((?:<-->|<-\.->|<==>|-->|-\.->|==>)(?![-=.>])|(?:---|-\.-|===)(?![-=.>ox]))\s*(?:\|\s*("[^"]*"|[^|"]*)\|\s*|\|\s*("[^"]*")\s*\|\s*)?/y;
const nodeId = /([A-Za-z]\w*)(?!\w*-\w)/y;
const words = /^(end|graph|flowchart|subgraph|class|classDef|click|style|linkStyle|default|direction|href|call)$/i;
const keyword = /^(direction|style|linkStyle|click|accTitle|accDescr|href)\b/;
/** GitHub's colours for the emphases; the picture has its own. */
const classDef = /^classDef\s+(ok|bad|warn)\s+[\w#:,.% -]+$/;

/** The graph, as far as it could be read; what could not be read was refused. */
export function readFlowchart(reading: Reading): Graph {
  const { head, refuse } = reading;
  const [, direction] = /^(?:flowchart|graph)\s+(TD|TB|BT|LR|RL)$/.exec(head.text) ?? [];
  if (direction === undefined) refuse(head.number, 'a flowchart names its direction and nothing else', 'flowchart TD');
  const builder = createBuilder(reading);
  for (const line of reading.lines) readLine(line, builder);
  const open = builder.stack.at(-1);
  if (open !== undefined) refuse(head.number, `the group "${open}" has no end`, 'end');
  return { kind: 'flowchart', direction: directions[direction ?? 'TD'] ?? 'down', ...builder.result() };
}

function readLine(line: SourceLine, builder: Builder): void {
  const { refuse } = builder.reading;
  const { text, number } = line;
  if (text.endsWith(';')) {
    refuse(number, 'a semicolon at the end', text.replace(/;+$/, ''));
    return;
  }
  if (/^subgraph\b/.test(text)) {
    openGroup(line, builder);
    return;
  }
  if (text === 'end') {
    closeGroup(line, builder);
    return;
  }
  if (text.startsWith('classDef')) {
    if (!classDef.test(text))
      refuse(number, 'a class other than ok, bad and warn', 'classDef ok fill:#E8FAF3,stroke:#059669');
    return;
  }
  if (/^class\s/.test(text)) {
    emphasise(line, builder);
    return;
  }
  const [word] = keyword.exec(text) ?? [];
  if (word !== undefined) {
    refuse(number, `"${word}" is outside the subset`, 'delete the line');
    return;
  }
  readStatement(line, builder);
}

function openGroup({ text, number }: SourceLine, builder: Builder): void {
  const { refuse } = builder.reading;
  const named = /^subgraph\s+([A-Za-z]\w*)\s*\[(.+)\]$/.exec(text) ?? /^subgraph\s+([A-Za-z]\w*)$/.exec(text);
  const id = named?.[1];
  const title = named === null ? undefined : labelOf(named[2] ?? named[1] ?? '', number, builder.reading);
  if (id === undefined || title === undefined) {
    if (!named) refuse(number, 'a group needs an id and a title', 'subgraph zone[Zone A]');
    return void builder.stack.push('');
  }
  if (builder.stack.length > 1) refuse(number, 'a group three levels deep', 'two levels are enough for a phone');
  const parent = builder.stack.at(-1);
  const group: GraphGroup = { id, title, line: number, ...(parent ? { parent } : {}) };
  if (builder.groups.some((each) => each.id === id))
    refuse(number, `two groups are called "${id}"`, `subgraph ${id}2[${title}]`);
  builder.groups.push(group);
  builder.stack.push(id);
}

function closeGroup({ number }: SourceLine, builder: Builder): void {
  if (builder.stack.pop() === undefined) builder.reading.refuse(number, 'an "end" without a group', 'delete the line');
}

function emphasise({ text, number }: SourceLine, builder: Builder): void {
  const [, ids = '', emphasis] = /^class\s+([\w, ]+?)\s+(ok|bad|warn)$/.exec(text) ?? [];
  if (emphasis === undefined) {
    builder.reading.refuse(number, 'a class other than ok, bad and warn', 'class a,b ok');
    return;
  }
  for (const id of ids.split(',').map((each) => each.trim())) {
    mention(builder, { id, line: number, emphasis: emphasis as GraphNode['emphasis'], mustExist: true });
  }
}

/** `a --> b & c -->|label| d`: everything on the line is read, or the line is refused. */
function readStatement(line: SourceLine, builder: Builder): void {
  const scan: Scan = { text: line.text, number: line.number, at: 0, builder };
  let from = readNodes(scan);
  while (from !== undefined && scan.at < scan.text.length) {
    arrow.lastIndex = scan.at;
    const match = arrow.exec(scan.text);
    if (!match) {
      refuseRest(scan);
      return;
    }
    scan.at = arrow.lastIndex;
    const to = readNodes(scan);
    if (to === undefined) return;
    connect(scan, { from, to, mark: match[1] ?? '', written: match[2] ?? match[3] });
    from = to;
  }
}

interface Scan {
  readonly text: string;
  readonly number: number;
  at: number;
  readonly builder: Builder;
}

function refuseRest({ text, at, number, builder }: Scan): void {
  const rest = text.slice(at).trim();
  const known = [
    [/^-{2,}>?[xo]|^[xo]--/, 'an arrow with a cross or a circle', 'write -->'],
    [/^(-{3,}>|={3,}>|-\.{2,}->|-{4,}|={4,})/, 'a longer arrow', 'write -->, -.-> or ==>'],
    [/^(--|==|-\.)\s*[^->=.\s]/, 'a label inside the arrow', 'write -->|label|'],
    [/^~~~/, 'an invisible link', 'delete it; the layout needs none'],
    [
      /^@/,
      'a shape by name',
      'write [box], (round), ([stadium]), [(store)], [[queue]], {choice}, {{gateway}} or ((circle))',
    ],
    [
      /^(\[\/|\[\\|>|\(\(\()/,
      'a shape outside the subset',
      'write [box], (round), ([stadium]), [(store)], [[queue]], {choice}, {{gateway}} or ((circle))',
    ],
    [/^[[({]/, 'a bracket that is not closed, or a label that needs quotes', '["label"]'],
    [/^:::/, 'a class other than ok, bad and warn', ':::ok'],
  ] as const;
  const [, what, mend] = known.find(([pattern]) => pattern.test(rest)) ?? [
    undefined,
    `"${rest.slice(0, 40)}" is not understood`,
    'write one statement a line, such as a[Client] -->|asks| b[Server]',
  ];
  builder.reading.refuse(number, what, mend);
}

/** One node, or several joined by "&"; nothing when the line was refused. */
function readNodes(scan: Scan): readonly string[] | undefined {
  const ids: string[] = [];
  for (;;) {
    const id = readNode(scan);
    if (id === undefined) return undefined;
    ids.push(id);
    const [joint] = /^\s*&\s*/.exec(scan.text.slice(scan.at)) ?? [];
    if (joint === undefined) return ids;
    scan.at += joint.length;
  }
}

function readNode(scan: Scan): string | undefined {
  const { builder, number } = scan;
  nodeId.lastIndex = scan.at;
  const id = nodeId.exec(scan.text)?.[1];
  if (id === undefined || words.test(id)) {
    const shown = scan.text.slice(scan.at, scan.at + 30);
    builder.reading.refuse(
      number,
      `"${shown}" begins with no id of a node`,
      'an id has letters, digits and _, such as orderService[Order service]',
    );
    return undefined;
  }
  scan.at += id.length;
  const shaped = readShape(scan);
  if (shaped === 'refused') return undefined;
  const [whole, emphasis] = /^:::(ok|bad|warn)(?!\w)/.exec(scan.text.slice(scan.at)) ?? [];
  if (whole === undefined && scan.text.startsWith(':::', scan.at)) return void refuseRest(scan);
  scan.at += whole?.length ?? 0;
  mention(builder, {
    id,
    line: number,
    ...shaped,
    ...(emphasis ? { emphasis: emphasis as GraphNode['emphasis'] } : {}),
  });
  return id;
}

function readShape(scan: Scan): { label: string; form: GraphNode['form'] } | undefined | 'refused' {
  const rest = scan.text.slice(scan.at);
  if (!/^[[({>@]/.test(rest)) return undefined;
  const shape = /^(\[\/|\[\\|\(\(\()/.test(rest) ? undefined : shapes.find(([open]) => rest.startsWith(open));
  if (shape === undefined) return refused(scan);
  const [open, close, form] = shape;
  const [raw] = /^\s*("[^"]*"|[^"()[\]{}|<>]+(?:<br\s*\/?>[^"()[\]{}|<>]+)*)/.exec(rest.slice(open.length)) ?? [];
  if (
    raw === undefined ||
    !rest
      .slice(open.length + raw.length)
      .trimStart()
      .startsWith(close)
  )
    return refused(scan);
  const label = labelOf(raw, scan.number, scan.builder.reading);
  scan.at += rest.indexOf(close, open.length + raw.length) + close.length;
  return label === undefined ? 'refused' : { label, form };
}

function refused(scan: Scan): 'refused' {
  refuseRest(scan);
  return 'refused';
}

interface Connection {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly mark: string;
  readonly written: string | undefined;
}

function connect({ builder, number }: Scan, { from, to, mark, written }: Connection): void {
  const label = written === undefined ? '' : labelOf(written, number, builder.reading);
  if (label === undefined) return;
  const stroke = strokes[mark.replace('<', '').charAt(1)] ?? 'solid';
  const heads = mark.startsWith('<') ? 'both' : mark.endsWith('>') ? 'end' : 'none';
  for (const source of from) {
    for (const target of to) builder.edges.push({ from: source, to: target, label, stroke, heads, line: number });
  }
}
