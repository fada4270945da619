// A round as cards: open, receipt, closed.
import { encodeAction } from '../card/action.ts';
import { bold, buttons, instant, paragraph, rich, small } from '../card/build.ts';
import type { Block, Button, Card } from '../card/card.ts';
import { resultPicture } from '../pictures/block.ts';
import type { Poll } from '../platform.ts';
import { beforeText, letterOf, resultText, type Snapshot, type Tally } from './round.ts';
import type { Round } from './store.ts';

/** First-time right answers that a reveal names; the rest is a number. */
export const maxNames = 10;

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
      ...(snapshot.before ? [small(beforeText(snapshot.before))] : []),
      small(aboutText(snapshot)),
      paragraph(bold(snapshot.prompt)),
      { kind: 'choices', items: snapshot.options.map(({ text }, index) => ({ letter: letterOf(index), text })) },
      ...buttons(...answers),
      small(
        answeredText(voters),
        ' Closes ',
        instant(round.closesAt, 'date-time'),
        '. Votes stay hidden until then, and you can change yours.',
      ),
      ...buttons(closeButton(round.id)),
    ],
  };
}

const closeButton = (roundId: string): Button => ({ action: encodeAction('close', roundId), label: 'Close now' });

const aboutText = ({ category, level, isAgain }: Snapshot) =>
  `${category} · ${level}${isAgain ? ' · Again: the last time, most here missed it' : ''}`;

function answeredText(voters: number): string {
  if (voters === 0) return 'Nobody has answered yet.';
  return voters === 1 ? '1 person has answered.' : `${voters} people have answered.`;
}

const hourMs = 3_600_000;

/** The same round as a poll of the platform's own. */
export function pollOf({ snapshot, openedAt, closesAt }: Round): Poll {
  const before = snapshot.before ? `${beforeText(snapshot.before)} ` : '';
  return {
    question: snapshot.prompt,
    answers: snapshot.options.map(({ text }) => text),
    hours: Math.max(1, Math.ceil((closesAt - openedAt) / hourMs)),
    note: rich(
      `${before}Quiz · ${aboutText(snapshot)}. Votes in this poll can be seen by everybody. It closes `,
      instant(closesAt, 'date-time'),
      '; the answer and its why follow as a reply.',
    ),
  };
}

/** To whoever opened a round, alone: also the one way to close a poll early. */
export function openedCard({
  roundId,
  closesAt,
  isPosted,
}: {
  roundId: string;
  closesAt: number;
  isPosted: boolean;
}): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: isPosted ? 'Your quiz is open' : 'Your quiz opens in a moment',
    blocks: [
      paragraph('It closes ', instant(closesAt, 'date-time'), '. "Close now" ends it earlier, and the answer appears.'),
      ...buttons(closeButton(roundId)),
    ],
  };
}

/** The voter's private receipt. */
export function receiptCard(round: Round, chosen: { kind: 'new' | 'changed' | 'same'; index: number }): Card {
  const verb = { new: 'You chose', changed: 'You changed to', same: 'Your choice is' }[chosen.kind];
  return {
    kind: 'card',
    tone: 'notice',
    title: `${verb} ${letterOf(chosen.index)}`,
    blocks: [
      paragraph(round.snapshot.options[chosen.index]?.text ?? ''),
      small('Only you see this. You can change it until ', instant(round.closesAt, 'date-time'), '.'),
      ...buttons({ action: encodeAction('withdraw', round.id), label: 'Take it back' }),
    ],
  };
}

/** After a vote was taken back, or when there was none to take back. */
export function noVoteCard(round: Round, isWithdrawn: boolean): Card {
  return {
    kind: 'card',
    tone: 'notice',
    title: isWithdrawn ? 'Your vote is taken back' : 'You have no vote in this round',
    blocks: [paragraph('You can vote until ', instant(round.closesAt, 'date-time'), ', or leave it at that.')],
  };
}

interface FirstRight {
  readonly names: readonly string[];
  readonly count: number;
}

/** The closed round: what was right, the split, why, and who met it for the first time and got it right. */
export function revealCard(round: Pick<Round, 'id' | 'snapshot'>, tally: Tally, first: FirstRight): Card {
  const { snapshot } = round;
  const topic = encodeAction('topic', snapshot.topic.id);
  return {
    kind: 'card',
    tone: 'reveal',
    title: `The answer is ${rightLetter(snapshot)}`,
    blocks: [
      small(`${snapshot.category} · ${snapshot.level}`),
      paragraph(bold(snapshot.prompt)),
      ...splitPicture(snapshot, tally),
      revealedChoices(snapshot, tally),
      paragraph(tally.voters === 0 ? 'The round closed without an answer.' : resultText(tally)),
      ...(first.count === 0 ? [] : [paragraph(`Right at first sight: ${namesText(first)}.`)]),
      ...buttons(
        { action: topic, label: 'Read the topic', style: 'primary' },
        { action: encodeAction('report', 'round', round.id), label: 'Report a problem' },
      ),
    ],
    readOn: topic,
  };
}

const rightLetter = (snapshot: Snapshot) => letterOf(snapshot.options.findIndex(({ isRight }) => isRight));

/** "Ana, Ben and 3 more". */
function namesText({ names, count }: FirstRight): string {
  const rest = count - names.length;
  const list = rest > 0 ? [...names, `${rest} more`] : names;
  if (list.length < 2) return list.join('');
  return `${list.slice(0, -1).join(', ')} and ${list.at(-1)}`;
}

/** A short line behind a reveal in place, since nobody is told of an edit. */
export function lineCard({ snapshot }: Pick<Round, 'snapshot'>, tally: Tally): Card {
  const right = snapshot.options.find(({ isRight }) => isRight)?.text ?? '';
  const sentence = /[.?!]$/.test(right) ? right : `${right}.`;
  return {
    kind: 'card',
    tone: 'reveal',
    title: `The answer is ${rightLetter(snapshot)}`,
    blocks: [paragraph(`${sentence} ${resultText(tally)} The why of each option stands in the quiz above.`)],
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

/** To whoever ended a round by the command. */
export const closedHereCard: Card = {
  kind: 'card',
  tone: 'notice',
  title: 'The quiz is closed',
  blocks: [paragraph('The answer stands in its place, or will in a moment.')],
};

/** To whoever ended a poll early. */
export const pollEndingCard = (): Card => ({
  kind: 'card',
  tone: 'notice',
  title: 'The poll is being closed',
  blocks: [paragraph('Its votes are read first; the answer then follows as a reply to the poll.')],
});

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
