// What our reader takes, Mermaid itself takes too, with the same nodes, edges and groups: GitHub renders what we draw.
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../../src/pictures/diagram.ts';
import { readPicture } from '../../src/pictures/read.ts';
import { launchBrowser } from '../setup/browser.ts';
import { ownContent } from '../support/bot.ts';
import { anyFlowchart } from './any-flowchart.ts';
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
