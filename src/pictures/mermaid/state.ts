// Reads `stateDiagram-v2`: states, transitions, the start and the end, and choices.
import type { Direction, Graph, GraphNode } from '../diagram.ts';
import { type Builder, createBuilder, mention } from './graph-builder.ts';
import { directions, labelOf, type Reading, type SourceLine } from './source.ts';

const transition =
  /^(\[\*\]|[A-Za-z]\w*)(?::::(ok|bad|warn))?\s*-->\s*(\[\*\]|[A-Za-z]\w*)(?::::(ok|bad|warn))?(?:\s*:\s*(.+))?$/;
const described = /^([A-Za-z]\w*)\s*:\s*(.+)$/;
const named = /^state\s+"([^"]+)"\s+as\s+([A-Za-z]\w*)$/;
const choice = /^state\s+([A-Za-z]\w*)\s+<<choice>>$/;
const classDef = /^classDef\s+(ok|bad|warn)\s+[\w#:,.% -]+$/;
const assigned = /^class\s+([\w, ]+?)\s+(ok|bad|warn)$/;

/** The machine, as far as it could be read. State machines are laid out from top to bottom unless said otherwise. */
export function readState(reading: Reading): Graph {
  if (reading.head.text !== 'stateDiagram-v2')
    reading.refuse(reading.head.number, 'nothing else stands on the first line', 'stateDiagram-v2');
  const builder = createBuilder(reading);
  let direction: Direction = 'down';
  for (const line of reading.lines) {
    const [, wanted] = /^direction\s+(TB|BT|LR|RL)$/.exec(line.text) ?? [];
    if (wanted !== undefined) direction = directions[wanted] ?? direction;
    else readLine(line, builder);
  }
  return { kind: 'state', direction, ...builder.result() };
}

function readLine(line: SourceLine, builder: Builder): void {
  const { text, number } = line;
  const { reading } = builder;
  if (text.endsWith(';')) {
    reading.refuse(number, 'a semicolon at the end', text.replace(/;+$/, ''));
    return;
  }
  const [, from, fromEmphasis, to, toEmphasis, raw] = transition.exec(text) ?? [];
  if (from !== undefined && to !== undefined) {
    const label = raw === undefined ? '' : stateLabel(raw, line, builder);
    const source = endpoint(builder, { line: number, id: from, emphasis: fromEmphasis, special: 'start' });
    const target = endpoint(builder, { line: number, id: to, emphasis: toEmphasis, special: 'end' });
    if (label !== undefined)
      builder.edges.push({ from: source, to: target, label, stroke: 'solid', heads: 'end', line: number });
    return;
  }
  readDeclaration(line, builder);
}

function readDeclaration(line: SourceLine, builder: Builder): void {
  const { text, number } = line;
  const [, title, alias] = named.exec(text) ?? [];
  const [, chosen] = choice.exec(text) ?? [];
  const [, id, words] = described.exec(text) ?? [];
  const [, ids, emphasis] = assigned.exec(text) ?? [];
  if (title !== undefined && alias !== undefined) {
    declare(builder, line, { id: alias, raw: title });
    return;
  }
  if (chosen !== undefined) {
    mention(builder, { id: chosen, line: number, label: '', form: 'diamond' });
    return;
  }
  if (ids !== undefined) {
    for (const each of ids.split(',').map((part) => part.trim()))
      mention(builder, { id: each, line: number, emphasis: emphasis as GraphNode['emphasis'], mustExist: true });
    return;
  }
  if (id !== undefined && words !== undefined) {
    declare(builder, line, { id, raw: words });
    return;
  }
  if (classDef.test(text)) return;
  refuseLine(line, builder);
}

function declare(builder: Builder, line: SourceLine, { id, raw }: { id: string; raw: string }): void {
  const label = stateLabel(raw, line, builder);
  if (label !== undefined) mention(builder, { id, line: line.number, label, form: 'rounded' });
}

/** Text behind a colon stands without quotes, so that only what ends a line or a label is refused. */
function stateLabel(raw: string, { number }: SourceLine, { reading }: Builder): string | undefined {
  if (/[;#<>]|:$/.test(raw.replace(/#\w+;|<br\s*\/?>/g, '').replace(/[<>]=?(?=\s)/g, '')))
    return void reading.refuse(number, `"${raw}" holds a mark with a meaning`, raw.replace(/[;#<>]/g, ' ').trim());
  return labelOf(`"${raw.replaceAll('"', '')}"`, number, reading);
}

interface Endpoint {
  readonly line: number;
  readonly id: string;
  readonly emphasis: string | undefined;
  readonly special: 'start' | 'end';
}

function endpoint(builder: Builder, { line, id, emphasis, special }: Endpoint): string {
  if (id !== '[*]') {
    mention(builder, { id, line, form: 'rounded', emphasis: emphasis as GraphNode['emphasis'] });
    return id;
  }
  mention(builder, { id: `[${special}]`, line, label: '', form: special });
  return `[${special}]`;
}

function refuseLine({ text, number }: SourceLine, { reading }: Builder): void {
  const known = [
    [/^state\s+.*\{$|^\}$/, 'a state with states inside', 'draw the inner states beside the others'],
    [/<<(fork|join)>>/, 'a fork or a join', 'write each transition of its own'],
    [/^note\b/, 'a note', 'say it in a label, or in the article'],
    [/^--$/, 'states at the same time', 'draw one of them'],
  ] as const;
  const [, what, mend] = known.find(([pattern]) => pattern.test(text)) ?? [
    undefined,
    `"${text.slice(0, 40)}" is not understood`,
    'Open --> HalfOpen : after 30 s',
  ];
  reading.refuse(number, what, mend);
}
