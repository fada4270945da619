// Which question a channel is asked.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../src/content/catalogue.ts';
import { chooseQuestion, type Met, restMs } from '../../src/quiz/choice.ts';

const dayMs = 86_400_000;
const now = 1_000 * dayMs;
const question = (topic: string, id: string): Question => ({
  id,
  topic,
  level: 'beginner',
  prompt: '?',
  options: [],
  place: 0,
  contentHash: 'h',
});
const all = [question('a', '1'), question('a', '2'), question('b', '1'), question('c', '1')];
const first = () => 0;
const choose = (asked: Record<string, Met>, tips: Record<string, number> = {}, random: (n: number) => number = first) =>
  chooseQuestion(all, { asked: new Map(Object.entries(asked)), tips: new Map(Object.entries(tips)), now }, random);
const at = (daysAgo: number, outcome?: 'right' | 'wrong'): Met => ({ at: now - daysAgo * dayMs, outcome });

describe('the choice of a question', () => {
  it.each([
    ['a tip of 1 day ago is too fresh', 1, 'a/1'],
    ['a tip of 2 days ago is asked about', 2, 'b/1'],
    ['a tip of 10 days ago is asked about', 10, 'b/1'],
    ['a tip of 11 days ago is history', 11, 'a/1'],
  ])('%s', (_, daysAgo, expected) => {
    const chosen = choose({}, { b: now - daysAgo * dayMs });
    expect(`${chosen?.question.topic}/${chosen?.question.id}`).toBe(expected);
  });

  it('comes back to what the channel got wrong after 90 days, marked as again, and not before', () => {
    expect(choose({ 'c/1': at(91, 'wrong') })).toMatchObject({ question: { topic: 'c' }, isAgain: true });
    expect(choose({ 'c/1': at(89, 'wrong') })).toMatchObject({ question: { topic: 'a' }, isAgain: false });
    expect(choose({ 'c/1': at(91, 'right') })).toMatchObject({ question: { topic: 'a' }, isAgain: false });
  });

  it('gives what was got wrong and what was lately read an even chance', () => {
    const asked = { 'c/1': at(100, 'wrong') };
    const tips = { b: now - 3 * dayMs };
    expect(choose(asked, tips, (below) => below - 1)?.question.topic).toBe('b');
    expect(choose(asked, tips, first)?.question.topic).toBe('c');
  });

  it('asks the one asked the longest ago when all were asked lately', () => {
    const asked = { 'a/1': at(5), 'a/2': at(7, 'right'), 'b/1': at(80, 'wrong'), 'c/1': at(1) };
    expect(choose(asked)).toMatchObject({ question: { topic: 'b' }, isAgain: true });
  });

  it('never repeats within 90 days while there is another, whatever was asked and read', () => {
    const met = fc.record({ daysAgo: fc.nat({ max: 200 }), outcome: fc.constantFrom(undefined, 'right', 'wrong') });
    const refs = fc.constantFrom('a/1', 'a/2', 'b/1', 'c/1');
    const days = fc.nat({ max: 20 });
    fc.assert(
      fc.property(
        fc.dictionary(refs, met),
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), days),
        fc.nat(),
        (was, tips, luck) => {
          const asked = Object.fromEntries(
            Object.entries(was).map(([ref, { daysAgo, outcome }]) => [ref, at(daysAgo, outcome as 'right')]),
          );
          const read = Object.fromEntries(Object.entries(tips).map(([topic, ago]) => [topic, now - ago * dayMs]));
          const chosen = choose(asked, read, (below) => luck % below);
          if (!chosen) throw new Error('nothing was chosen');
          const rests = (ref: string) => now - (asked[ref]?.at ?? 0) < restMs;
          const ref = `${chosen.question.topic}/${chosen.question.id}`;
          if (rests(ref)) expect(all.every(({ topic, id }) => rests(`${topic}/${id}`))).toBe(true);
          expect(chosen.isAgain).toBe(asked[ref]?.outcome === 'wrong');
        },
      ),
    );
  });
});
