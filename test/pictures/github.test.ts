// What our reader takes, Mermaid itself takes too, with the same nodes, edges and groups: GitHub renders what we draw.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../../src/pictures/diagram.ts';
import { readPicture } from '../../src/pictures/read.ts';
import { launchBrowser } from '../setup/browser.ts';
import { ownContent } from '../support/bot.ts';
import { samples } from './samples.ts';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  browser = await launchBrowser();
  page = await browser.newPage();
  await page.addScriptTag({ path: fileURLToPath(import.meta.resolve('@mermaid-js/tiny')) });
});
afterAll(async () => browser.close());

interface Theirs {
  readonly error?: string;
  readonly nodes?: readonly { readonly id: string; readonly text: string }[];
  readonly edges?: readonly { readonly start: string; readonly end: string; readonly text: string }[];
  readonly groups?: readonly string[];
}

interface Vertex {
  readonly id: string;
  readonly text?: string;
}
interface FlowDb {
  getVertices?: () => Map<string, Vertex>;
  getEdges: () => { start: string; end: string; text?: string }[];
  getSubGraphs: () => { id: string }[];
}
interface Mermaid {
  parse(text: string): Promise<unknown>;
  readonly mermaidAPI: { getDiagramFromText(text: string): Promise<{ db: FlowDb }> };
}

/** What Mermaid makes of texts; the parts of a flowchart where it is one. */
function asked(texts: readonly string[]): Promise<readonly Theirs[]> {
  return page.evaluate(async (sources) => {
    const { mermaid } = globalThis as unknown as { mermaid: Mermaid };
    // The first call makes the kinds of diagrams known.
    await mermaid.parse('flowchart TD');
    const partsOf = async (source: string): Promise<Theirs> => {
      const { db } = await mermaid.mermaidAPI.getDiagramFromText(source);
      if (!db.getVertices) return {};
      return {
        nodes: [...db.getVertices().values()].map(({ id, text }) => ({ id, text: text ?? id })),
        edges: db.getEdges().map(({ start, end, text }) => ({ start, end, text: text ?? '' })),
        groups: db.getSubGraphs().map(({ id }) => id),
      };
    };
    const answers: Theirs[] = [];
    for (const source of sources)
      answers.push(await partsOf(source).catch((error: unknown) => ({ error: String(error) })));
    return answers;
  }, texts);
}

const decoded = (text: string) =>
  text
    .replace(/ﬂ°quot¶ß|#quot;/g, '"')
    .replace(/<br\s*\/?>/g, '\n')
    .trim();

function graphOf(source: string): Graph {
  const read = readPicture({ kind: 'mermaid', source });
  if (read.kind === 'refused') throw new Error(`${source}\n${JSON.stringify(read.refusals)}`);
  if (read.diagram.kind !== 'flowchart') throw new Error('this is no flowchart');
  return read.diagram;
}

function expectSame(ours: Graph, theirs: Theirs): void {
  expect(theirs.error).toBeUndefined();
  expect(new Set(theirs.nodes?.map(({ id }) => id))).toEqual(new Set(ours.nodes.map(({ id }) => id)));
  for (const { id, text } of theirs.nodes ?? []) {
    expect(decoded(text)).toBe(ours.nodes.find((node) => node.id === id)?.label);
  }
  expect(theirs.edges?.map(({ start, end, text }) => [start, end, decoded(text)])).toEqual(
    ours.edges.map(({ from, to, label }) => [from, to, label]),
  );
  expect(new Set(theirs.groups)).toEqual(new Set(ours.groups.map(({ id }) => id)));
}

describe('Mermaid', () => {
  it('takes every sample and every picture of the content', async () => {
    const pictures = ownContent().topics.flatMap(({ id, picture }) =>
      picture?.kind === 'mermaid' ? [[id, picture.source] as const] : [],
    );
    const all = [...Object.entries(samples), ...pictures];
    const answers = await asked(all.map(([, source]) => source));
    expect(
      answers.flatMap(({ error }, index) => (error === undefined ? [] : [`${all[index]?.[0]}: ${error}`])),
    ).toEqual([]);
    for (const [index, [, source]] of all.entries()) {
      if (/^(flowchart|graph)/.test(source)) expectSame(graphOf(source), answers[index] ?? {});
    }
  });

  it('reads any flowchart of the subset as we do', async () => {
    const sources = fc.sample(anyFlowchart, { numRuns: 150, seed: 7 });
    const answers = await asked(sources);
    for (const [index, source] of sources.entries()) {
      try {
        expectSame(graphOf(source), answers[index] ?? {});
      } catch (error) {
        throw new Error(`for\n${source}`, { cause: error });
      }
    }
  });
});

const id = fc.constantFrom('a', 'b', 'c1', 'D', 'order_x', 'xo', 'o1', 'endpoint', 'End2');
const word = fc.constantFrom(
  'asks',
  'x = 7',
  'a/b',
  '90 %',
  "client's",
  'read, write',
  'A & B',
  'is it?',
  'so: no',
  'p99 +5 ms',
  'end',
  'Größe',
  'and.so.on',
  'to-do',
  '$4',
  '*any*',
  'id_1',
  'x^2',
  'a!b',
  '~5 s',
  'Kafka 🚀',
);
const quoted = fc
  .oneof(
    word,
    fc.constantFrom(
      '@home',
      '-1',
      '/etc',
      'f(x)',
      'a [b] {c}',
      'R + W > N ?',
      'one<br>two',
      'say #quot;hi#quot;',
      'a|b',
      'x -- y',
    ),
  )
  .map((text) => `"${text}"`);
const label = fc.oneof(word, quoted);
const shape = fc.constantFrom(
  ['[', ']'],
  ['(', ')'],
  ['([', '])'],
  ['[(', ')]'],
  ['[[', ']]'],
  ['{', '}'],
  ['{{', '}}'],
  ['((', '))'],
);
const node = fc
  .record({ id, shape, label })
  .map(({ id: name, shape: [open, close], label: text }) => ({ name, text: `${name}${open}${text}${close}` }));
const arrow = fc.constantFrom('-->', '---', '-.->', '-.-', '==>', '===', '<-->', '<-.->', '<==>');
const edge = fc
  .record({ from: id, to: id, arrow, label: fc.option(label), space: fc.boolean() })
  .map(({ from, to, arrow: mark, label: text, space }) => {
    const tail = text === null ? mark : `${mark}|${text}|`;
    return space ? `${from} ${tail} ${to}` : `${from} ${tail}${to}`;
  })
  // Without a space a headless arrow and an id with o or x would be another arrow.
  .filter((line) => !/(---|-\.-|===)[ox]/.test(line));

/** Nodes first, each once, so that none has two labels. */
const anyFlowchart: fc.Arbitrary<string> = fc
  .record({
    direction: fc.constantFrom('TD', 'LR', 'BT', 'RL', 'TB'),
    nodes: fc.uniqueArray(node, { selector: ({ name }) => name, maxLength: 5 }),
    edges: fc.array(edge, { minLength: 1, maxLength: 6 }),
    isGrouped: fc.boolean(),
  })
  .map(({ direction, nodes, edges, isGrouped }) => {
    const declared = nodes.map(({ text }) => `  ${text}`);
    const group = isGrouped && declared.length > 0 ? ['subgraph zone[Zone A]', ...declared, 'end'] : declared;
    return [`flowchart ${direction}`, ...group, ...edges].join('\n');
  });
