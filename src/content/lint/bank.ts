// Rules for the whole content: nothing twice, nothing missing, nothing alone, and no place of the key to bet on.
import type { Problem } from '../../errors.ts';
import type { Question } from '../catalogue.ts';
import type { Bank, Linted } from './lint.ts';
import { likeness } from './reading.ts';

export type BankRule = (bank: Bank) => readonly Problem[];

/** No place of the right option may hold more than this share of the bank. */
const placeShare = 0.3;
/** Below so many questions a share says nothing. */
const leastForShares = 40;
/** Prompts of which so much is the same ask the same. */
const promptLikeness = 0.5;

interface Asked extends Linted {
  readonly question: Question;
}

const asked = ({ topics }: Bank): readonly Asked[] =>
  topics.flatMap((linted) => linted.topic.questions.map((question) => ({ ...linted, question })));

const placeOf = ({ source, question }: Asked) => ({
  where: source.quiz?.file ?? source.file,
  line: source.quiz?.lineOf(['questions', question.place]) ?? 1,
});

const isBalanced: BankRule = (bank) => {
  const all = asked(bank);
  const places = all.map(({ question }) => question.options.findIndex(({ isRight }) => isRight));
  return [...new Set(places)].sort().flatMap((place) => {
    const count = places.filter((each) => each === place).length;
    if (all.length < leastForShares || count <= placeShare * all.length) return [];
    const share = Math.round((100 * count) / all.length);
    return [
      {
        where: bank.planFile,
        what: `the right option stands at place ${place + 1} in ${share} % of the questions`,
        mend: `at most ${placeShare * 100} %: put it elsewhere in some`,
      },
    ];
  });
};

const asksNothingTwice: BankRule = (bank) => {
  const all = asked(bank);
  return all.flatMap((one, index) =>
    all
      .slice(0, index)
      .filter((other) => likeness(one.question.prompt, other.question.prompt) >= promptLikeness)
      .map((other) => ({
        ...placeOf(one),
        what: `"${one.question.id}" asks what "${other.topic.id}/${other.question.id}" asks`,
        mend: 'ask something else, or retire one',
      })),
  );
};

const isWhole: BankRule = ({ plan, planFile, topics }) =>
  plan.topics
    .filter(
      ({ id, tier }) => tier === 'core' && !topics.some(({ topic }) => topic.id === id && topic.status === 'full'),
    )
    .map(({ id, category }) => ({
      where: planFile,
      what: `the core topic "${id}" is missing`,
      mend: `write topics/${category}/${id}.md`,
    }));

/** A reader gets on from every topic, and to every topic. */
const hasNoOrphan: BankRule = ({ topics, catalogue }) =>
  topics.flatMap(({ topic, source }) => {
    const leads = topic.related.some((id) => catalogue.topicById.has(id));
    const isLedTo = topics.some((other) => other.topic.related.includes(topic.id));
    if (topics.length < 2 || (leads && isLedTo)) return [];
    const what = leads ? `no topic leads to "${topic.id}"` : `"${topic.id}" leads to no topic that is here`;
    return [
      {
        where: source.file,
        line: source.lineOf(['related']),
        what,
        mend: 'relate it to a topic that is here, and that one to it',
      },
    ];
  });

const relatesToOthers: BankRule = ({ topics }) =>
  topics
    .filter(({ topic }) => topic.related.includes(topic.id) || new Set(topic.related).size < topic.related.length)
    .map(({ topic, source }) => ({
      where: source.file,
      line: source.lineOf(['related']),
      what: `"${topic.id}" is related to itself, or to a topic twice`,
      mend: `related: [${[...new Set(topic.related)].filter((id) => id !== topic.id).join(', ')}]`,
    }));

export const bankRules: readonly BankRule[] = [isBalanced, asksNothingTwice, isWhole, hasNoOrphan, relatesToOthers];
