// A round as cards: open, receipt, closed.
import { encodeAction } from '../card/action.ts';
import { bold, buttons, instant, paragraph, small } from '../card/build.ts';
import type { Block, Button, Card } from '../card/card.ts';
import { resultPicture } from '../pictures/block.ts';
import { letterOf, type Snapshot, type Tally } from './round.ts';
import type { Round } from './store.ts';

/** The public message of an open round. Nothing in it tells which option is right. */
export function openCard(round: Pick<Round, 'id' | 'snapshot' | 'closesAt'>, voters: number): Card {
  const { snapshot } = round;
  const answers: Button[] = snapshot.options.map((_, index) => ({
    action: encodeAction('vote', round.id, String(index)),
    label: letterOf(index),
  }));
  return {
    kind: 'card',
    tone: 'quiz',
    title: 'Quiz',
    blocks: [
      small(`${snapshot.category} · ${snapshot.level}`),
      paragraph(bold(snapshot.prompt)),
      { kind: 'choices', items: snapshot.options.map(({ text }, index) => ({ letter: letterOf(index), text })) },
      ...buttons(...answers),
      small(
        answeredText(voters),
        ' Closes ',
        instant(round.closesAt, 'date-time'),
        '. Votes stay hidden until then, and you can change yours.',
      ),
      ...buttons({ action: encodeAction('close', round.id), label: 'Close now' }),
    ],
  };
}

function answeredText(voters: number): string {
  if (voters === 0) return 'Nobody has answered yet.';
  return voters === 1 ? '1 person has answered.' : `${voters} people have answered.`;
}

/** The voter's private receipt. */
export function receiptCard(round: Round, chosen: { index: number; isFirst: boolean }): Card {
  const letter = letterOf(chosen.index);
  const verb = chosen.isFirst ? 'You chose' : 'You changed to';
  return {
    kind: 'card',
    tone: 'notice',
    title: `${verb} ${letter}`,
    blocks: [
      paragraph(round.snapshot.options[chosen.index]?.text ?? ''),
      small('Only you see this. You can change it until ', instant(round.closesAt, 'date-time'), '.'),
    ],
  };
}

/** The closed round: what was right, the split, and why. */
export function revealCard(round: Pick<Round, 'snapshot'>, tally: Tally): Card {
  const { snapshot } = round;
  const rightIndex = snapshot.options.findIndex((option) => option.isRight);
  return {
    kind: 'card',
    tone: 'reveal',
    title: `The answer is ${letterOf(rightIndex)}`,
    blocks: [
      small(`${snapshot.category} · ${snapshot.level}`),
      paragraph(bold(snapshot.prompt)),
      ...splitPicture(snapshot, tally),
      revealedChoices(snapshot, tally),
      small(resultText(tally)),
      ...buttons({ action: encodeAction('topic', snapshot.topic.id), label: 'Read the topic', style: 'primary' }),
    ],
    readOn: encodeAction('topic', snapshot.topic.id),
  };
}

/** The split as a picture; none when nobody answered. */
function splitPicture(snapshot: Snapshot, tally: Tally): readonly Block[] {
  if (tally.voters === 0) return [];
  const options = snapshot.options.map(({ id, text, isRight }, index) => ({
    letter: letterOf(index),
    text,
    votes: tally.byOption.get(id) ?? 0,
    isRight,
  }));
  const { category: categoryTitle, categoryId = '', prompt } = snapshot;
  return [resultPicture({ kind: 'result', category: categoryId, categoryTitle, prompt, options })];
}

function revealedChoices(snapshot: Snapshot, tally: Tally): Block {
  return {
    kind: 'choices',
    items: snapshot.options.map((option, index) => ({
      letter: letterOf(index),
      text: option.text,
      mark: option.isRight ? 'right' : 'wrong',
      ...(tally.voters === 0 ? {} : { tally: shareText(tally.byOption.get(option.id) ?? 0, tally.voters) }),
      why: option.why,
    })),
  };
}

const shareText = (votes: number, voters: number) =>
  `${votes} ${votes === 1 ? 'vote' : 'votes'} (${Math.round((100 * votes) / voters)} %)`;

function resultText(tally: Tally): string {
  if (tally.voters === 0) return 'The round closed without an answer.';
  return `${tally.right} of ${tally.voters} got it right.`;
}

/** A private answer to a press that came too late. */
export function closedCard(round: Pick<Round, 'snapshot'>, closedAt: number): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: 'This round is closed',
    blocks: [
      paragraph(
        'It closed ',
        instant(closedAt, 'relative'),
        ', so your press was not counted. The message above shows the answer, or will in a moment.',
      ),
      ...buttons({ action: encodeAction('topic', round.snapshot.topic.id), label: 'Read the topic' }),
    ],
  };
}
