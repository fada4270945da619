// Finding topics in a hurry.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearch } from '../../src/search/search.ts';
import { lookup } from '../../src/topics/topics.ts';
import { ownContent } from '../support/bot.ts';

const catalogue = ownContent();
const search = createSearch(catalogue);

describe('a lookup', () => {
  it('finds every topic by its id, its title and each alias', () => {
    for (const topic of catalogue.topics) {
      for (const name of [topic.id, topic.title, topic.title.toUpperCase(), ...topic.aliases]) {
        expect(search.find(name), name).toMatchObject({ kind: 'sure' });
      }
    }
  });

  it.each([
    ['cap theorm', 'cap-theorem'],
    ['what is a json web token', 'jwt'],
    ['jason web tokens', 'jwt'],
    ['kuberentes', 'kubernetes'],
    ['explain kubernetes to me please', 'kubernetes'],
    ['is mongodb cp or ap', 'cap-theorem'],
  ])('"%s" finds %s first', (query, id) => {
    const found = search.find(query);
    const first = found.kind === 'sure' ? found.topic : found.kind === 'unsure' ? found.topics[0] : undefined;
    expect(first?.id).toBe(id);
  });

  it.each([
    '',
    '   ',
    '🦄🦄🦄',
    'qqqq zzzz',
    'how do i bake sourdough bread',
    '<script>alert(1)</script>',
    '<!channel>',
    '*'.repeat(3_000),
  ])('"%.20s" answers with a card', (query) => {
    const card = lookup(query, { catalogue, search });
    expect(card.blocks.length).toBeGreaterThan(0);
    expect(search.find(query).kind === 'sure').toBe(false);
  });

  it('answers any text of up to 3,000 characters without throwing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (query) => {
        const card = lookup(query, { catalogue, search });
        expect(card.title.length).toBeGreaterThan(0);
        const buttons = card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
        expect(buttons.length).toBeGreaterThan(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('suggestions', () => {
  it('begin with topics whose name begins so, then forgive', () => {
    expect(search.suggest('kube', 25)[0]?.id).toBe('kubernetes');
    expect(search.suggest('kubr', 25)[0]?.id).toBe('kubernetes');
    expect(search.suggest('', 25)).toHaveLength(Math.min(25, catalogue.topics.length));
    expect(search.suggest('a', 2).length).toBeLessThanOrEqual(2);
  });
});
