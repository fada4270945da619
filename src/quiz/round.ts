// The pure rules of a round: its snapshot, its tally, its letters.
import { z } from 'zod';
import type { Catalogue, Question } from '../content/catalogue.ts';
import { levels } from '../content/schema.ts';
import { type Random, shuffled } from '../random.ts';

/** What a round keeps of its question; the reveal reads only this, whatever becomes of the content. */
export const snapshotSchema = z.object({
  topic: z.object({ id: z.string(), title: z.string() }),
  category: z.string(),
  /** Absent in rounds of before pictures. */
  categoryId: z.string().optional(),
  level: z.enum(levels),
  prompt: z.string(),
  options: z.array(z.object({ id: z.string(), text: z.string(), isRight: z.boolean(), why: z.string() })),
  /** The channel was asked before and got it wrong. */
  isAgain: z.boolean().optional(),
  /** How the schedule's round before went, where this message opens the day. */
  before: z.object({ topic: z.string(), right: z.number(), voters: z.number() }).optional(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;
/** How a round went, in one line of the next day's post. */
export type Before = NonNullable<Snapshot['before']>;

/** Rounds stay open between five minutes and seven days. */
export const shortestMs = 5 * 60_000;
export const longestMs = 7 * 24 * 60 * 60_000;
/** Unless said otherwise. */
export const usualMinutes = 30;

/** Options are shuffled once a round. */
export function snapshotOf(question: Question, catalogue: Catalogue, random: Random): Snapshot {
  const topic = catalogue.topicById.get(question.topic);
  const category = catalogue.categories.find((each) => each.id === topic?.category);
  return {
    topic: { id: question.topic, title: topic?.title ?? question.topic },
    category: category?.title ?? '',
    ...(category ? { categoryId: category.id } : {}),
    level: question.level,
    prompt: question.prompt,
    options: [...shuffled(question.options, random)],
  };
}

/** Ids of the right options; one, by the content's schema. */
export const rightOptions = (snapshot: Snapshot): readonly string[] =>
  snapshot.options.filter(({ isRight }) => isRight).map(({ id }) => id);

/** "5 of 8 got it right." */
export function resultText({ right, voters }: { readonly right: number; readonly voters: number }): string {
  if (voters === 0) return 'Nobody answered.';
  if (voters === 1) return right === 1 ? 'The one who answered got it right.' : 'One person answered, and missed it.';
  if (right === 0) return `None of ${voters} got it right.`;
  return right === voters ? `All ${voters} got it right.` : `${right} of ${voters} got it right.`;
}

export const beforeText = ({ topic, ...result }: Before): string => `Last quiz (${topic}): ${resultText(result)}`;

/** A, B, C ... by place. */
export const letterOf = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

export interface Tally {
  readonly voters: number;
  readonly right: number;
  /** Votes by option id. */
  readonly byOption: ReadonlyMap<string, number>;
}

/** Counts the votes of a closed round. */
export function tallyOf(snapshot: Snapshot, byOption: ReadonlyMap<string, number>): Tally {
  const sum = (ids: readonly string[]) => ids.reduce((total, id) => total + (byOption.get(id) ?? 0), 0);
  return { voters: sum(snapshot.options.map(({ id }) => id)), right: sum(rightOptions(snapshot)), byOption };
}

/** The day of an instant in a zone, such as 2026-11-23. */
export const dayIn = (zone: string, at: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
