// The rules of the content, each by a topic that breaks it and by one that does not.
import { describe, expect, it } from 'vitest';
import { catalogueOf, type Question, type Topic } from '../../src/content/catalogue.ts';
import { type Bank, lintContent } from '../../src/content/lint/lint.ts';
import { likeness, readingYears } from '../../src/content/lint/reading.ts';
import { readContent } from '../../src/content/load.ts';

const places = ['A', 'B', 'C', 'D'] as const;

/** A question whose options have the lengths, the right one at a place. */
function question(
  id: string,
  more: Partial<Question> & { right?: number; lengths?: readonly number[] } = {},
): Question {
  const { right = 0, lengths = [20, 22, 23, 23], ...rest } = more;
  const options = lengths.map((length, index) => ({
    id: `o${index}`,
    text: `${places[index]}${'x'.repeat(length - 1)}`,
    isRight: index === right,
    why: 'It is so.',
  }));
  const prompt = `${id} alpha ${id} beta ${id} gamma ${id}?`;
  return {
    id,
    topic: 't',
    level: Number(id.slice(1)) % 2 ? 'beginner' : 'advanced',
    prompt,
    options,
    place: 0,
    contentHash: id,
    ...rest,
  };
}

const sentence = 'The cat sat on the mat. ';
const good: Topic = {
  id: 't',
  title: 'Consistent hashing rings',
  category: 'caching',
  level: 'beginner',
  status: 'full',
  aliases: [],
  asks: [
    'how do i spread keys',
    'move few keys on growth',
    'which node has this key',
    'ring of servers',
    'shard without reshuffle',
    'remap little when it grows',
    'same user, same machine',
    'modulo moves everything',
  ],
  tags: ['a'],
  summary: 'It is a ring.',
  keyPoints: [],
  pitfalls: [],
  related: ['u'],
  sources: [],
  updated: '2026-01-01',
  tips: [
    'Count the keys that move when a node joins.',
    'Give each node many points on the ring.',
    'Log the owner of each key you read.',
    'Try the loss of one node under load.',
  ].map((text, index) => ({ id: `tip${index}`, topic: 't', text })),
  questions: Array.from({ length: 8 }, (_, index) => question(`q${index}`, { right: index % 4 })),
  sections: [
    { heading: 'Why', blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: sentence.repeat(50) }] }] },
  ],
};
const other: Topic = {
  ...good,
  id: 'u',
  related: ['t'],
  questions: good.questions.map((each) => ({
    ...each,
    topic: 'u',
    prompt: `Quite ${each.id} other ${each.id} words?`,
  })),
};

function bank(topics: readonly Topic[], more: { core?: readonly string[]; isMain?: boolean } = {}): Bank {
  const catalogue = catalogueOf([{ id: 'caching', title: 'Caching' }], topics);
  const plan = {
    version: 1 as const,
    categories: [],
    topics: (more.core ?? []).map((id) => ({
      id,
      title: id,
      category: 'caching',
      tier: 'core' as const,
      level: 'beginner' as const,
      aliases: [],
      related: [],
    })),
  };
  const source = {
    file: 'a.md',
    lineOf: () => 7,
    quiz: { file: 'a.quiz.yaml', lineOf: () => 9 },
    isMain: more.isMain ?? true,
  };
  return { topics: topics.map((topic) => ({ topic, source })), catalogue, plan, planFile: 'catalogue.yaml' };
}
const complaints = (...topics: readonly Topic[]) => lintContent(bank(topics)).map(({ what }) => what);
const about = (change: Partial<Topic>) => complaints({ ...good, ...change }, other);

