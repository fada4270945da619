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
});
export type Snapshot = z.infer<typeof snapshotSchema>;

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
  const count = (id: string) => byOption.get(id) ?? 0;
  const voters = snapshot.options.reduce((sum, option) => sum + count(option.id), 0);
  const right = snapshot.options.filter((option) => option.isRight).reduce((sum, option) => sum + count(option.id), 0);
  return { voters, right, byOption };
}
