// Rules for one topic: enough of everything, fair questions, plain words.

import type { Block } from '../../card/card.ts';
import { plainRich } from '../../card/plain.ts';
import type { Problem } from '../../errors.ts';
import type { Question, Topic } from '../catalogue.ts';
import type { Linted } from './lint.ts';
import { likeness, readingYears, wordsOf } from './reading.ts';

export type TopicRule = (linted: Linted) => readonly Problem[];

const leastTips = 4;
const leastQuestions = 6;
const optionCount = 4;
const articleWords = { least: 250, most: 600 } as const;
/** The right option may be the longest in this share of a topic's questions. */
const longestShare = 0.4;
/** The longest option may be this much longer than the shortest, and by this many characters. */
const lengthRatio = 1.7;
const lengthChars = 14;
/** Years of school: an article for engineers, and a tip that is read between two meetings. */
const articleYears = 13;
const tipYears = 16;
/** Tips of which so much is the same say the same. */
const tipLikeness = 0.4;

/** Words that fill a line and say nothing. */
const filler = [
  "in today's",
  'fast-paced',
  'delve',
  'leverage',
  'game-changer',
  'game changer',
  'seamless',
  'cutting-edge',
  'state-of-the-art',
  'it is important to note',
  "it's important to note",
  'needless to say',
  'at the end of the day',
  'in conclusion',
  'plays a crucial role',
  'plays a vital role',
  'simply put',
  'revolutioni',
  'best-in-class',
  'world-class',
];

const at = (linted: Linted, path: readonly PropertyKey[]) => ({
  where: linted.source.file,
  line: linted.source.lineOf(path),
});
const atQuestion = ({ source }: Linted, question: Question) => ({
  where: source.quiz?.file ?? source.file,
  line: source.quiz?.lineOf(['questions', question.place]) ?? 1,
});

const hasEnough: TopicRule = (linted) => {
  const { topic } = linted;
  const words = wordsOf(articleText(topic)).length;
  const file = { where: linted.source.quiz?.file ?? linted.source.file, line: 1 };
  const counts = [
    [
      topic.tips.length < leastTips,
      at(linted, ['tips']),
      `${topic.tips.length} tips, at least ${leastTips} belong there`,
    ],
    [
      topic.questions.length < leastQuestions,
      file,
      `${topic.questions.length} questions, at least ${leastQuestions} belong there`,
    ],
    [
      new Set(topic.questions.map(({ level }) => level)).size < 2,
      file,
      'all questions have one level, at least two belong there',
    ],
    [
      words < articleWords.least || words > articleWords.most,
      { where: linted.source.file, line: 1 },
      `the article has ${words} words, ${articleWords.least} to ${articleWords.most} belong there`,
    ],
  ] as const;
  return counts.flatMap(([isWrong, where, what]) =>
    isWrong ? [{ ...where, what, mend: 'write what is missing, or cut what is too much' }] : [],
  );
};

const hasFourOptions: TopicRule = (linted) =>
  linted.topic.questions
    .filter(({ options }) => options.length !== optionCount)
    .map((question) => ({
      ...atQuestion(linted, question),
      what: `"${question.id}" has ${question.options.length} options`,
      mend: `write ${optionCount}, one of them right`,
    }));

/** Whoever picks the longest option must not win by it. */
const hidesTheKey: TopicRule = (linted) => {
  const { questions } = linted.topic;
  const told = questions.filter(({ options }) => {
    const [longest, next] = options.toSorted((one, other) => other.text.length - one.text.length);
    return longest?.isRight === true && longest.text.length > (next?.text.length ?? 0);
  });
  const [first] = told;
  if (!first || told.length <= longestShare * questions.length) return [];
  const ids = told.map(({ id }) => id).join(', ');
  return [
    {
      ...atQuestion(linted, first),
      what: `the right option is the longest in ${told.length} of ${questions.length} questions: ${ids}`,
      mend: 'shorten the right option, or write the others as fully',
    },
  ];
};

const optionsAreAlike: TopicRule = (linted) =>
  linted.topic.questions.flatMap((question) => {
    const lengths = question.options.map(({ text }) => text.length);
    const [most, least] = [Math.max(...lengths), Math.min(...lengths)];
    if (most <= lengthRatio * least || most - least <= lengthChars) return [];
    return [
      {
        ...atQuestion(linted, question),
        what: `the options of "${question.id}" have ${least} to ${most} characters`,
        mend: 'write them about equally long',
      },
    ];
  });

const catchAll = /\b(all|none|both|neither) of (the|these) (above|others)\b/i;

const hasNoCatchAll: TopicRule = (linted) =>
  linted.topic.questions.flatMap((question) =>
    question.options
      .filter(({ text }) => catchAll.test(text))
      .map(({ text }) => ({
        ...atQuestion(linted, question),
        what: `"${text}" asks for no knowledge`,
        mend: 'write an option that could be believed',
      })),
  );

export const hasNoFiller: TopicRule = (linted) => {
  const { topic } = linted;
  const texts = [
    topic.summary,
    ...topic.keyPoints,
    ...topic.pitfalls,
    articleText(topic),
    ...topic.tips.map(({ text }) => text),
    ...topic.questions.flatMap(({ prompt, options }) => [prompt, ...options.flatMap(({ text, why }) => [text, why])]),
  ];
  const all = texts.join('\n').toLowerCase();
  return filler
    .filter((words) => all.includes(words))
    .map((words) => ({
      where: linted.source.file,
      line: 1,
      what: `"${words}" fills and says nothing`,
      mend: 'say what it is, or delete it',
    }));
};

const isPlain: TopicRule = (linted) => {
  const { topic } = linted;
  const years = readingYears(articleText(topic));
  const hard = topic.tips.filter(({ text }) => readingYears(text) > tipYears);
  return [
    ...(years > articleYears
      ? [
          {
            where: linted.source.file,
            line: 1,
            what: `the article asks for ${years.toFixed(1)} years of school, at most ${articleYears}`,
            mend: 'shorter sentences, shorter words',
          },
        ]
      : []),
    ...hard.map(({ id, text }) => ({
      ...at(linted, ['tips']),
      what: `the tip "${id}" asks for ${readingYears(text).toFixed(1)} years of school, at most ${tipYears}`,
      mend: 'two sentences instead of one',
    })),
  ];
};

const tipsDiffer: TopicRule = (linted) =>
  linted.topic.tips.flatMap((tip, index) =>
    linted.topic.tips
      .slice(0, index)
      .filter((other) => likeness(tip.text, other.text) > tipLikeness)
      .map((other) => ({
        ...at(linted, ['tips']),
        what: `the tips "${other.id}" and "${tip.id}" say the same`,
        mend: 'another lesson, or delete one',
      })),
  );

/** The words of an article, without code and tables. */
function articleText({ sections }: Topic): string {
  return sections.flatMap(({ blocks }) => blocks.map(blockText)).join('\n');
}

function blockText(block: Block): string {
  if (block.kind === 'list') return block.items.map((item) => plainRich(item)).join('\n');
  return 'content' in block ? plainRich(block.content) : '';
}

export const topicRules: readonly TopicRule[] = [
  hasEnough,
  hasFourOptions,
  hidesTheKey,
  optionsAreAlike,
  hasNoCatchAll,
  hasNoFiller,
  isPlain,
  tipsDiffer,
];
