// Naming the topics of a passage: what must be found, and what only looks so.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSearch } from '../../src/search/search.ts';
import { ownContent } from '../support/bot.ts';

interface Passage {
  readonly text: string;
  readonly must: readonly string[];
  readonly not: readonly string[];
  readonly may?: readonly string[];
}

const search = createSearch(ownContent());
const idsIn = (text: string) => search.findTopics(text).map(({ topic }) => topic.id);
const passagesOf = (file: string): readonly Passage[] =>
  readFileSync(`${import.meta.dirname}/${file}`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

describe('the terms of a passage', () => {
  it.each([
    ['The rest of us cap the budget.', []],
    [
      'REST over HTTP/2, says the team; CAP comes later, the query first.',
      ['rest-vs-graphql', 'http-versions', 'cap-theorem'],
    ],
    ['A consistent hashing ring with virtual nodes', ['consistent-hashing']],
    ['CONSISTENT-HASHING!', ['consistent-hashing']],
    ['two circuit breakers', ['circuit-breaker']],
    ['the two-phase\ncommit', ['two-phase-commit']],
    ['restful? no: arrest, restore, interest', ['rest-vs-graphql']],
    ['', []],
  ] as const)('%j are %j', (text, ids) => expect(idsIn(text)).toEqual(ids));

  it('are written as the passage writes them, each once', () => {
    const [term, ...rest] = search.findTopics(
      'Circuit Breakers everywhere: a circuit breaker here, a circuit breaker there',
    );
    expect(term?.as).toBe('Circuit Breakers');
    expect(rest).toEqual([]);
  });

  it.each(['passages.jsonl', 'passages-apart.jsonl'])(
    'of %s: at least 95 % of what is found is right, 90 % of what is there is found',
    (file) => {
      const counts = { right: 0, wrong: 0, missed: 0 };
      for (const { text, must, may = [] } of passagesOf(file)) {
        const ids = idsIn(text);
        counts.right += must.filter((id) => ids.includes(id)).length;
        counts.missed += must.filter((id) => !ids.includes(id)).length;
        counts.wrong += ids.filter((id) => !must.includes(id) && !may.includes(id)).length;
      }
      expect(passagesOf(file).length).toBeGreaterThanOrEqual(40);
      expect(counts.right / (counts.right + counts.wrong)).toBeGreaterThanOrEqual(0.95);
      expect(counts.right / (counts.right + counts.missed)).toBeGreaterThanOrEqual(0.9);
    },
  );

  it('are slices of the passage, for any text of any length', () => {
    const word = fc.constantFrom(
      'kafka',
      'REST',
      'the',
      'cap',
      '`perf`',
      'Raft',
      '漢字',
      '\u0301',
      'n+1',
      "don't",
      '\n',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 2_000 }),
          fc.array(word).map((all) => all.join(' ')),
        ),
        (text) => {
          const terms = search.findTopics(text);
          for (const { as } of terms) expect(text.includes(as)).toBe(true);
          expect(new Set(terms.map(({ topic }) => topic.id)).size).toBe(terms.length);
        },
      ),
      { numRuns: 200 },
    );
  });
});
