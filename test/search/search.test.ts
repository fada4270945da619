// Finding topics in a hurry.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Topic } from '../../src/content/catalogue.ts';
import { fold } from '../../src/search/normalise.ts';
import { createSearch, type Found } from '../../src/search/search.ts';
import { lookup } from '../../src/topics/topics.ts';
import { querySets } from '../bench/lookup/queries.ts';
import { intervalOf, scoreOf } from '../bench/lookup/score.ts';
import { ownContent } from '../support/bot.ts';

const catalogue = ownContent();
const search = createSearch(catalogue);
const firstOf = (found: Found) =>
  found.kind === 'sure' ? found.topic.id : found.kind === 'unsure' ? found.topics[0]?.topic.id : undefined;

describe('a lookup', () => {
  it('finds every topic by its id, its title and each alias, whatever their case', () => {
    const namesOf = ({ id, title, aliases }: Topic) => [id, title, title.toUpperCase(), ...aliases];
    const named = catalogue.topics.flatMap((topic) => namesOf(topic).map((name) => ({ name, id: topic.id })));
    const owners = Map.groupBy(named, ({ name }) => fold(name));
    for (const { name, id } of named) {
      const found = search.find(name);
      expect(found, name).toMatchObject({ kind: 'sure' });
      const isShared = owners.get(fold(name))?.some((other) => other.id !== id);
      if (!isShared) expect(firstOf(found), name).toBe(id);
    }
  });

  it.each([
    ['consistent hashing', 'consistent-hashing'],
    ['cap theorm', 'cap-theorem'],
    ['what is a json web token', 'jwt'],
    ['kuberentes', 'kubernetes'],
    ['explain kubernetes to me please', 'kubernetes'],
    ['is mongodb cp or ap', 'cap-theorem'],
    ['LOADBALANCER', 'load-balancing-algorithms'],
    ['web rtc', 'webrtc'],
    ['2 phase commit', 'two-phase-commit'],
    ['authorisation models', 'authorization-models'],
    ['<@U123> grpc', 'grpc'],
    ['sys design: uber', 'ride-hailing'],
  ])('"%s" finds %s first', (query, id) => expect(firstOf(search.find(query))).toBe(id));

  it.each([
    '',
    '   ',
    '🦄🦄🦄',
    'qqqq zzzz',
    'how do i bake sourdough bread',
    '<script>alert(1)</script>',
    '<!channel>',
    '*'.repeat(3_000),
    'https://example.test/consistent-hashing',
  ])('"%.20s" is not found, and answered with a card', (query) => {
    expect(search.find(query).kind).toBe('nothing');
    expect(lookup(query, { catalogue, search }).title).toBe('Not found');
  });

  it('reads the words behind a wall of spaces, and no more than 200 characters of a paste', () => {
    expect(firstOf(search.find(`${' '.repeat(3_000)}consistent hashing`))).toBe('consistent-hashing');
    expect(search.find(`${'lorem ipsum '.repeat(20)}consistent hashing`).kind).toBe('nothing');
  });

  it('offers others beside a sure hit only when they share its name or come nearly as close', () => {
    expect(search.find('consistent hashing')).toMatchObject({ kind: 'sure', others: [] });
    const shared = search.find('idp');
    expect(shared).toMatchObject({ kind: 'sure', others: [{}] });
    for (const { q } of querySets().dev) {
      const found = search.find(q);
      if (found.kind === 'sure') expect(found.others.length).toBeLessThanOrEqual(3);
    }
  });

  it('says why it suggests, by another name or by a question', () => {
    const found = querySets().dev.map(({ q }) => search.find(q));
    const suggestions = found.flatMap((each) => (each.kind === 'unsure' ? each.topics : []));
    expect(suggestions.length).toBeGreaterThan(0);
    for (const { topic, why } of suggestions) {
      const own = why?.kind === 'called' ? [topic.id.replaceAll('-', ' '), topic.title, ...topic.aliases] : topic.asks;
      if (why) expect(own.some((text) => text.includes(why.text))).toBe(true);
    }
    for (const each of found) if (each.kind === 'unsure') expect(each.topics.length).toBeLessThanOrEqual(5);
  });

  it('answers any text of any length, the same each time, without throwing', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc
        .array(fc.constantFrom('cache', 'kafka', 'the', '<', '>', '\u0301', '漢', '𝒳', '1', '-', "'"))
        .map((all) => all.join(' ')),
      fc
        .tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), fc.nat(20_000))
        .map(([unit, times]) => unit.repeat(times)),
    );
    fc.assert(
      fc.property(anything, (query) => {
        const ids = search.ids(query, 10);
        const found = search.find(query);
        expect(ids.length).toBeLessThanOrEqual(10);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids[0]).toBe(firstOf(found));
        expect(search.ids(query, 10)).toEqual(ids);
        expect(search.suggest(query, 25).length).toBeLessThanOrEqual(25);
        const card = lookup(query, { catalogue, search });
        expect(card.blocks.some((block) => block.kind === 'buttons')).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it('finds a name as well with any one letter swapped, missing or doubled, in its first three, nine times of ten', () => {
    const names = catalogue.topics.flatMap(({ id, title }) => {
      const name = title.split(':')[0] ?? title;
      return name.length >= 8 ? [{ id, name }] : [];
    });
    const misspelt = names.map(({ id, name }, index) => ({
      id,
      text: misspell(name, 1 + (index % (name.length - 2)), index % 3),
    }));
    const found = misspelt.filter(({ id, text }) => search.ids(text, 3).includes(id));
    expect(found.length / misspelt.length).toBeGreaterThan(0.9);
  });
  const misspell = (name: string, at: number, how: number) =>
    [
      name.slice(0, at) + name.charAt(at + 1) + name.charAt(at) + name.slice(at + 2),
      name.slice(0, at) + name.slice(at + 1),
      name.slice(0, at) + name.charAt(at) + name.slice(at),
    ][how] ?? name;
});