describe('the rules of the content', () => {
  it('have nothing to say of a good topic', () => expect(complaints(good, other)).toEqual([]));

  it('have nothing to say of the project’s own content', () => {
    const { bank: own, problems } = readContent({ main: 'content', extra: [] });
    expect(problems).toEqual([]);
    expect(lintContent(own)).toEqual([]);
  });

  it.each([
    ['tips', { tips: good.tips.slice(1) }, '3 tips, at least 4'],
    ['questions', { questions: good.questions.slice(0, 4) }, '4 questions, at least 6'],
    [
      'levels',
      { questions: good.questions.map((each) => ({ ...each, level: 'beginner' as const })) },
      'have one level',
    ],
    ['asks', { asks: good.asks.slice(1) }, '7 asks, 8 to 16'],
    ['words', { sections: [] }, 'the article has 0 words'],
  ])('miss too few %s', (_, change, what) => expect(about(change)).toContainEqual(expect.stringContaining(what)));

  it('miss a fourth option', () => {
    const [first, ...rest] = good.questions;
    const three = { ...first, options: first?.options.slice(0, 3) ?? [] } as Question;
    expect(about({ questions: [three, ...rest] })).toEqual(['"q0" has 3 options']);
  });

  it('see a right option that is the longest too often, and not one that is so now and then', () => {
    const long = (count: number) =>
      good.questions.map((each, index) =>
        index < count
          ? question(`q${index}`, {
              right: index % 4,
              lengths: places.map((_, place) => (place === index % 4 ? 30 : 25)),
            })
          : each,
      );
    expect(about({ questions: long(3) })).toEqual([]);
    expect(about({ questions: long(4) })).toEqual([
      expect.stringMatching(/^the right option is the longest in 4 of 8 questions: q0, q1, q2, q3$/),
    ]);
  });

  it('see options of very different length', () => {
    const [, ...rest] = good.questions;
    expect(about({ questions: [question('q0', { lengths: [20, 60, 58, 61] }), ...rest] })).toEqual([
      'the options of "q0" have 20 to 61 characters',
    ]);
  });

  it('see an option that asks for no knowledge', () => {
    const [first, ...rest] = good.questions;
    const options =
      first?.options.map((each, index) => (index === 3 ? { ...each, text: 'All of the above' } : each)) ?? [];
    expect(about({ questions: [{ ...first, options } as Question, ...rest] })).toEqual([
      '"All of the above" asks for no knowledge',
    ]);
  });

  it('see filler wherever it stands', () => {
    expect(about({ summary: "In today's fast-paced world it is a ring." })).toEqual([
      '"in today\'s" fills and says nothing',
      '"fast-paced" fills and says nothing',
    ]);
  });

  it('see an article, and a tip, that is hard to read', () => {
    const hard =
      'Heterogeneous infrastructural considerations notwithstanding, organisational interdependencies necessitate comprehensive reconsideration of architectural responsibilities';
    expect(
      about({
        sections: [
          {
            heading: 'Why',
            blocks: [{ kind: 'paragraph', content: [{ kind: 'text', text: `${hard}. `.repeat(25) }] }],
          },
        ],
      }),
    ).toEqual([expect.stringMatching(/^the article asks for \d+\.\d years of school/)]);
    expect(about({ tips: [...good.tips, { id: 'hard', topic: 't', text: hard }] })).toEqual([
      expect.stringMatching(/^the tip "hard" asks for/),
    ]);
  });

  it('see an ask that is only the title', () => {
    expect(about({ asks: ['what is consistent hashing', ...good.asks.slice(1)] })).toEqual([
      '"what is consistent hashing" says little but the title',
    ]);
  });

  it('see two tips that say the same', () => {
    const [first] = good.tips;
    expect(about({ tips: [...good.tips, { id: 'again', topic: 't', text: `${first?.text} Really.` }] })).toEqual([
      'the tips "tip0" and "again" say the same',
    ]);
  });

  it('see two questions that ask the same, anywhere in the bank', () => {
    const twin = {
      ...other,
      questions: [...other.questions, { ...question('q98'), prompt: `${good.questions[0]?.prompt}` }],
    };
    expect(complaints(good, twin)).toEqual(['"q98" asks what "t/q0" asks']);
  });

  it('see a place of the right option that is worth a bet', () => {
    const many = (right: (index: number) => number) => ({
      ...good,
      questions: Array.from({ length: 48 }, (_, index) => question(`q${index}`, { right: right(index) })),
    });
    const alone = { ...other, questions: [] };
    const balanced = complaints(
      many((index) => index % 4),
      alone,
    ).filter((what) => what.includes('stands at place'));
    expect(balanced).toEqual([]);
    expect(
      complaints(
        many((index) => (index % 3 ? index % 4 : 1)),
        alone,
      ),
    ).toContainEqual(expect.stringMatching(/^the right option stands at place 2 in \d+ % of the questions$/));
  });

  it('see a core topic that is missing', () => {
    const missing = lintContent(bank([good, other], { core: ['t', 'gone'] }));
    expect(missing).toEqual([
      {
        where: 'catalogue.yaml',
        what: 'the core topic "gone" is missing',
        mend: 'write topics/caching/gone.md',
        isMain: true,
      },
    ]);
  });

  it('see a topic that leads nowhere, or to which nothing leads', () => {
    expect(complaints(good, { ...other, related: ['elsewhere'] })).toEqual([
      'no topic leads to "t"',
      '"u" leads to no topic that is here',
    ]);
  });

  it('see a relation to itself, or twice', () => {
    expect(about({ related: ['u', 'u'] })).toEqual(['"t" is related to itself, or to a topic twice']);
    expect(about({ related: ['u', 't'] })).toEqual(['"t" is related to itself, or to a topic twice']);
  });

  it('say file, line and mend, and tell a team’s own topics apart', () => {
    const [first] = lintContent(bank([{ ...good, tips: [] }], { isMain: false }));
    expect(first).toMatchObject({ where: 'a.md', line: 7, mend: expect.stringMatching(/./), isMain: false });
  });

  it('ask of a brief asks, and a summary of two sentences, and no more', () => {
    const short = { status: 'brief', tips: [], questions: [], sections: [] } as const;
    const brief: Topic = { ...good, ...short, summary: 'It is a ring. Few keys move.' };
    expect(complaints(brief, other)).toEqual([]);
    expect(complaints({ ...brief, summary: 'It is a ring.' }, other)).toEqual([
      'the summary of a brief has 1 sentence, 2 belong there',
    ]);
    expect(complaints({ ...brief, summary: 'We delve into rings. Few keys move.' }, other)).toEqual([
      '"delve" fills and says nothing',
    ]);
    const [first = '', ...rest] = brief.asks;
    expect(complaints({ ...brief, asks: [first, ...rest, first.toUpperCase()] }, other)).toEqual([
      `"${first.toUpperCase()}" stands there twice`,
    ]);
  });
});

describe('reading', () => {
  it('takes longer for long words and long sentences', () => {
    expect(readingYears('')).toBe(0);
    expect(readingYears('The cat sat. The dog ran.')).toBeLessThan(2);
    expect(
      readingYears('Notwithstanding organisational interdependencies, comprehensive reconsideration follows.'),
    ).toBeGreaterThan(16);
  });

  it('finds how alike two texts are', () => {
    expect(likeness('one two three four', 'one two three four')).toBe(1);
    expect(likeness('one two three four', 'five six seven eight')).toBe(0);
    expect(likeness('one two three four', 'one two three five')).toBeCloseTo(1 / 3);
    expect(likeness('', '')).toBe(1);
  });
});
