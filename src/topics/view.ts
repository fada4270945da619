// A topic as cards: itself, its article page by page, and what to do when it was not found.
import { decodeAction, encodeAction } from '../card/action.ts';
import { bold, bullets, buttons, code, heading, link, paragraph, rich, small, text } from '../card/build.ts';
import type { Block, Button, Card, Form } from '../card/card.ts';
import type { Catalogue, Category, Topic } from '../content/catalogue.ts';
import { topicPicture } from '../pictures/block.ts';
import type { Suggestion } from '../search/search.ts';
import type { Term } from '../search/terms.ts';
import { pagesOf } from './pages.ts';
import { wishAction, wishOf } from './wish.ts';

/** Buttons for related topics on one card. */
const maxRelated = 4;

/** The topic's card: what it is, what to remember, what people get wrong, and where to go on. */
export function topicCard(
  topic: Topic,
  catalogue: Catalogue,
  options: { readonly isShared?: boolean; readonly others?: readonly Suggestion[] } = {},
): Card {
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
      ...buttons(
        ...(hasArticle ? [readOnButton(topic.id)] : []),
        ...(topic.questions.length > 0 ? [quizMeButton(topic.id)] : []),
        ...(options.isShared ? [] : [shareButton(topic.id)]),
      ),
      ...relatedBlocks(topic, catalogue),
      ...otherBlocks(topic, options.others ?? []),
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
/** A question for the reader alone, with the why at once. */
const quizMeButton = (id: string): Button => ({ action: encodeAction('practice', id), label: 'Quiz me' });
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

/** What else the question may have meant, without what stands under "Related" anyway. */
function otherBlocks(topic: Topic, others: readonly Suggestion[]): readonly Block[] {
  const further = others
    .map((other) => other.topic)
    .filter(({ id }) => !topic.related.slice(0, maxRelated).includes(id));
  return further.length === 0 ? [] : [small('Not what you meant?'), ...buttons(...further.map(topicButton))];
}

/** When the query is close to several topics. */
export function didYouMeanCard(query: string, suggestions: readonly Suggestion[]): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Did you mean one of these?',
    blocks: [
      paragraph('Nothing is called ', bold(shown(query)), ' here, but these come close.'),
      {
        kind: 'list',
        style: 'bullet',
        items: suggestions.map((suggestion) => rich(bold(suggestion.topic.title), whyText(suggestion))),
      },
      ...buttons(...suggestions.map(({ topic }) => topicButton(topic)), findButton),
      ...wishBlocks(query),
    ],
  };
}

function whyText({ why }: Suggestion): string {
  if (!why) return '';
  return why.kind === 'called' ? ` (also called ${why.text})` : ` (answers: ${why.text})`;
}

export const findButton: Button = { action: encodeAction('find'), label: 'Find a topic' };

/** The way to ask for what is not here, and what happens to the words. */
function wishBlocks(query: string): readonly Block[] {
  if (query.trim() === '') return [];
  const words = wishOf(decodeAction(wishAction(query)).args[0] ?? '');
  const kept = words === '' ? 'only that somebody asked, not your words' : `the words "${words}", not your name`;
  return [
    ...buttons({ action: wishAction(query), label: 'Ask for this topic' }),
    small(`"Ask for this topic" keeps ${kept}, for the authors.`),
  ];
}

export function wishNotedCard(words: string): Card {
  const what = words === '' ? 'That somebody asked is noted' : `"${words}" is noted`;
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Noted',
    blocks: [paragraph(`${what} for the authors, without your name.`), ...buttons(findButton)],
  };
}

/** When nothing fits: says so, and offers the nearest category, the others, and a way to ask. */
export function notFoundCard(
  query: string,
  { categories, near }: { categories: readonly Category[]; near: Category | undefined },
): Card {
  const about = query.trim() === '' ? 'Nothing was asked.' : `Nothing here is about "${shown(query)}".`;
  const hint = near ? `The nearest category is ${near.title}.` : 'Try fewer or other words, or look into a category:';
  const sorted = near ? [near, ...categories.filter(({ id }) => id !== near.id)] : categories;
  return {
    kind: 'card',
    tone: 'notice',
    title: 'Not found',
    blocks: [
      paragraph(`${about} ${hint}`),
      ...wishBlocks(query),
      ...buttons(
        findButton,
        ...sorted.map((category) => ({
          action: encodeAction('category', category.id, '0'),
          label: shortTitle(category.title),
          ...(category.id === near?.id ? { style: 'primary' as const } : {}),
        })),
      ),
    ],
  };
}

/** Terms of one passage that are shown; a long text names more than anybody reads. */
const maxTerms = 12;

/** The topics that a passage names, each with its summary's first sentence. */
export function termsCard(terms: readonly Term[]): Card {
  const shownTerms = terms.slice(0, maxTerms);
  if (shownTerms.length === 0) {
    return {
      kind: 'card',
      tone: 'notice',
      title: 'No terms found',
      blocks: [
        paragraph('This text names no topic that is here. A word alone can be looked up: ', code('/arch <word>'), '.'),
        ...buttons(findButton),
      ],
    };
  }
  const rest = terms.length - shownTerms.length;
  return {
    kind: 'card',
    tone: 'topic',
    title: terms.length === 1 ? '1 term explained' : `${terms.length} terms explained`,
    blocks: [
      {
        kind: 'list',
        style: 'bullet',
        items: shownTerms.map(({ topic, as }) => rich(bold(shown(as)), `: ${firstSentence(topic.summary)}`)),
      },
      ...(rest > 0 ? [small(`And ${rest} more.`)] : []),
      ...buttons(...shownTerms.map(({ topic }) => topicButton(topic))),
    ],
  };
}

const firstSentence = (text: string) => /^.+?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** The form behind "Find a topic": suggestions at every key, where the surface has them. */
export const findForm: Form = {
  kind: 'form',
  action: encodeAction('find-form'),
  title: 'Find a topic',
  submitLabel: 'Show',
  fields: [{ kind: 'search', name: 'query', label: 'Topic', hint: 'A name, or what you want to know' }],
};

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
