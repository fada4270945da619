// What is to be drawn, complete: a worker needs nothing else for it.
import { createHash } from 'node:crypto';
import type { BoardPicture, PictureSpec, ResultPicture, Theme } from '../card/picture.ts';
import type { Catalogue, Picture } from '../content/catalogue.ts';

export interface TopicOrder {
  readonly kind: 'topic';
  readonly title: string;
  readonly category: string;
  readonly categoryTitle: string;
  readonly level: string;
  readonly picture: Pick<Picture, 'kind' | 'source'>;
}

export type Order = TopicOrder | ResultPicture | BoardPicture;

/**
 * Raised with every change of how pictures look, so that none is served that was drawn the old way. `npm run goldens`
 * refuses to renew the golden pictures without it.
 */
export const styleVersion = 3;

/** Nothing when the content no longer holds the topic, or it has no picture. */
export function orderOf(
  spec: PictureSpec,
  { categories, topicById }: Pick<Catalogue, 'categories' | 'topicById'>,
): Order | undefined {
  if (spec.kind !== 'topic') return spec;
  const topic = topicById.get(spec.topic);
  if (!topic?.picture) return undefined;
  const { kind, source } = topic.picture;
  const { title, category, level } = topic;
  const categoryTitle = categories.find(({ id }) => id === category)?.title ?? category;
  return { kind: 'topic', title, category, categoryTitle, level, picture: { kind, source } };
}

/** The same for the same picture in the same style: 24 hexadecimal digits. */
export function hashOf(order: Order, theme: Theme): string {
  return createHash('sha256')
    .update(JSON.stringify([styleVersion, theme, order]))
    .digest('hex')
    .slice(0, 24);
}
