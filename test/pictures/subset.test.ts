// The subset of Mermaid: what is read, and what is refused with its line and the mend. Nothing is dropped silently.
import { describe, expect, it } from 'vitest';
import { partsOf } from '../../src/pictures/parts.ts';
import { readPicture } from '../../src/pictures/read.ts';
import { ownContent } from '../support/bot.ts';
import { samples } from './samples.ts';

const read = (source: string) => readPicture({ kind: 'mermaid', source });
const diagramOf = (source: string) => {
  const result = read(source);
  if (result.kind === 'refused') throw new Error(JSON.stringify(result.refusals));
  return result.diagram;
};
const refusalsOf = (source: string) => {
  const result = read(source);
  return result.kind === 'refused' ? result.refusals : [];
};

describe('the subset', () => {
  it.each(Object.entries(samples))('holds the sample "%s"', (_, source) => {
    expect(diagramOf(source)).toMatchSnapshot();
  });

  it('holds every picture of the content', () => {
    for (const { id, picture } of ownContent().topics.filter(({ status }) => status === 'full'))
      expect([id, picture && readPicture(picture).kind]).toEqual([id, 'read']);
  });

  it('reads arrows without spaces around them', () => {
    expect(diagramOf('flowchart TD\na-->b---c')).toMatchObject({
      nodes: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
      edges: [
        { from: 'a', to: 'b', heads: 'end' },
        { from: 'b', to: 'c', heads: 'none' },
      ],
    });
  });

  it('gives a node to the first group that mentions it, wherever it stood before', () => {
    const graph = diagramOf(
      'flowchart TD\nyou --> api\nsubgraph zone[Zone]\napi[API] --> db\nend\nsubgraph other[Other]\ndb --> x\nend',
    );
    expect(graph).toMatchObject({
      nodes: [
        { id: 'you' },
        { id: 'api', label: 'API', group: 'zone' },
        { id: 'db', group: 'zone' },
        { id: 'x', group: 'other' },
      ],
    });
  });

  it('has a name for every part', () => {
    for (const source of Object.values(samples)) {
      const names = partsOf(diagramOf(source)).map(({ of }) => of);
      expect(new Set(names).size).toBe(names.length);
    }
  });
});

/** What beautiful-mermaid 1.1.3 loses without a word; each is read here, or refused. */
describe('what another parser loses silently', () => {
  it.each([
    ['an arrow without spaces', 'flowchart TD\na-->b'],
    ['numbers of messages', 'sequenceDiagram\nautonumber\na->>b: hi'],
  ])('is read: %s', (_, source) => expect(refusalsOf(source)).toEqual([]));

  it.each([
    ['A --x B', 'an arrow with a cross'],
    ['A --o B', 'an arrow with a cross or a circle'],
    ['A ~~~ B', 'an invisible link'],
    ['A@{shape: cyl}', 'a shape by name'],
    ['A[unclosed', 'a bracket that is not closed'],
    ['A[one] B[two]', 'is not understood'],
    ['A ---oB', 'a circle'],
  ])('is refused: %s', (line, what) => {
    const [refusal] = refusalsOf(`flowchart TD\n  B --> C\n  ${line}`);
    expect(refusal).toMatchObject({ line: 3, what: expect.stringContaining(what) });
    expect(refusal?.mend.length).toBeGreaterThan(2);
  });
});

