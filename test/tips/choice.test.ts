// Which tip comes next.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Topic } from '../../src/content/catalogue.ts';
import { refOf } from '../../src/content/catalogue.ts';
import { chooseTip } from '../../src/tips/choice.ts';
import { ownContent } from '../support/bot.ts';

const topics = ownContent().topics.filter(({ tips }) => tips.length > 0);
const tipsOf = (of: readonly Topic[]) => of.flatMap(({ tips }) => tips);
const topicOf = (ref: string) => topics.find(({ id }) => ref.startsWith(`${id}/`)) as Topic;

/** The refs that a channel gets, one a day. */
function days(of: readonly Topic[], count: number, luck: number): readonly string[] {
  const lastSeen = new Map<string, number>();
  return Array.from({ length: count }, (_, day) => {
    const tip = chooseTip({ topics: of, lastSeen, random: (below) => (luck * (day + 7)) % below });
    if (!tip) throw new Error('there is no tip');
    lastSeen.set(refOf(tip), day);
    return refOf(tip);
  });
}

it('gives every tip that fits once before any comes again, and then the longest ago first', () => {
  const some = topics.slice(0, 12);
  const count = tipsOf(some).length;
  fc.assert(
    fc.property(fc.nat(), (luck) => {
      const had = days(some, count + 5, luck);
      expect(new Set(had.slice(0, count)).size).toBe(count);
      expect(had.slice(count)).toEqual(had.slice(0, 5));
    }),
    { numRuns: 20 },
  );
});

it('takes categories in turn: each once before one comes again', () => {
  const categories = new Set(topics.map(({ category }) => category)).size;
  expect(categories).toBeGreaterThan(5);
  const had = days(topics, categories * 2, 3).map((ref) => topicOf(ref).category);
  expect(new Set(had.slice(0, categories)).size).toBe(categories);
  expect(had.slice(categories)).toEqual(had.slice(0, categories));
});

it('mixes the levels within a category', () => {
  const one = topics.filter(({ category }) => category === topics[0]?.category);
  const levels = new Set(one.map(({ level }) => level)).size;
  expect(levels).toBeGreaterThan(1);
  const had = days(one, levels, 5).map((ref) => topicOf(ref).level);
  expect(new Set(had).size).toBe(levels);
});

it('gives nothing where there is nothing', () => {
  expect(chooseTip({ topics: [], lastSeen: new Map(), random: () => 0 })).toBeUndefined();
});
