// A picture in words: whoever listens gets the same facts.
import { describe, expect, it } from 'vitest';
import { boardPicture, resultPicture, topicPicture } from '../../src/pictures/block.ts';
import { describe as inWords } from '../../src/pictures/describe.ts';
import { partsOf } from '../../src/pictures/parts.ts';
import { readPicture } from '../../src/pictures/read.ts';
import { ownContent } from '../support/bot.ts';
import { otherOrders, samples } from './samples.ts';

const diagramOf = (source: string, kind: 'mermaid' | 'table' = 'mermaid') => {
  const read = readPicture({ kind, source });
  if (read.kind === 'refused') throw new Error(JSON.stringify(read.refusals));
  return read.diagram;
};
const plain = (text: string) => text.replace(/\s+/g, ' ');

describe('a description', () => {
  it.each(Object.entries({ ...samples, table: otherOrders.table.picture.source }))('of "%s"', (name, source) => {
    const diagram = diagramOf(source, name === 'table' ? 'table' : 'mermaid');
    const { alt, outline } = inWords(diagram, 'A title');
    expect(alt).toMatchSnapshot();
    expect(outline).toMatchSnapshot();
    for (const { texts } of partsOf(diagram)) {
      for (const text of texts) {
        expect(plain(alt)).toContain(plain(text));
        expect(plain(outline)).toContain(plain(text));
      }
    }
    expect(alt.length).toBeLessThanOrEqual(1_024);
  });

  it('tells nodes of the same name apart', () => {
    const { outline } = inWords(
      diagramOf(
        'flowchart TD\na[Disk] --> b[Disk]\nsubgraph n[Node 1]\nc[Pod]\nend\nsubgraph m[Node 2]\nd[Pod]\nend\nc --> d',
      ),
      '',
    );
    expect(outline).toContain('Disk (1) ─→ Disk (2)');
    expect(outline).toContain('Pod (Node 1) ─→ Pod (Node 2)');
  });

  it('of every topic fits every platform', () => {
    for (const topic of ownContent().topics.filter(({ status }) => status === 'full')) {
      const [block] = topicPicture(topic);
      expect(block?.alt.length).toBeLessThanOrEqual(1_024);
      expect(block?.outline).not.toBe('');
    }
  });

  it('of a result says every option, its votes and which is right', () => {
    const { alt } = resultPicture(otherOrders.result);
    expect(alt).toContain('What should the team look at first?');
    expect(alt).toContain('A, The time to live of the hottest keys: 3 votes.');
    expect(alt).toContain('at once: 7 votes, the right answer.');
  });

  it('of a board says every rank, name and score, in whatever script', () => {
    if (otherOrders.board.kind !== 'board') throw new Error('this is no board');
    const { alt } = boardPicture(otherOrders.board);
    expect(alt).toContain('2. Grace 🚀 H., 910 points. 2. Zoë M., 910 points.');
    expect(alt).toContain('6. 山田, 420 points.');
  });
});
