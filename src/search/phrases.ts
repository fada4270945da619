// What of a topic is searched, cut into phrases: each name, ask and tag by itself, since a query is about one of them at a time.
// Without asks paraphrases fall from 81 to 50 %, without aliases first hits from 95.4 to 83.8 % (docs/lookup.md).
import type { Topic } from '../content/catalogue.ts';
import { fold } from './normalise.ts';
import { isStopWord } from './stop-words.ts';

export const fields = ['title', 'alias', 'ask', 'tag', 'text'] as const;
export type Field = (typeof fields)[number];

export const isNameField = (field: Field): boolean => field === 'title' || field === 'alias';

export interface Phrase {
  readonly field: Field;
  /** As the author wrote it. */
  readonly text: string;
  readonly folded: string;
  /** Folded words that carry meaning, in order; all of them when every one is a stop word. */
  readonly words: readonly string[];
}

export function phrasesOf(topic: Topic): readonly Phrase[] {
  const beforeColon = topic.title.split(':')[0] ?? topic.title;
  return [
    ...named('title', [topic.title, beforeColon, topic.id.replaceAll('-', ' ')]),
    ...named('alias', topic.aliases),
    ...named('ask', topic.asks),
    ...named('tag', topic.tags),
    ...named('text', [topic.summary, ...topic.keyPoints, ...topic.pitfalls]),
  ];
}

function named(field: Field, texts: readonly string[]): readonly Phrase[] {
  const phrases = texts.map((text) => phraseOf(field, text));
  return phrases.filter((phrase, index) => phrases.findIndex((other) => other.folded === phrase.folded) === index);
}

function phraseOf(field: Field, text: string): Phrase {
  const folded = fold(text);
  return { field, text, folded, words: meaningfulWords(folded) };
}

/** The words that carry meaning; all of them when every one is a stop word. */
export function meaningfulWords(folded: string): readonly string[] {
  const words = folded.split(' ').filter(Boolean);
  const kept = words.filter((word) => !isStopWord(word));
  return kept.length > 0 ? kept : words;
}
