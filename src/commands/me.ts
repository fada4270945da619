// me settings, me forget, and the buttons under them: what Archway does with a member.
import { encodeAction } from '../card/action.ts';
import { buttons, paragraph } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import { forgetSubject, personSubject } from '../history/store.ts';
import { forgetPictures } from '../pictures/store.ts';
import { hiddenCard } from '../quiz/boards/view.ts';
import { forgetReporter } from '../quiz/reports/store.ts';
import { forgetAnswers } from '../quiz/scores/store.ts';
import { forgetVotes } from '../quiz/votes/votes.ts';
import { newId } from '../random.ts';
import { forgetPerson, isHidden, setHidden } from '../settings/members/store.ts';
import { findPerson } from '../settings/store.ts';
import { type Handler, personOf, privately } from './ask.ts';

/** Without a word it says how things stand. */
export const meSettings: Handler = async (ask, options) => {
  const { boards } = options;
  if (boards !== undefined) return hide(ask, { '0': boards });
  const hides = await ask.services.store.write(async (tx) => isHidden(tx, await personOf(ask)(tx)));
  return privately(hiddenCard(hides));
};

/** "Hide me" and "Show me again"; pictures that name a hidden member go at once. */
export const hide: Handler = async (ask, options) => {
  const hides = options['0'] === 'hidden';
  await ask.services.store.write(async (tx) => {
    const personId = await personOf(ask)(tx);
    await setHidden(tx, personId, hides);
    if (hides) await forgetPictures(tx, personId);
  });
  return privately(hiddenCard(hides));
};

/** Says what goes, and asks. */
export const meForget: Handler = async () => privately(askCard);

const askCard: Card = {
  kind: 'card',
  tone: 'trouble',
  title: 'Forget you?',
  blocks: [
    paragraph(
      'Your votes in open quizzes, your answers and points, your name, and what you saw and answered are deleted, in every server or workspace. Closed quizzes keep their counts, without you. Messages that name you stay where they are. This cannot be undone.',
    ),
    ...buttons({ action: encodeAction('forget'), label: 'Forget me', style: 'danger' }),
  ],
};

/** Safe to press twice: whoever is not known is forgotten already. */
export const forgetMe: Handler = async (ask) => {
  const { services, place, actor } = ask;
  const { platform, installation } = place;
  await services.store.write(async (tx) => {
    const personId = await findPerson(tx, { platform, installation, user: actor.user, home: actor.home });
    if (personId === undefined) return;
    await forgetVotes(tx, services, personId);
    await forgetAnswers(tx, personId);
    await forgetReporter(tx, personId, newId(services.clock.now()));
    await forgetSubject(tx, personSubject(personId));
    await forgetPictures(tx, personId);
    await forgetPerson(tx, personId);
  });
  return privately(forgottenCard);
};

const forgottenCard: Card = {
  kind: 'card',
  tone: 'notice',
  title: 'You are forgotten',
  blocks: [paragraph('Nothing of you is stored here any more. Whatever you do next begins anew.')],
};
