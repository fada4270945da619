// Cards as Block Kit: inside Slack's ceilings, nothing lost, nobody pinged.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderForm } from '../../../adapters/slack/form.ts';
import { renderCard } from '../../../adapters/slack/render.ts';
import { type Card, picturesIn } from '../../../src/card/card.ts';
import { topicCard } from '../../../src/topics/view.ts';
import { messageBreaches } from '../../fakes/slack/rules.ts';
import { ownContent } from '../../support/bot.ts';
import { anyCard, everyBlock, hostileCard, hostileTexts, stringsIn } from '../../support/cards.ts';

type Rendered = ReturnType<typeof renderCard>;
const actionIds = ({ blocks }: Rendered) =>
  blocks.flatMap((block) =>
    block.type === 'actions' ? block.elements.map((element) => ('action_id' in element ? element.action_id : '')) : [],
  );

function expectWithinCeilings(message: Rendered): void {
  expect(message.blocks.length).toBeLessThanOrEqual(50);
  expect(message.text.length).toBeGreaterThan(0);
  expect(message.text.length).toBeLessThanOrEqual(4_000);
  const texts = stringsIn(message.blocks).filter(([key]) => key === 'text');
  expect(texts.reduce((sum, [, value]) => sum + value.length, 0)).toBeLessThanOrEqual(13_000);
  for (const [, value] of texts) expect(value.length).toBeGreaterThan(0);
  const ids = actionIds(message);
  expect(new Set(ids).size).toBe(ids.length);
}

describe('a card', () => {
  it('of every kind of block is rendered as before', () => {
    expect(renderCard(everyBlock)).toMatchSnapshot();
  });

  it('has its picture as an image block, by address or by file', () => {
    const [block] = picturesIn(everyBlock);
    if (!block) throw new Error('there is no picture');
    for (const source of [{ image_url: 'https://bot.example/p.png' }, { slack_file: { id: 'F1' } }]) {
      const message = renderCard(everyBlock, new Map([[block.picture, source]]));
      const images = message.blocks.filter(({ type }) => type === 'image');
      expect(images).toEqual([{ type: 'image', alt_text: 'What the picture shows', ...source }]);
      expect(messageBreaches({ ...message })).toEqual([]);
    }
  });

  it('stays inside every ceiling, whatever it holds', () => {
    fc.assert(
      fc.property(anyCard, (card) => {
        expectWithinCeilings(renderCard(card));
        const images = picturesIn(card).map(({ picture }) => [picture, { slack_file: { id: 'F1' } }] as const);
        expectWithinCeilings(renderCard(card, new Map(images)));
      }),
      { numRuns: 300 },
    );
  });

  it('of the project’s own content fits whole', () => {
    for (const topic of ownContent().topics) {
      const message = renderCard(topicCard(topic, ownContent()));
      expectWithinCeilings(message);
      const texts = JSON.stringify(message.blocks.filter(({ type }) => type !== 'actions'));
      expect(texts).not.toContain('The rest does not fit');
      for (const point of topic.keyPoints) expect(texts).toContain(JSON.stringify(point).slice(1, -1));
    }
  });

  it('that is too long keeps its buttons and says how to read on', () => {
    const long: Card = {
      ...everyBlock,
      readOn: 'read:on',
      blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: 'word '.repeat(4_000) }] }, ...everyBlock.blocks],
    };
    const message = renderCard(long);
    expectWithinCeilings(message);
    expect(actionIds(message)).toEqual(expect.arrayContaining(['one:1', 'two:2', 'read:on']));
    expect(JSON.stringify(message)).toMatch(/word…/);
  });

  it('that is too long and names no way to read on says that it was cut', () => {
    const long: Card = { ...everyBlock, blocks: [{ kind: 'code', text: 'x '.repeat(9_000) }] };
    expect(JSON.stringify(renderCard(long))).toContain('does not fit');
  });

  it('says everything in its text, for screen readers', () => {
    const { text } = renderCard(everyBlock);
    for (const part of [
      'Every kind of block',
      'bold',
      'a link',
      'two',
      'second',
      'A. yes ✓ right',
      'since',
      'quoted',
      'What the picture shows',
      'Buttons: One · Two',
    ])
      expect(text).toContain(part);
    expect(text).toContain('<!date^0^{date_short_pretty} at {time}|1970-01-01 00:00 UTC>');
  });
});

describe('hostile text', () => {
  it.each(hostileTexts)('%s pings nobody and is no markup', (text) => {
    const message = renderCard(hostileCard(text));
    const interpreted = [
      message.text,
      ...message.blocks.flatMap((block) =>
        block.type === 'context' ? stringsIn(block).map(([, value]) => value) : [],
      ),
    ];
    for (const value of interpreted) expect(value).not.toMatch(/<(?!!date\^)/);
    const kinds = new Set(stringsIn(message.blocks).flatMap(([key, value]) => (key === 'type' ? [value] : [])));
    for (const kind of ['user', 'broadcast', 'usergroup', 'channel']) expect(kinds.has(kind)).toBe(false);
  });

  it('cannot make a link to anything but the web', () => {
    const card: Card = {
      ...everyBlock,
      blocks: [{ kind: 'paragraph', content: [{ kind: 'link', text: 'x', url: 'javascript:alert(1)' }] }],
    };
    expect(JSON.stringify(renderCard(card))).not.toContain('"link"');
  });
});

describe('a form', () => {
  it('becomes a modal, with suggestions above a hundred options', () => {
    const options = Array.from({ length: 101 }, (_, index) => ({ value: String(index), label: `Option ${index}` }));
    const view = renderForm(
      {
        kind: 'form',
        action: 'f',
        title: 'A title that is longer than Slack takes',
        submitLabel: 'Save',
        fields: [
          { kind: 'line', name: 'a', label: 'A', initial: 'x', hint: 'h' },
          { kind: 'one-of', name: 'b', label: 'B', options: options.slice(0, 2), initial: '1' },
          { kind: 'one-of', name: 'c', label: 'C', options },
          { kind: 'some-of', name: 'd', label: 'D', options: options.slice(0, 3), initial: ['2'], optional: true },
        ],
      },
      '{}',
    );
    expect(view.title.text.length).toBeLessThanOrEqual(24);
    expect(view.blocks.map((block) => ('element' in block ? block.element.type : ''))).toEqual([
      'plain_text_input',
      'static_select',
      'external_select',
      'multi_static_select',
    ]);
  });
});