describe('what is outside the subset', () => {
  it.each([
    ['pie\n"a": 1', 1, '"pie" is no kind'],
    ['flowchart', 1, 'names its direction'],
    ['flowchart TD\n%%{init: {}}%%\na --> b', 2, 'a directive'],
    ['flowchart TD', 1, 'empty'],
    ['flowchart TD\na --> b;', 2, 'a semicolon'],
    ['flowchart TD\na ---> b', 2, 'a longer arrow'],
    ['flowchart TD\na -- text --> b', 2, 'a label inside the arrow'],
    ['flowchart TD\norder-service --> b', 2, 'no id of a node'],
    ['flowchart TD\nend --> b', 2, 'no id of a node'],
    ['flowchart TD\na[one] --> b\na[two] --> c', 3, 'two labels'],
    ['flowchart TD\na[/lean/] --> b', 2, 'a shape outside'],
    ['flowchart TD\na(((double))) --> b', 2, 'a shape outside'],
    ['flowchart TD\na[call(x)] --> b', 2, 'needs quotes'],
    ['flowchart TD\na[-1] --> b', 2, 'needs quotes'],
    ['flowchart TD\na[/etc] --> b', 2, 'a shape outside'],
    ['flowchart TD\na[at@home] --> b', 2, 'needs quotes'],
    ['flowchart TD\na["<b>bold</b>"] --> b', 2, 'HTML'],
    ['flowchart TD\na["`md`"] --> b', 2, 'Markdown'],
    ['flowchart TD\na --> b\nstyle a fill:#fff', 3, '"style"'],
    ['flowchart TD\na --> b\nclick a "x"', 3, '"click"'],
    ['flowchart TD\na --> b\nclassDef loud fill:#f00', 3, 'a class other'],
    ['flowchart TD\na:::loud --> b', 2, 'a class other'],
    ['flowchart TD\na --> b\nclass c ok', 3, 'no node "c"'],
    ['flowchart TD\nsubgraph two words\na --> b\nend', 2, 'needs an id and a title'],
    ['flowchart TD\nsubgraph g[Group]\na --> b', 1, 'has no end'],
    ['flowchart TD\nsubgraph g[Group]\nend\na --> b', 2, 'is empty'],
    ['flowchart TD\nsubgraph g[G]\na --> b\nend\nc --> g', 5, 'is a group'],
    ['flowchart TD\na --> b\nend', 3, 'without a group'],
    ['stateDiagram-v2\nstate X {\na --> b\n}', 2, 'states inside'],
    ['stateDiagram-v2\na --> b\nnote right of a : x', 3, 'a note'],
    ['stateDiagram-v2\nstate f <<fork>>', 2, 'a fork'],
    ['stateDiagram-v2\na --> b : x; y', 2, 'a mark with a meaning'],
    ['sequenceDiagram\na->>b: hi\nactivate b', 3, 'an activation'],
    ['sequenceDiagram\na->>+b: hi', 2, 'an activation'],
    ['sequenceDiagram\na->>b: one; two', 2, 'a mark with a meaning'],
    ['sequenceDiagram\na->>b:', 2, 'without a text'],
    ['sequenceDiagram\nrect rgb(0,0,0)\na->>b: x\nend', 2, 'a coloured box'],
    ['sequenceDiagram\nalt x\na->>b: y', 1, 'has no end'],
    ['sequenceDiagram\nloop x\na->>b: y\nelse z\na->>b: y\nend', 4, 'stands in no "alt"'],
    ['sequenceDiagram\na->>b: y\nend', 3, 'without a frame'],
    ['sequenceDiagram\na->>b: x\nparticipant a', 3, 'declared twice'],
    ['sequenceDiagram\nparticipant a', 1, 'no message'],
    ['timeline\n2024', 2, 'is not understood'],
    ['timeline\nsection A', 2, 'is empty'],
    ['timeline\n : first', 2, 'without its period'],
    ['xychart-beta horizontal\nbar [1]', 1, 'drawn upright'],
    ['xychart-beta\nx-axis [a, b]\nbar [1, 2, 3]', 3, '3 values for 2 places'],
    ['xychart-beta\ny-axis 0 --> 2\nbar [1, 3]', 3, 'outside the y axis'],
    ['xychart-beta\nx-axis [a]', 1, 'no data'],
    ['xychart-beta\nbar [one]', 2, 'is not understood'],
    ['classDiagram\nclass A {\nid', 2, 'is not closed'],
    ['classDiagram\nA --> B\nnote "x"', 3, 'a note'],
    ['classDiagram\nA --> B : x; y', 2, 'a mark with a meaning'],
    ['classDiagram\nA:::loud --> B', 2, 'a style'],
  ])('%j is refused at line %i', (source, line, what) => {
    const [refusal] = refusalsOf(source);
    expect(refusal).toMatchObject({ line, what: expect.stringContaining(what) });
    expect(refusal?.mend).not.toBe('');
  });

  it('is reported all at once', () => {
    expect(refusalsOf('flowchart TD\na --x b\nc --> d\nstyle c x\ne ~~~ f').map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it.each([
    ['| a | b |\n| --- | --- |', 1, 'no row'],
    ['| a | b |\n| --- | --- |\n| x |', 3, 'does not fill'],
    ['| | b |\n| --- | --- |\n| x | y |', 1, 'a column has no name'],
    ['text', 1, 'one table'],
  ])('a table: %j', (source, line, what) => {
    const result = readPicture({ kind: 'table', source });
    expect(result).toMatchObject({ kind: 'refused', refusals: [{ line, what: expect.stringContaining(what) }] });
  });
});
