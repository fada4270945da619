// topic and tip, and the buttons under them.
import { type Level, levels } from '../content/schema.ts';
import { UserError } from '../errors.ts';
import { personSubject } from '../history/store.ts';
import type { FormEvent, Reply } from '../platform.ts';
import { ensureTenant } from '../settings/settings.ts';
import { isFirst } from '../store/seen.ts';
import { takeTip, topicsOf } from '../tips/tips.ts';
import { tipCard } from '../tips/view.ts';
import { addWish } from '../topics/store.ts';
import { categoryOrThrow, lookup, topicOrThrow } from '../topics/topics.ts';
import { articleCard, categoryCard, findForm, termsCard, topicCard, wishNotedCard } from '../topics/view.ts';
import { wishOf } from '../topics/wish.ts';
import { type Ask, type Handler, personOf, privately, turned } from './ask.ts';

export const topic: Handler = async ({ services }, options) => privately(lookup(options.query ?? '', services));

export const tip: Handler = async (ask, options) => {
  const { catalogue, store, clock, random } = ask.services;
  const category = options.category === undefined ? undefined : categoryOrThrow(catalogue, options.category);
  const topics = topicsOf(catalogue, { categories: category ? [category.id] : [] });
  const now = clock.now();
  const chosen = await store.write(async (tx) => {
    const { workspaceId } = await ensureTenant(tx, ask.place, now);
    const subject = personSubject(await personOf(ask)(tx));
    return takeTip(tx, { workspaceId, subject }, { topics, random, now });
  });
  if (!chosen) throw new UserError('There is no tip in this category yet. Try another one, or none.');
  const from = topicOrThrow(catalogue, chosen.topic);
  const title = catalogue.categories.find((each) => each.id === from.category)?.title ?? from.category;
  const content = { topicId: from.id, topicTitle: from.title, categoryTitle: title, text: chosen.text };
  return privately(tipCard(content, from));
};

/** Buttons: args are those of the action. */
export const openTopic: Handler = async (ask, options) =>
  turned(ask, topicCard(topicOrThrow(ask.services.catalogue, options['0'] ?? ''), ask.services.catalogue));

export const readArticle: Handler = async (ask, options) =>
  turned(ask, articleCard(topicOrThrow(ask.services.catalogue, options['0'] ?? ''), Number(options['1']) || 0));

export const openCategory: Handler = async (ask, options) => {
  const { catalogue } = ask.services;
  return turned(
    ask,
    categoryCard(categoryOrThrow(catalogue, options['0'] ?? ''), catalogue, Number(options['1']) || 0),
  );
};

/** The one way in which a private answer becomes public. */
export const shareTopic: Handler = async (ask, options) => {
  const { catalogue } = ask.services;
  const card = topicCard(topicOrThrow(catalogue, options['0'] ?? ''), catalogue, { isShared: true });
  return [{ kind: 'message', audience: 'channel', card }];
};

/** Names the topics of a passage that a member handed over; nothing of it is kept. */
export const explain: Handler = async ({ services }, options) =>
  privately(termsCard(services.search.findTopics(options.text ?? '')));

export const openFind: Handler = async () => [{ kind: 'form', form: findForm }];

export async function submitFind({ services }: Ask, values: FormEvent['values']): Promise<readonly Reply[]> {
  const query = String(values.query ?? '').trim();
  if (query === '') return [{ kind: 'form-errors', errors: { query: 'Type what you want to know' } }];
  return privately(lookup(query, services));
}

/** Counts a question without an answer; a repeated delivery of the same press counts once. */
export const wish: Handler = async (ask, options) => {
  const { store, clock } = ask.services;
  const text = wishOf(options['0'] ?? '');
  const now = clock.now();
  await store.write(async (tx) => {
    if (!(await isFirst(tx, ask.eventId, clock.elapsed()))) return;
    const { workspaceId } = await ensureTenant(tx, ask.place, now);
    await addWish(tx, { workspaceId, text, now });
  });
  return turned(ask, wishNotedCard(text));
};

/** A level by its name, or none. */
export const levelOf = (text: string | undefined): Level | undefined => levels.find((level) => level === text);
