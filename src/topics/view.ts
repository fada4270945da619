// A topic as cards: itself, its article page by page, and what to do when it was not found.
import { encodeAction } from '../card/action.ts';
import { bold, bullets, buttons, heading, link, paragraph, rich, small, text } from '../card/build.ts';
import type { Block, Button, Card } from '../card/card.ts';
import type { Catalogue, Category, Topic } from '../content/catalogue.ts';
import { topicPicture } from '../pictures/block.ts';
import { pagesOf } from './pages.ts';

/** Buttons for related topics on one card. */
const maxRelated = 4;

/** The topic's card: what it is, what to remember, what people get wrong, and where to go on. */
export function topicCard(topic: Topic, catalogue: Catalogue, options: { readonly isShared?: boolean } = {}): Card {
  const hasArticle = topic.sections.length > 0;
  return {
    kind: 'card',
    tone: 'topic',
    title: topic.title,
    blocks: [
      small(`${categoryTitle(topic, catalogue)} · ${topic.level}`),
      paragraph(topic.summary),
      ...topicPicture(topic),
      heading('Key points'),
      bullets(topic.keyPoints),
      ...(topic.pitfalls.length === 0 ? [] : [heading('Common mistakes'), bullets(topic.pitfalls)]),
      ...buttons(...(hasArticle ? [readOnButton(topic.id)] : []), ...(options.isShared ? [] : [shareButton(topic.id)])),
      ...relatedBlocks(topic, catalogue),
    ],
    ...(hasArticle ? { readOn: readOnButton(topic.id).action } : {}),
  };
}

const categoryTitle = (topic: Topic, catalogue: Catalogue) =>
  catalogue.categories.find((category) => category.id === topic.category)?.title ?? topic.category;

const readOnButton = (id: string): Button => ({
  action: encodeAction('read', id, '0'),
  label: 'Read on',
  style: 'primary',
});
const shareButton = (id: string): Button => ({ action: encodeAction('share', id), label: 'Share' });

function relatedBlocks(topic: Topic, catalogue: Catalogue): readonly Block[] {
  const present = topic.related.flatMap((id) => catalogue.topicById.get(id) ?? []).slice(0, maxRelated);
  return present.length === 0 ? [] : [small('Related'), ...buttons(...present.map(topicButton))];
}

const topicButton = (topic: Topic): Button => ({
  action: encodeAction('topic', topic.id),
  label: shortTitle(topic.title),
});

/** What stands before a colon names the topic well enough for a button. */
function shortTitle(title: string): string {
  const name = title.split(':')[0] ?? title;
  return name.length <= 40 ? name : `${name.slice(0, 39).trimEnd()}…`;
}

/** One page of the article, for the reader alone. A page number beyond the last shows the last. */
export function articleCard(topic: Topic, page: number): Card {
  const pages = pagesOf(topic.sections);
  const index = Math.min(Math.max(0, page), pages.length - 1);
  const isLast = index === pages.length - 1;
  const turn = (to: number, label: string): Button => ({ action: encodeAction('read', topic.id, String(to)), label });
  return {
    kind: 'card',
    tone: 'topic',
    title: topic.title,
    blocks: [
      ...(pages[index] ?? []),
      ...(isLast ? sourceBlocks(topic) : []),
      small(`Page ${index + 1} of ${pages.length}`),
      ...buttons(
        ...(isLast ? [] : [{ ...turn(index + 1, 'Next'), style: 'primary' as const }]),
        ...(index > 0 ? [turn(index - 1, 'Back')] : []),
        { action: encodeAction('topic', topic.id), label: 'Summary' },
      ),
    ],
  };
}

function sourceBlocks(topic: Topic): readonly Block[] {
  const items = topic.sources.map((source) =>
    source.url === undefined
      ? rich(`${source.title}, ${source.publisher}`)
      : [link(source.title, source.url), text(`, ${source.publisher}`)],
  );
  return items.length === 0 ? [] : [heading('Sources'), { kind: 'list', style: 'bullet', items }];
}

/** When the query is close to several topics. */
export function didYouMeanCard(query: string, topics: readonly Topic[]): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Did you mean one of these?',
    blocks: [
      paragraph('Nothing is called ', bold(shown(query)), ' here, but these come close.'),
      { kind: 'list', style: 'bullet', items: topics.map((topic) => rich(bold(topic.title), ` ${alsoCalled(topic)}`)) },
      ...buttons(...topics.map(topicButton)),
    ],
  };
}

function alsoCalled(topic: Topic): string {
  const names = topic.aliases.slice(0, 2);
  return names.length === 0 ? '' : `(also called ${names.join(', ')})`;
}

/** When nothing fits: says so, and offers the categories. */
export function notFoundCard(query: string, categories: readonly Category[]): Card {
  const about = query.trim() === '' ? 'Nothing was asked.' : `Nothing here is about "${shown(query)}".`;
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Not found',
    blocks: [
      paragraph(`${about} Try fewer or other words, or look into a category:`),
      ...buttons(
        ...categories.map((category) => ({
          action: encodeAction('category', category.id, '0'),
          label: shortTitle(category.title),
        })),
      ),
    ],
  };
}

/** Topics on one page of a category. */
const topicsOnPage = 10;

export function categoryCard(category: Category, catalogue: Catalogue, page: number): Card {
  const all = catalogue.topics.filter((topic) => topic.category === category.id);
  const from = Math.max(0, page) * topicsOnPage;
  const topics = all.slice(from, from + topicsOnPage);
  const more: Button[] =
    all.length > from + topicsOnPage
      ? [{ action: encodeAction('category', category.id, String(page + 1)), label: 'More' }]
      : [];
  return {
    kind: 'card',
    tone: 'topic',
    title: category.title,
    blocks: [
      { kind: 'list', style: 'bullet', items: topics.map((topic) => rich(bold(topic.title), ` · ${topic.level}`)) },
      ...buttons(...topics.map(topicButton), ...more),
    ],
  };
}

/** The query as it may stand in an answer: short, on one line. */
function shown(query: string): string {
  const line = query.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= 60 ? line : `${characters.slice(0, 59).join('')}…`;
}
