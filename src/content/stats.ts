// How much content there is.
import type { Catalogue } from './catalogue.ts';

export interface Stats {
  readonly topics: number;
  readonly questions: number;
  readonly tips: number;
  readonly pictures: number;
  /** Topics by category id. */
  readonly byCategory: Readonly<Record<string, number>>;
  readonly ids: readonly string[];
}

/** Counts what is in use; what was retired does not count. */
export function contentStats({ topics, categories }: Catalogue): Stats {
  return {
    topics: topics.length,
    questions: topics.reduce((sum, topic) => sum + topic.questions.length, 0),
    tips: topics.reduce((sum, topic) => sum + topic.tips.length, 0),
    pictures: topics.filter((topic) => topic.picture !== undefined).length,
    byCategory: Object.fromEntries(
      categories.map(({ id }) => [id, topics.filter((topic) => topic.category === id).length]),
    ),
    ids: topics.map((topic) => topic.id),
  };
}
