// quiz, and the buttons of a round.
import type { Catalogue } from '../content/catalogue.ts';
import { UserError } from '../errors.ts';
import type { Reply } from '../platform.ts';
import { endRound, openRound, type Wish } from '../quiz/quiz.ts';
import { usualMinutes } from '../quiz/round.ts';
import { findRound, newestOpen, type Round } from '../quiz/store.ts';
import { closedCard, closedHereCard, noVoteCard, openedCard, pollEndingCard, receiptCard } from '../quiz/view.ts';
import { adopt, isOf, type Press, type Voted, vote, withdraw } from '../quiz/votes/votes.ts';
import type { Search } from '../search/search.ts';
import { ensureTenant } from '../settings/settings.ts';
import { findPerson } from '../settings/store.ts';
import type { VoteStyle } from '../store/round-tables.ts';
import { isFirst } from '../store/seen.ts';
import { topicsOf } from '../tips/tips.ts';
import { categoryCalled, categoryNamed } from '../topics/topics.ts';
import { type Ask, type Handler, memberOf, type Options, personOf, privately, requireRight, targetOf } from './ask.ts';
import { levelOf } from './learn.ts';
import { practise } from './practice.ts';

const minuteMs = 60_000;

/** "quiz me", and about what: private practice. */
const alone = /^me(?:\s+(?:about\s+)?(?<about>.+))?$/i;

export const quiz: Handler = async (ask, options) => {
  const me = alone.exec(options.about ?? '');
  if (me) return practise(ask, wishOf(me.groups?.about, ask.services).topics);
  if (options.about?.toLowerCase() === 'close') return closeHere(ask);
  await requireRight(ask, 'open-quizzes');
  const { services } = ask;
  const wish = { ...wishOf(options.about, services), level: levelOf(options.level) };
  const votes = options.votes === 'visible' ? 'visible' : 'hidden';
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
      votes,
    } as const;
    return openRound(tx, services, opening);
  });
  if (opened === undefined) return [];
  if (opened.kind !== 'opened') throw new UserError(refusalOf(opened.kind, votes));
  const { state, why } = await services.deliveries.attempt(opened.deliveryId);
  if (state === 'failed') throw new UserError(`The quiz could not be posted here: ${why}`);
  return privately(openedCard({ ...opened, isPosted: state === 'sent' }));
};

function refusalOf(kind: 'no-question' | 'no-polls', votes: VoteStyle): string {
  if (kind === 'no-polls')
    return 'Only Discord has polls of its own, with visible votes. Leave votes:visible out here.';
  return votes === 'visible'
    ? 'No question fits that wish and a poll, whose answers are short. Try another topic, or leave votes:visible out.'
    : 'No question fits that wish just now. Try another topic, another level, or none.';
}

/** A category, else a topic; nothing means any. @throws UserError when it names neither. */
function wishOf(about: string | undefined, { catalogue, search }: { catalogue: Catalogue; search: Search }): Wish {
  if (about === undefined) return { topics: catalogue.topics };
  const found = search.find(about);
  // "CAP" is a topic, though a part of "capacity" as well.
  const sure = found.kind === 'sure' ? found.topic : undefined;
  const category = categoryCalled(catalogue, about) ?? (sure ? undefined : categoryNamed(catalogue, about));
  if (category) return { topics: topicsOf(catalogue, { categories: [category.id] }) };
  if (sure) return { topics: [sure] };
  const near =
    found.kind === 'unsure' ? ` Did you mean ${found.topics.map(({ topic }) => topic.title).join(', or ')}?` : '';
  throw new UserError(`"${about.slice(0, 60)}" is neither a category nor a topic here.${near}`);
}

/** A press on a letter. */
export const castVote: Handler = async (ask, options) => {
  const ballot = { ...pressOf(ask, options), optionIndex: indexOf(options['1']), home: ask.actor.home };
  return answered(await vote(ask.services, ballot));
};

/** "Take it back", under a receipt. */
export const takeBack: Handler = async (ask, options) => answered(await withdraw(ask.services, pressOf(ask, options)));

const pressOf = (ask: Ask, options: Options): Press => ({
  eventId: ask.eventId,
  roundId: options['0'] ?? '',
  place: ask.place,
  message: ask.message,
  person: memberOf(ask),
});

/** A place among the options; -1 for what is none. */
const indexOf = (text: string | undefined) => (text !== undefined && /^\d$/.test(text) ? Number(text) : -1);

function answered(voted: Voted): readonly Reply[] {
  switch (voted.kind) {
    case 'new':
    case 'changed':
    case 'same':
      return privately(receiptCard(voted.round, { kind: voted.kind, index: voted.optionIndex }));
    case 'withdrawn':
    case 'no-vote':
      return privately(noVoteCard(voted.round, voted.kind === 'withdrawn'));
    case 'closed':
      return privately(closedCard(voted.round, voted.closedAt));
    case 'unknown':
      throw new UserError(unknownRound);
    default:
      return voted satisfies never;
  }
}

const unknownRound =
  'This button belongs to no round that is known here, so nothing was counted. Press one under the quiz itself, or open a new one with quiz.';

/** "Close now": for the opener, and for managers. */
export const closeQuiz: Handler = async (ask, options) => {
  const round = await findRound(ask.services.store.db, options['0'] ?? '');
  if (!round || !isOf(round, ask)) throw new UserError(unknownRound);
  return close(ask, round);
};

async function close(ask: Ask, round: Round): Promise<readonly Reply[]> {
  const { services, message } = ask;
  const { store, clock, deliveries } = services;
  if (!(await isOpener(ask, round))) await requireManagerToClose(ask, round);
  const closed = await store.write(async (tx) => {
    // Pressed under a message that nobody knew to be there: the answer can stand in its place.
    if (!round.ref && message && round.state === 'open') await adopt(tx, round, { ref: message, now: clock.now() });
    return endRound(tx, services, round);
  });
  if (closed.kind === 'already-closed') return privately(closedCard(round, round.closedAt ?? clock.now()));
  if (closed.deliveryId !== undefined) await deliveries.attempt(closed.deliveryId);
  deliveries.nudge();
  return round.votes === 'visible' ? privately(pollEndingCard()) : [];
}

/** "quiz close": the newest round that is open here; the way to end a poll, which carries no button of ours. */
async function closeHere(ask: Ask): Promise<readonly Reply[]> {
  const { store, clock } = ask.services;
  // A repeated delivery must not close the next round as well.
  if (!(await store.write((tx) => isFirst(tx, ask.eventId, clock.elapsed())))) return [];
  const round = await newestOpen(store.db, ask.place);
  if (!round) throw new UserError('No quiz is open in this channel.');
  const replies = await close(ask, round);
  return replies.length > 0 ? replies : privately(closedHereCard);
}

async function isOpener(ask: Ask, round: Round): Promise<boolean> {
  const { platform, installation } = ask.place;
  const key = { platform, installation, user: ask.actor.user, home: ask.actor.home };
  const personId = await findPerson(ask.services.store.db, key);
  return personId !== undefined && personId === round.openedBy;
}

/** Judged by the round's own workspace: in a shared channel the member's may be another. */
async function requireManagerToClose(ask: Ask, { target }: Round): Promise<void> {
  const { installation, workspace } = target;
  try {
    await requireRight({ ...ask, place: { ...ask.place, installation, workspace } }, 'manage-schedules');
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError('Only whoever opened this round, or a manager, can close it early.', { cause: error });
  }
}
