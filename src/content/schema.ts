// What a topic's two files must hold; each field's sentence is shown to whoever gets it wrong.
import { z } from 'zod';

const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'an id has lower-case letters, digits and single hyphens');
const line = (maxChars: number) => z.string().trim().min(1).max(maxChars);
const word = line(80);

export const levels = ['beginner', 'intermediate', 'advanced'] as const;
export type Level = (typeof levels)[number];

const date = z.iso.date('a date is written 2026-11-23');

const source = z.strictObject({
  title: line(200).describe('what the work is called'),
  publisher: line(200).describe('who published it, and when'),
  url: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('its address, when you are sure of it'),
});

const tip = z.strictObject({
  id: id.describe('never changes'),
  text: line(280).describe('one short lesson that stands alone'),
  retired: date.optional().describe('the day it was taken out of use'),
});

/** The front matter of `<id>.md`. */
export const frontMatterSchema = z.strictObject({
  id: id.describe('the id in the catalogue, and the name of the file'),
  title: line(120).describe('what the card is headed with'),
  category: id.describe('the folder it stands in'),
  level: z.enum(levels).describe('how much it asks of the reader'),
  status: z.enum(['full', 'brief']).describe('full, or brief for front matter alone'),
  overrides: id.optional().describe('the id of the topic that this one replaces'),
  aliases: z.array(word).max(40).describe('other names it is known by'),
  asks: z.array(line(120)).min(1).max(16).describe('plain ways in which people ask for it'),
  tags: z.array(line(40)).min(1).max(12).describe('one-word subjects'),
  summary: line(280).describe('what it is, in one or two plain sentences'),
  keyPoints: z.array(line(160)).min(3).max(7).describe('what to remember'),
  pitfalls: z.array(line(200)).min(2).max(5).optional().describe('what people get wrong'),
  related: z.array(id).max(12).describe('ids of topics in the catalogue'),
  sources: z.array(source).min(2).max(12).optional().describe('works that say it'),
  updated: date.describe('the day it was last read through'),
  tips: z.array(tip).min(3).max(40).optional().describe('at least three short lessons'),
});

const option = z.strictObject({
  id: id.describe('never changes'),
  text: line(120).describe('the choice as members see it'),
  right: z.literal(true).optional().describe('on the one right option only'),
  why: line(300).describe('why it is right or wrong'),
});

const question = z.strictObject({
  id: id.describe('never changes; a changed key or meaning takes a new one'),
  level: z.enum(levels).describe('how much it asks of the reader'),
  prompt: line(300).describe('the question'),
  options: z.array(option).min(2).max(6).describe('two to six choices, one of them right'),
  retired: date.optional().describe('the day it was taken out of use'),
});

/** The whole of `<id>.quiz.yaml`. */
export const quizSchema = z.strictObject({
  topic: id.describe('the id of the topic beside it'),
  questions: z.array(question).min(4).max(100).describe('at least four questions'),
});

/** `content/catalogue.yaml`. */
export const catalogueSchema = z.strictObject({
  version: z.literal(1),
  categories: z.array(z.strictObject({ id, title: line(80) })).min(1),
  topics: z.array(
    z.strictObject({
      id,
      title: line(120),
      category: id,
      tier: z.enum(['core', 'more']),
      level: z.enum(levels),
      aliases: z.array(word),
      related: z.array(id),
    }),
  ),
});

/** `content/thesaurus.yaml`. */
export const thesaurusSchema = z
  .array(z.array(word).min(2).max(12).describe('words that may stand for each other, in one sense'))
  .describe('groups of words');

export type FrontMatter = z.infer<typeof frontMatterSchema>;
export type QuizFile = z.infer<typeof quizSchema>;
export type Plan = z.infer<typeof catalogueSchema>;
