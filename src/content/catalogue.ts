// The content as the rest of the bot sees it: validated, frozen, in memory.
import type { Block } from '../card/card.ts';
import type { Level } from './schema.ts';

export interface Category {
  readonly id: string;
  readonly title: string;
}

export interface Tip {
  readonly id: string;
  readonly topic: string;
  readonly text: string;
}

export interface QuestionOption {
  readonly id: string;
  readonly text: string;
  readonly isRight: boolean;
  readonly why: string;
}

export interface Question {
  readonly id: string;
  readonly topic: string;
  readonly level: Level;
  readonly prompt: string;
  readonly options: readonly QuestionOption[];
  /** In its file, from 0, retired ones counted. */
  readonly place: number;
  /** Changes with every word of the question. */
  readonly contentHash: string;
}

export interface Source {
  readonly title: string;
  readonly publisher: string;
  readonly url?: string | undefined;
}

/** One `##` section of the article. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export interface Topic {
  readonly id: string;
  readonly title: string;
  readonly category: string;
  readonly level: Level;
  readonly status: 'full' | 'brief';
  readonly aliases: readonly string[];
  readonly asks: readonly string[];
  readonly tags: readonly string[];
  readonly summary: string;
  readonly keyPoints: readonly string[];
  readonly pitfalls: readonly string[];
  readonly related: readonly string[];
  readonly sources: readonly Source[];
  readonly updated: string;
  /** Without those that were retired. */
  readonly tips: readonly Tip[];
  /** Without those that were retired. */
  readonly questions: readonly Question[];
  /** The article without its picture; empty in a brief. */
  readonly sections: readonly Section[];
  /** The source of the picture: Mermaid text or a table; absent in a brief. */
  readonly picture?: Picture;
}

export interface Picture {
  readonly kind: 'mermaid' | 'table';
  readonly source: string;
  /** Where the source stands: the file, and the line of its first line. */
  readonly file: string;
  readonly line: number;
}

export interface Catalogue {
  readonly categories: readonly Category[];
  readonly topics: readonly Topic[];
  readonly topicById: ReadonlyMap<string, Topic>;
  /** By `topic/question`. */
  readonly questionByRef: ReadonlyMap<string, Question>;
  /** By `topic/tip`. */
  readonly tipByRef: ReadonlyMap<string, Tip>;
  /** Words that may stand for each other in a question. */
  readonly synonyms: readonly (readonly string[])[];
}

/** Indexes the topics; the result and everything in it is frozen. */
export function catalogueOf(
  categories: readonly Category[],
  topics: readonly Topic[],
  synonyms: Catalogue['synonyms'] = [],
): Catalogue {
  const questions = topics.flatMap((topic) => topic.questions);
  const tips = topics.flatMap((topic) => topic.tips);
  const used = new Set(topics.map((topic) => topic.category));
  return deepFreeze({
    categories: categories.filter((category) => used.has(category.id)),
    topics,
    topicById: new Map(topics.map((topic) => [topic.id, topic])),
    questionByRef: new Map(questions.map((question) => [refOf(question), question])),
    tipByRef: new Map(tips.map((tip) => [refOf(tip), tip])),
    synonyms,
  });
}

/** `topic/id`, as stored in histories and rounds. */
export const refOf = (item: { readonly topic: string; readonly id: string }): string => `${item.topic}/${item.id}`;

function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of value instanceof Map ? value.values() : Object.values(value)) deepFreeze(inner);
  return value;
}
