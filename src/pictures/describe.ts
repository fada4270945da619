// A picture in words, made from its source: one sentence after the other for those who listen, lines for a terminal.
import type { BoardPicture, ResultPicture } from '../card/picture.ts';
import { numberText } from './chart/axis.ts';
import type {
  Chart,
  ClassBox,
  Diagram,
  Graph,
  GraphNode,
  Relation,
  Sequence,
  Step,
  Table,
  Timeline,
} from './diagram.ts';

export interface Description {
  /** The same facts as the picture, in reading order, as sentences. */
  readonly alt: string;
  /** The same facts, a line each. */
  readonly outline: string;
}

/** Words for a topic's picture. */
export function describe(diagram: Diagram, title: string): Description {
  const { kind, facts } = factsOf(diagram);
  return {
    alt: `${kind}: ${title}. ${facts.map((fact) => sentence(fact.said)).join(' ')}`,
    outline: facts.map((fact) => fact.line).join('\n'),
  };
}

interface Fact {
  readonly said: string;
  readonly line: string;
}

const sentence = (text: string) => (/[.!?…]$/.test(text) ? text : `${text}.`);
const flat = (text: string) => text.replaceAll('\n', ' ');

function factsOf(diagram: Diagram): { kind: string; facts: readonly Fact[] } {
  switch (diagram.kind) {
    case 'flowchart':
      return { kind: 'Flowchart', facts: graphFacts(diagram) };
    case 'state':
      return { kind: 'State machine', facts: graphFacts(diagram) };
    case 'sequence':
      return { kind: 'Sequence', facts: sequenceFacts(diagram) };
    case 'timeline':
      return { kind: 'Timeline', facts: timelineFacts(diagram) };
    case 'chart':
      return { kind: 'Chart', facts: chartFacts(diagram) };
    case 'classes':
      return { kind: 'Class diagram', facts: classFacts(diagram) };
    case 'table':
      return { kind: 'Table', facts: tableFacts(diagram) };
    default:
      return diagram satisfies never;
  }
}

const same = (text: string): Fact => ({ said: text, line: text });

function ownName({ form, label, id }: GraphNode): string {
  if (form === 'start') return 'Start';
  if (form === 'end') return 'End';
  return flat(label || id);
}

/** By id; two that look the same are told apart by their group, or by their number. */
function namesOf({ nodes, groups }: Graph): ReadonlyMap<string, string> {
  const titles = new Map(groups.map(({ id, title }) => [id, title]));
  return new Map(
    nodes.map((node) => {
      const twins = nodes.filter((other) => ownName(other) === ownName(node));
      if (twins.length === 1) return [node.id, ownName(node)];
      const isTold = new Set(twins.map(({ group }) => group)).size === twins.length;
      const mark = (isTold && node.group !== undefined && titles.get(node.group)) || String(twins.indexOf(node) + 1);
      return [node.id, `${ownName(node)} (${mark})`];
    }),
  );
}

/** Groups first, then the edges as they were written, then what no edge touches. */
function graphFacts(graph: Graph): readonly Fact[] {
  const { nodes, edges, groups } = graph;
  const names = namesOf(graph);
  const nameOf = (node: GraphNode) => names.get(node.id) ?? '';
  const marks = { ok: 'good', bad: 'bad', warn: 'caution' } as const;
  const inGroups = groups.map(({ id, title }) => {
    const inside = [
      ...nodes.filter((node) => node.group === id).map(ownName),
      ...groups.filter((each) => each.parent === id).map((each) => each.title),
    ];
    return same(`${title} holds ${inside.join(', ')}`);
  });
  const connections = edges.map(({ from, to, label, heads, stroke }): Fact => {
    const [one = '', other = ''] = [names.get(from), names.get(to)];
    const word = { none: 'with', end: 'to', both: 'to and from' }[heads];
    const dotted = stroke === 'dotted' ? ', dotted' : '';
    const arrow = { none: ['─', '─'], end: ['─', '→'], both: ['←', '→'] }[heads];
    return {
      said: `${one} ${word} ${other}${dotted}${label === '' ? '' : `: ${flat(label)}`}`,
      line: `${one} ${arrow[0]}${label === '' ? '' : ` ${flat(label)} ─`}${arrow[1]} ${other}`,
    };
  });
  const touched = new Set([
    ...edges.flatMap(({ from, to }) => [from, to]),
    ...nodes.filter(({ group }) => group !== undefined).map(({ id }) => id),
  ]);
  const alone = nodes.filter(({ id }) => !touched.has(id)).map((node) => same(nameOf(node)));
  const emphases = nodes.flatMap((node) =>
    node.emphasis ? [same(`${nameOf(node)} is marked as ${marks[node.emphasis]}`)] : [],
  );
  return [...inGroups, ...connections, ...alone, ...emphases];
}

function sequenceFacts({ participants, steps, isNumbered }: Sequence): readonly Fact[] {
  const labels = new Map(participants.map(({ id, label }) => [id, flat(label)]));
  const indents = indentsOf(steps);
  let number = 0;
  const facts = steps.flatMap((step, index): readonly Fact[] => {
    if (step.kind === 'close') return [];
    const before = isNumbered && step.kind === 'message' ? `${++number}. ` : '';
    const { said, line } = stepFact(step, (id) => labels.get(id) ?? id);
    return [{ said: before + said, line: `${indents[index] ?? ''}${before}${line}` }];
  });
  return [same(`Between ${[...labels.values()].join(', ')}`), ...facts];
}

