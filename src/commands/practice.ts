// "Quiz me" and the buttons of private practice.
import type { Topic } from '../content/catalogue.ts';
import { UserError } from '../errors.ts';
import type { Reply } from '../platform.ts';
import { attempt, drawQuestion, type Learner } from '../quiz/practice/practice.ts';
import { answerCard, askedCard, practiceCard, restingCard } from '../quiz/practice/view.ts';
import { ensureTenant } from '../settings/settings.ts';
import type { Db } from '../store/tables.ts';
import { topicOrThrow } from '../topics/topics.ts';
import { type Ask, type Handler, personOf, targetOf, turned } from './ask.ts';

const learnerOf =
  (ask: Ask) =>
  async (tx: Db): Promise<Learner> => {
    const { workspaceId } = await ensureTenant(tx, ask.place, ask.services.clock.now());
    return { workspaceId, personId: await personOf(ask)(tx), target: targetOf(ask.place) };
  };

/** Asks the member alone about a topic. */
export const quizMe: Handler = async (ask, options) =>
  practise(ask, [topicOrThrow(ask.services.catalogue, options['0'] ?? '')]);

/** Asks the member alone about one of the topics. */
export async function practise(ask: Ask, topics: readonly Topic[]): Promise<readonly Reply[]> {
  const { services } = ask;
  const drawn = await services.store.write(async (tx) =>
    drawQuestion(tx, services, { ...(await learnerOf(ask)(tx)), topics }),
  );
  if (drawn.kind === 'none') throw new UserError('There is no question about this yet. Try another topic, or none.');
  if (drawn.kind === 'resting') return turned(ask, restingCard);
  return turned(ask, practiceCard(topicOrThrow(services.catalogue, drawn.question.topic), drawn));
}

/** A letter under a practice question. */
export const tryAnswer: Handler = async (ask, options) => {
  const { services } = ask;
  const [topicId = '', questionId = '', seed = '', wording = '', index = ''] = [0, 1, 2, 3, 4].map((at) => options[at]);
  const topic: Topic | undefined = services.catalogue.topicById.get(topicId);
  const attempted = await attempt(services, {
    eventId: ask.eventId,
    ref: `${topicId}/${questionId}`,
    seed,
    wording,
    optionIndex: /^\d$/.test(index) ? Number(index) : -1,
    learner: learnerOf(ask),
  });
  if (!topic || attempted.kind === 'unknown')
    throw new UserError('This question is no longer here. Press "Quiz me" on the topic for another one.');
  if (attempted.kind === 'asked') return turned(ask, askedCard(topic));
  return turned(ask, attempted.kind === 'changed' ? practiceCard(topic, attempted) : answerCard(topic, attempted));
};
