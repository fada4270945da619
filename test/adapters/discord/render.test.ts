// Cards as Components V2: inside Discord's ceilings, nothing lost, nobody pinged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escaped } from '../../../adapters/discord/markdown.ts';
import { renderCard } from '../../../adapters/discord/render.ts';
import { type Card, picturesIn } from '../../../src/card/card.ts';
import { articleCard, topicCard } from '../../../src/topics/view.ts';
import { ownContent } from '../../support/bot.ts';
import { anyCard, everyBlock, hostileCard, hostileTexts, stringsIn } from '../../support/cards.ts';

type Rendered = ReturnType<typeof renderCard>;
const png = new Uint8Array(1);
const contents = (message: Rendered) =>
  stringsIn(message.components).flatMap(([key, value]) => (key === 'content' ? [value] : []));
const ids = (message: Rendered) =>
  stringsIn(message.components).flatMap(([key, value]) => (key === 'custom_id' ? [value] : []));

function countComponents(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  const own = 'type' in value && typeof value.type === 'number' ? 1 : 0;
  return own + Object.values(value).reduce<number>((sum, inner) => sum + countComponents(inner), 0);
}

function expectWithinCeilings(message: Rendered): void {
  const all = contents(message).join('');
  expect(all.length).toBeLessThanOrEqual(4_000);
  expect(Buffer.byteLength(all)).toBeLessThanOrEqual(10_170);
  expect(countComponents(message.components)).toBeLessThanOrEqual(40);
  expect(message.flags & (1 << 15)).not.toBe(0);
  expect(message.allowed_mentions).toEqual({ parse: [] });
  expect(new Set(ids(message)).size).toBe(ids(message).length);
  for (const content of contents(message)) expect(content.trim().length).toBeGreaterThan(0);
}

describe('a card', () => {
  it('of every kind of block is rendered as before', () => {
    expect(renderCard(everyBlock)).toMatchSnapshot();
  });

  it('has its picture as an attachment in a gallery, with its description', () => {
    const [block] = picturesIn(everyBlock);
    if (!block) throw new Error('there is no picture');
    const message = renderCard(everyBlock, new Map([[block.picture, { name: '0-p.png', png }]]));
    expect(message.attachments).toEqual([{ id: 0, filename: '0-p.png', description: 'What the picture shows' }]);
    const gallery = {
      type: 12,
      items: [{ media: { url: 'attachment://0-p.png' }, description: 'What the picture shows' }],
    };
    expect(JSON.stringify(message.components)).toContain(JSON.stringify(gallery));
  });

  it('stays inside every ceiling, whatever it holds', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expectWithinCeilings(renderCard(card));
        const files = picturesIn(card).map(({ picture }, index) => [picture, { name: `${index}.png`, png }] as const);
        expectWithinCeilings(renderCard(card, new Map(files)));
      }),
      { numRuns: 300 },
    );
  });

  it('of the project’s own content fits whole, and so does every page of an article', () => {
    for (const topic of ownContent().topics) {
      for (const card of [topicCard(topic, ownContent()), ...[0, 1, 2].map((page) => articleCard(topic, page))]) {
        const message = renderCard(card);
        expectWithinCeilings(message);
        expect(contents(message).join(''), `${topic.id}: ${card.title}`).not.toContain('…');
      }
    }
  });

  it('that is too long keeps its buttons and says how to read on', () => {
    const long: Card = {
      ...everyBlock,
      readOn: 'read:on',
      blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: 'word '.repeat(2_000) }] }, ...everyBlock.blocks],
    };
    const message = renderCard(long);
    expectWithinCeilings(message);
    expect(ids(message)).toEqual(expect.arrayContaining(['one:1', 'two:2', 'read:on']));
  });
});

describe('hostile text', () => {
  it.each(hostileTexts)('%s is shown as it stands', (text) => {
    const outsideCode = contents(renderCard(hostileCard(text)))
      .join('\n')
      .replace(/```[\s\S]*?```/g, '')
      .replace(/`[^`]*`/g, '');
    expect(outsideCode).not.toMatch(/(?<!\\)<[@#:]/);
    expect(outsideCode).not.toMatch(/@(everyone|here)/);
    expect(outsideCode).not.toContain('](https://evil');
  });

  it('has its marks hidden behind a backslash', () => {
    expect(escaped('*a* _b_ [c](d)')).toBe('\\*a\\* \\_b\\_ \\[c\\]\\(d\\)');
    expect(escaped('- a\n# b')).toBe('\\- a\n\\# b');
  });
});