/** Two spaces for each frame around a step. */
function indentsOf(steps: readonly Step[]): readonly string[] {
  let depth = 0;
  return steps.map(({ kind }) => {
    if (kind === 'close') depth--;
    const indent = '  '.repeat(kind === 'branch' ? depth - 1 : depth);
    if (kind === 'open') depth++;
    return indent;
  });
}

const frameWords = {
  loop: 'Repeated',
  alt: 'Either',
  opt: 'Perhaps',
  par: 'At the same time',
  critical: 'Critical',
  break: 'Ended',
} as const;

function stepFact(step: Exclude<Step, { kind: 'close' }>, name: (id: string) => string): Fact {
  const text = flat(step.text);
  const [behindComma, inBrackets] = text === '' ? ['', ''] : [`, ${text}`, ` [${text}]`];
  switch (step.kind) {
    case 'message':
      return messageFact(step, name);
    case 'note':
      return same(`Note: ${text}`);
    case 'open':
      return { said: `${frameWords[step.frame]}${behindComma}`, line: `${step.frame}${inBrackets}` };
    case 'branch':
      return { said: `Or else${behindComma}`, line: `else${inBrackets}` };
    default:
      return step satisfies never;
  }
}

function messageFact(step: Extract<Step, { kind: 'message' }>, name: (id: string) => string): Fact {
  const text = flat(step.text);
  const [from, to] = [name(step.from), name(step.to)];
  if (step.from === step.to) return { said: `${from} to itself: ${text}`, line: `${from} ↺ ${text}` };
  const isLost = step.head === 'cross';
  const arrow = isLost ? '─✗' : step.isDashed ? '╌→' : '─→';
  return {
    said: `${from} to ${to}: ${text}${isLost ? ', which is lost' : ''}`,
    line: `${from} ${arrow} ${to}: ${text}`,
  };
}

function timelineFacts({ title, sections }: Timeline): readonly Fact[] {
  const heading = title === '' ? [] : [same(title)];
  return [
    ...heading,
    ...sections.flatMap((section) => [
      ...(section.title === '' ? [] : [same(section.title)]),
      ...section.periods.map(({ label, events }) => same(`${flat(label)}: ${events.map(flat).join('; ')}`)),
    ]),
  ];
}

function chartFacts({ title, xTitle, yTitle, labels, series }: Chart): readonly Fact[] {
  const axes = [yTitle, xTitle === '' ? '' : `by ${xTitle}`].filter((part) => part !== '').join(' ');
  return [
    ...[title, axes].filter((text) => text !== '').map(same),
    ...series.map(({ name, kind, values }) => {
      const called = name === '' ? (kind === 'bar' ? 'Bars' : 'Line') : name;
      return same(
        `${called}: ${labels.map((label, index) => `${flat(label)} ${numberText(values[index] ?? 0)}`).join(', ')}`,
      );
    }),
  ];
}

function classFacts({
  classes,
  relations,
}: {
  classes: readonly ClassBox[];
  relations: readonly Relation[];
}): readonly Fact[] {
  const titles = new Map(classes.map(({ id, title }) => [id, title]));
  const boxes = classes.map(({ title, stereotype, fields, methods }) => {
    const members = [...fields, ...methods];
    return same(
      `${stereotype === '' ? '' : `${stereotype} `}${title}${members.length === 0 ? '' : `: ${members.join(', ')}`}`,
    );
  });
  return [...boxes, ...relations.map((relation) => same(relationText(relation, (id) => titles.get(id) ?? id)))];
}

/** Read from the side that has the mark: "Order holds Item", "Postgres is a kind of Store". */
function relationText(
  { from, to, fromHead, toHead, fromCount, toCount, label }: Relation,
  name: (id: string) => string,
): string {
  const [one, other] = [name(from), name(to)];
  const counts =
    fromCount + toCount === '' ? '' : ` (${[fromCount, toCount].filter((count) => count !== '').join(' to ')})`;
  const said = label === '' ? '' : `: ${flat(label)}`;
  if (toHead === 'triangle') return `${one} is a kind of ${other}${counts}${said}`;
  if (fromHead === 'triangle') return `${other} is a kind of ${one}${counts}${said}`;
  if (fromHead.startsWith('diamond')) return `${one} is made of ${other}${counts}${said}`;
  if (toHead.startsWith('diamond')) return `${other} is made of ${one}${counts}${said}`;
  return fromHead === 'arrow' && toHead === 'none'
    ? `${other} to ${one}${counts}${said}`
    : `${one} to ${other}${counts}${said}`;
}

function tableFacts({ header, rows }: Table): readonly Fact[] {
  const facts = rows.map(([name = '', ...cells]) =>
    same(`${name}: ${cells.map((cell, index) => `${header[index + 1]}: ${cell}`).join('; ')}`),
  );
  return [same(`Each row: ${header[0]}`), ...facts];
}

/** Words for the picture of a round. */
export function describeResult({ prompt, options }: ResultPicture): Description {
  const lines = options.map(
    ({ letter, text, votes, isRight }) =>
      `${letter}, ${text}: ${votes} ${votes === 1 ? 'vote' : 'votes'}${isRight ? ', the right answer' : ''}`,
  );
  return {
    alt: `Bars of the votes on: ${sentence(prompt)} ${lines.map(sentence).join(' ')}`,
    outline: lines.join('\n'),
  };
}

/** Words for the picture of a board. */
export function describeBoard({ title, rows, note }: BoardPicture): Description {
  const lines = rows.map(({ rank, name, points }) => `${rank}. ${name}, ${points} points`);
  return { alt: `Board: ${title}, ${sentence(note)} ${lines.map(sentence).join(' ')}`, outline: lines.join('\n') };
}
