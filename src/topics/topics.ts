// Looking topics up.

import type { Card } from '../card/card.ts';
import type { Catalogue, Category, Topic } from '../content/catalogue.ts';
import { UserError } from '../errors.ts';
import type { Search } from '../search/search.ts';
import { didYouMeanCard, notFoundCard, topicCard } from './view.ts';

/** The answer to any text whatever: the topic, up to five that it may mean, or the categories. */
export function lookup(query: string, { catalogue, search }: { catalogue: Catalogue; search: Search }): Card {
  const found = search.find(query);
  switch (found.kind) {
    case 'sure':
      return topicCard(found.topic, catalogue, { others: found.others });
    case 'unsure':
      return didYouMeanCard(query, found.topics);
    case 'nothing':
      return notFoundCard(query, { categories: catalogue.categories, near: found.near });
    default:
      return found satisfies never;
  }
}

/** @throws UserError when the content no longer holds the topic. */
export function topicOrThrow(catalogue: Catalogue, id: string): Topic {
  const topic = catalogue.topicById.get(id);
  if (!topic) throw new UserError('This topic is no longer here. Look it up by name: /arch <topic>');
  return topic;
}

/** Categories that tips and quizzes can draw on: those with a topic that is more than a brief. */
export const taughtCategories = (catalogue: Catalogue): readonly Category[] =>
  catalogue.categories.filter(({ id }) =>
    catalogue.topics.some(({ category, status }) => category === id && status === 'full'),
  );

/** The category of that very id or title, forgiving case. */
export function categoryCalled(catalogue: Catalogue, text: string): Category | undefined {
  const wanted = text.trim().toLowerCase();
  return catalogue.categories.find(
    (each) => each.id === wanted.replace(/\s+/g, '-') || each.title.toLowerCase() === wanted,
  );
}

/** The category of that id or title, forgiving case and a part of the title. */
export function categoryNamed(catalogue: Catalogue, text: string): Category | undefined {
  const wanted = text.trim().toLowerCase();
  return (
    categoryCalled(catalogue, text) ??
    catalogue.categories.find((each) => wanted.length >= 3 && `${each.id} ${each.title.toLowerCase()}`.includes(wanted))
  );
}

/** @throws UserError that lists the categories. */
export function categoryOrThrow(catalogue: Catalogue, text: string): Category {
  const category = categoryNamed(catalogue, text);
  if (category) return category;
  const known = catalogue.categories.map((each) => each.id).join(', ');
  throw new UserError(`"${text.slice(0, 60)}" is no category. There are: ${known}.`);
}