describe('suggestions', () => {
  it('begin with topics whose name begins so, then forgive', () => {
    expect(search.suggest('kube', 25)[0]?.id).toBe('kubernetes');
    expect(search.suggest('kubr', 25)[0]?.id).toBe('kubernetes');
    expect(search.suggest('', 25)).toHaveLength(25);
    expect(search.suggest('a', 2)).toHaveLength(2);
    expect(search.suggest('qqqqqq', 25)).toEqual([]);
  });

  it('hold a topic at every key of its title, once enough is typed to tell', () => {
    for (const topic of catalogue.topics.filter((_, index) => index % 7 === 0)) {
      const title = topic.title.split(':')[0] ?? topic.title;
      // Twenty-six titles begin with "Design a".
      const least = title.startsWith('Design') ? 13 : 4;
      for (let typed = Math.min(least, title.length); typed <= title.length; typed++) {
        const ids = search.suggest(title.slice(0, typed), 25).map(({ id }) => id);
        expect(ids, `"${title.slice(0, typed)}"`).toContain(topic.id);
      }
    }
  });
});

describe('the development queries', () => {
  const sets = querySets();
  const answers = sets.dev.map((query) => ({ query, ids: search.ids(query.q, 10) }));

  it('are answered as well as the aims ask', () => {
    const score = scoreOf(answers);
    const share = ({ count, of }: { count: number; of: number }) => count / of;
    expect(share(score.first)).toBeGreaterThanOrEqual(0.94);
    expect(share(score.three)).toBeGreaterThanOrEqual(0.98);
    expect(share(score.byClass.get('paraphrase') ?? { count: 0, of: 1 })).toBeGreaterThanOrEqual(0.65);
    expect(share(score.notFound)).toBeGreaterThanOrEqual(0.92);
    expect(share(score.falseNotFound)).toBeLessThanOrEqual(0.03);
  });

  it('are ranked as they were: a change shows here', async () => {
    const lines = answers.map(({ query, ids }) => {
      const found = search.find(query.q);
      return `${found.kind.padEnd(7)} ${JSON.stringify(query.q.slice(0, 60))}: ${ids.slice(0, 3).join(', ')}`;
    });
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('development-ranking.txt');
  });

  it('and the further ones name topics that exist, each query once', () => {
    const all = [...sets.dev, ...sets.own, ...sets.none];
    expect(new Set(all.map(({ q }) => q)).size).toBe(all.length);
    expect(sets.none.length).toBeGreaterThanOrEqual(200);
    for (const { want } of all) for (const id of want) expect(catalogue.topicById.has(id), id).toBe(true);
    expect(readFileSync('content/thesaurus.yaml', 'utf8').split('\n').length).toBeGreaterThan(300);
  });

  it('have intervals that hold the share', () => {
    expect(intervalOf({ count: 0, of: 10 })[0]).toBe(0);
    const [low, high] = intervalOf({ count: 90, of: 100 });
    expect([low.toFixed(3), high.toFixed(3)]).toEqual(['0.826', '0.945']);
  });
});
