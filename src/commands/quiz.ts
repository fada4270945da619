// quiz, and the buttons of a round.

import { instant, paragraph } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { UserError } from '../errors.ts';
import { closeRound, openRound, vote, type Wish } from '../quiz/quiz.ts';
import { usualMinutes } from '../quiz/round.ts';
import { findRound, type Round } from '../quiz/store.ts';
import { closedCard, receiptCard } from '../quiz/view.ts';
import type { Search } from '../search/search.ts';
import { ensureTenant } from '../settings/settings.ts';
import { findPerson } from '../settings/store.ts';
import { isFirst } from '../store/seen.ts';
import { topicsOf } from '../tips/tips.ts';
import { categoryNamed } from '../topics/topics.ts';
import { type Ask, type Handler, personOf, privately, requireRight, targetOf } from './ask.ts';
import { levelOf } from './learn.ts';

const minuteMs = 60_000;

export const quiz: Handler = async (ask, options) => {
  await requireRight(ask, 'open-quizzes');
  const { services } = ask;
  const wish = { ...wishOf(options.about, services), level: levelOf(options.level) };
  const openedAt = services.clock.now();
  const minutes = Number(options.minutes ?? usualMinutes);
  const opened = await services.store.write(async (tx) => {
    if (!(await isFirst(tx, ask.eventId, services.clock.elapsed()))) return undefined;
    const { workspaceId } = await ensureTenant(tx, ask.place, openedAt);
    const openedBy = await personOf(ask)(tx);
    const opening = {
      workspaceId,
      target: targetOf(ask.place),
      wish,
      openedAt,
      closesAt: openedAt + minutes * minuteMs,
      openedBy,
    };
    return openRound(tx, services, opening);
  });
  if (opened === undefined) return [];
  if (opened.kind === 'no-question')
    throw new UserError('No question fits that wish just now. Try another topic, another level, or none.');
  const { state, why } = await services.deliveries.attempt(opened.deliveryId);
  if (state === 'failed') throw new UserError(`The quiz could not be posted here: ${why}`);
  return privately(openedCard(opened.closesAt, state === 'sent'));
};

function openedCard(closesAt: number, isPosted: boolean): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: isPosted ? 'Your quiz is open' : 'Your quiz opens in a moment',
    blocks: [
      paragraph(
        'It closes ',
        instant(closesAt, 'date-time'),
        '. "Close now" ends it earlier; the answer and its why appear in its place.',
      ),
    ],
  };
}

/** A category, else a topic; nothing means any. @throws UserError when it names neither. */
function wishOf(about: string | undefined, { catalogue, search }: { catalogue: Catalogue; search: Search }): Wish {
  if (about === undefined) return { topics: catalogue.topics };
  const category = categoryNamed(catalogue, about);
  if (category) return { topics: topicsOf(catalogue, { categories: [category.id] }) };
  const found = search.find(about);
  if (found.kind === 'sure') return { topics: [found.topic] };
  const near =
    found.kind === 'unsure' ? ` Did you mean ${found.topics.map(({ topic }) => topic.title).join(', or ')}?` : '';
  throw new UserError(`"${about.slice(0, 60)}" is neither a category nor a topic here.${near}`);
}

/** A press on a letter. */
export const castVote: Handler = async (ask, options) => {
  const { services } = ask;
  const optionIndex = Number(options['1']);
  const roundId = options['0'] ?? '';
  const voted = await vote(services, {
    eventId: ask.eventId,
    roundId,
    optionIndex,
    message: ask.message,
    person: personOf(ask),
  });
  switch (voted.kind) {
    case 'voted':
      return privately(receiptCard(voted.round, { index: optionIndex, isFirst: voted.isFirst }));
    case 'closed':
      return privately(closedCard(voted.round, voted.closedAt));
    case 'unknown-round':
      throw new UserError('This round is no longer known here. Open a new one with quiz.');
    default:
      return voted satisfies never;
  }
};

/** "Close now": for the opener, and for managers. */
export const closeQuiz: Handler = async (ask, options) => {
  const { store, clock, deliveries } = ask.services;
  const round = await findRound(store.db, options['0'] ?? '');
  if (!round) throw new UserError('This round is no longer known here.');
  if (!(await isOpener(ask, round))) await requireManagerToClose(ask);
  const closed = await store.write((tx) => closeRound(tx, round, clock.now()));
  if (closed.kind === 'already-closed') return privately(closedCard(round, round.closedAt ?? clock.now()));
  await deliveries.attempt(closed.deliveryId);
  return [];
};

async function isOpener(ask: Ask, round: Round): Promise<boolean> {
  const { platform, installation } = ask.place;
  const key = { platform, installation, user: ask.actor.user, home: ask.actor.home };
  const personId = await findPerson(ask.services.store.db, key);
  return personId !== undefined && personId === round.openedBy;
}

async function requireManagerToClose(ask: Ask): Promise<void> {
  try {
    await requireRight(ask, 'manage-schedules');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError('Only whoever opened this round, or a manager, can close it early.', { cause: error });
  }
}
