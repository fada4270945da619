// Rules for what lookup lives on: the asks of every topic, and the few lines of a brief.
import type { Topic } from '../catalogue.ts';
import type { Linted } from './lint.ts';
import { wordsOf } from './reading.ts';
import { hasNoFiller, type TopicRule } from './topic.ts';

const askCount = { least: 8, most: 16 } as const;
/** Words of the title in an ask, as a share of the ask's own. */
const askShare = 0.6;
/** A brief has no article: its summary says what it is and why it matters. */
const summarySentences = 2;

const at = (linted: Linted, path: readonly PropertyKey[]) => ({
  where: linted.source.file,
  line: linted.source.lineOf(path),
});

const hasEnoughAsks: TopicRule = (linted) => {
  const { length } = linted.topic.asks;
  if (length >= askCount.least && length <= askCount.most) return [];
  return [
    {
      ...at(linted, ['asks']),
      what: `${length} asks, ${askCount.least} to ${askCount.most} belong there`,
      mend: 'write what is missing, or cut what is too much',
    },
  ];
};

/** Members who know the title find the topic anyway; asks are for those who do not. */
const asksAreOthers: TopicRule = (linted) => {
  const title = new Set(meaningful(linted.topic.title));
  return linted.topic.asks.flatMap((ask, index) => {
    const words = meaningful(ask);
    const same = words.filter((word) => title.has(word)).length;
    if (words.length === 0 || same / words.length <= askShare) return [];
    return [
      {
        ...at(linted, ['asks', index]),
        what: `"${ask}" says little but the title`,
        mend: 'ask as somebody does who does not know the name',
      },
    ];
  });
};

const meaningful = (text: string) => wordsOf(text.toLowerCase()).filter((word) => word.length > 3);

const asksDiffer: TopicRule = (linted) =>
  repeated(linted.topic.asks).map((ask) => ({
    ...at(linted, ['asks']),
    what: `"${ask}" stands there twice`,
    mend: 'another way of asking, or delete it',
  }));

const repeated = (texts: readonly string[]) =>
  texts.filter((text, index) => texts.findIndex((other) => other.toLowerCase() === text.toLowerCase()) < index);

const summaryHasTwoSentences: TopicRule = (linted) => {
  const count = sentencesOf(linted.topic);
  if (count === summarySentences) return [];
  return [
    {
      ...at(linted, ['summary']),
      what: `the summary of a brief has ${count} sentence${count === 1 ? '' : 's'}, ${summarySentences} belong there`,
      mend: 'one for what it is, one for why it matters',
    },
  ];
};

const sentencesOf = ({ summary }: Topic) => summary.match(/[.!?](?=\s|$)/g)?.length ?? 0;

/** For every topic. */
export const lookupRules: readonly TopicRule[] = [hasEnoughAsks, asksAreOthers, asksDiffer];

/** For a topic without an article. */
export const briefRules: readonly TopicRule[] = [summaryHasTwoSentences, hasNoFiller];
