// What makes a picture illegible is found: overlaps, lines through texts, texts outside their shapes, and letters too small.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureScene } from '../../src/pictures/drawing.ts';
import { drawnWords, flawsOf } from '../../src/pictures/legibility.ts';
import type { Order } from '../../src/pictures/order.ts';
import { partsOf } from '../../src/pictures/parts.ts';
import { readPicture } from '../../src/pictures/read.ts';
import { type Box, type Mark, type Scene, textAt } from '../../src/pictures/scene.ts';
import { anyFlowchart } from './any-flowchart.ts';
import { otherOrders, type SampleName, sampleOrder, samples } from './samples.ts';

const style = { size: 30, weight: 600 } as const;
const words = (text: string, x: number, y: number, more: object = {}): Mark =>
  textAt([text], { x, y }, { style, fill: 'ink', ...more });
const scene = (...marks: readonly Mark[]): Scene => ({ width: 1200, height: 600, marks });
const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height });
const found = (...marks: readonly Mark[]) => flawsOf(scene(...marks)).map(({ what }) => what);
const line = (more: object = {}): Mark => ({
  kind: 'line',
  points: [
    { x: 0, y: 300 },
    { x: 1200, y: 300 },
  ],
  stroke: 'line',
  width: 2,
  ...more,
});

describe('a flaw', () => {
  it('is none where everything stands apart', () => {
    expect(found(words('one', 300, 100), words('two', 300, 200), line())).toEqual([]);
  });

  it('is two texts upon each other', () => {
    expect(found(words('one', 300, 100), words('two', 310, 105))).toEqual(['"one" and "two" overlap']);
  });

  it('is a line through a text, unless it is the text’s own and stops there', () => {
    expect(found(words('one', 300, 300), line())).toEqual(['a line runs through "one"']);
    expect(found(words('one', 300, 300, { of: 'edge:0', backing: 'panel' }), line({ of: 'edge:0' }))).toEqual([]);
    expect(found(words('one', 300, 300, { of: 'edge:1', backing: 'panel' }), line({ of: 'edge:0' }))).toEqual([
      'a line runs through "one"',
    ]);
    expect(found(words('one', 300, 300, { backing: 'panel' }), line({ isQuiet: true }))).toEqual([]);
    expect(found(words('one', 300, 300), line({ isQuiet: true }))).toEqual(['a line runs through "one"']);
  });

  it.each([
    ['rectangle', 120, true],
    ['rectangle', 60, false],
    ['diamond', 100, false],
    ['diamond', 300, true],
    ['circle', 72, false],
  ] as const)('is a text that does not fit into its %s of %i', (form, width, fits) => {
    const home = { form, box: box(300 - width / 2, 60, width, 80) };
    const shape: Mark = { kind: 'shape', of: 'node:a', form, box: home.box, fill: 'panel' };
    const flaws = found(shape, words('label', 300, 100, { of: 'node:a', home }));
    expect(flaws).toEqual(fits ? [] : ['"label" does not fit into its shape']);
  });

  it('is a text upon a foreign shape, or across the border of a group', () => {
    const node: Mark = { kind: 'shape', of: 'node:b', form: 'rectangle', box: box(300, 80, 200, 40), fill: 'panel' };
    expect(found(node, words('one', 310, 100))).toEqual(['"one" stands upon another shape']);
    const group: Mark = { kind: 'shape', form: 'rectangle', box: box(300, 0, 500, 500), isGround: true };
    expect(found(group, words('one', 310, 100))).toEqual(['"one" stands across a border']);
    expect(found(group, words('one', 500, 100))).toEqual([]);
  });

  it('is the title of a group that is longer than the group', () => {
    const group: Mark = { kind: 'shape', of: 'group:g', form: 'rectangle', box: box(300, 0, 60, 500), isGround: true };
    expect(found(group, words('a long title', 330, 40, { of: 'group:g' }))).toEqual([
      '"a long title" stands across a border',
    ]);
  });

  it('is a shape upon a shape, or a connection through one', () => {
    const node = (id: string, x: number): Mark => ({
      kind: 'shape',
      of: `node:${id}`,
      form: 'rectangle',
      box: box(x, 280, 100, 40),
    });
    expect(found(node('a', 100), node('b', 150))).toEqual(['node:a and node:b overlap']);
    expect(found(node('a', 100), line({ of: 'edge:0' }))).toEqual(['edge:0 runs through node:a']);
  });

  it('is a text beyond the picture', () => {
    expect(found(words('beyond', 1190, 100))).toEqual(['"beyond" reaches beyond the picture']);
  });

  it.each([
    [20, 'error'],
    [24, 'warning'],
    [26, undefined],
  ] as const)('is a letter of %i at 1200, seen on a phone: %s', (size, severity) => {
    const flaws = flawsOf(scene(words('small', 300, 100, { style: { size, weight: 600 } })));
    expect(flaws.map((flaw) => flaw.severity)).toEqual(severity === undefined ? [] : [severity]);
  });
});

describe('a drawing', () => {
  it.each(Object.keys(samples) as SampleName[])(
    'of "%s" has no flaw but its size, and shows all that was written',
    async (name) => {
      const order = sampleOrder(name);
      const drawn = await pictureScene(order);
      expect(flawsOf(drawn).filter(({ severity, what }) => severity === 'error' && !what.includes('px high'))).toEqual(
        [],
      );
      const read = readPicture({ kind: 'mermaid', source: samples[name] });
      if (read.kind !== 'read') throw new Error('it was refused');
      const shown = drawnWords(drawn.marks);
      for (const { of, texts } of partsOf(read.diagram)) {
        for (const text of texts)
          expect([of, shown.get(of)]).toEqual([of, expect.stringContaining(text.replace(/\s/g, ''))]);
        expect(shown.has(of)).toBe(true);
      }
    },
  );

  it('of any flowchart loses nothing and lets no text overlap another or leave its shape', async () => {
    for (const source of fc.sample(anyFlowchart, { numRuns: 40, seed: 14 })) {
      const read = readPicture({ kind: 'mermaid', source });
      if (read.kind !== 'read') throw new Error(`${source}\n${JSON.stringify(read.refusals)}`);
      const order = { ...sampleOrder('chain'), picture: { kind: 'mermaid', source } } as Order;
      const drawn = await pictureScene(order);
      const shown = drawnWords(drawn.marks);
      for (const { of } of partsOf(read.diagram)) expect([source, of, shown.has(of)]).toEqual([source, of, true]);
      const flaws = flawsOf(drawn).filter(({ what }) => /overlap|fit into|beyond/.test(what));
      expect([source, flaws]).toEqual([source, []]);
    }
  });

  it('of a narrow group keeps its title inside', async () => {
    const source =
      'flowchart TD\nsubgraph g[A title much longer than the box below]\na[x] --> b[y]\nb --> c[z]\nend\nq --> a\nc --> r';
    const drawn = await pictureScene({ ...sampleOrder('groups'), picture: { kind: 'mermaid', source } } as Order);
    expect(flawsOf(drawn).filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it.each(Object.entries(otherOrders))('of "%s" has no flaw', async (_, order) => {
    expect(flawsOf(await pictureScene(order))).toEqual([]);
  });

  it.each([
    ...Object.keys(samples).map((name) => [name, sampleOrder(name as SampleName)] as const),
    ...Object.entries(otherOrders),
  ])('of "%s" is at most square', async (_, order) => {
    const { width, height } = await pictureScene(order);
    expect(width).toBe(1200);
    expect(height).toBeLessThanOrEqual(1200);
  });
});
