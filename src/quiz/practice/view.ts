// Private practice as cards. Nothing in a question's card tells which option is right.
import { encodeAction } from '../../card/action.ts';
import { bold, buttons, paragraph, small } from '../../card/build.ts';
import type { Button, Card } from '../../card/card.ts';
import type { Question, Topic } from '../../content/catalogue.ts';
import { letterOf } from '../round.ts';
import { orderedBy, wordingOf } from './draw.ts';

export function practiceCard(topic: Topic, { question, seed }: { question: Question; seed: string }): Card {
  const options = orderedBy(seed, question);
  const answers: Button[] = options.map((_, index) => ({
    action: encodeAction('try', question.topic, question.id, seed, wordingOf(question), String(index)),
    label: letterOf(index),
  }));
  return {
    kind: 'card',
    tone: 'quiz',
    title: 'Quiz me',
    blocks: [
      small(`${topic.title} · ${question.level}`),
      paragraph(bold(question.prompt)),
      { kind: 'choices', items: options.map(({ text }, index) => ({ letter: letterOf(index), text })) },
      ...buttons(...answers),
      small('Only you see this, and it counts on no board.'),
    ],
  };
}

/** What was chosen, what is right, and why each option is or is not. */
export function answerCard(topic: Topic, answered: { question: Question; seed: string; optionIndex: number }): Card {
  const { question, seed, optionIndex } = answered;
  const options = orderedBy(seed, question);
  const right = options.findIndex(({ isRight }) => isRight);
  const isRight = right === optionIndex;
  return {
    kind: 'card',
    tone: 'reveal',
    title: isRight ? `${letterOf(right)} is right` : `Not ${letterOf(optionIndex)}: the answer is ${letterOf(right)}`,
    blocks: [
      small(`${topic.title} · ${question.level}`),
      paragraph(bold(question.prompt)),
      {
        kind: 'choices',
        items: options.map((option, index) => ({
          letter: letterOf(index),
          text: option.text,
          mark: option.isRight ? 'right' : 'wrong',
          ...(index === optionIndex ? { tally: 'your choice' } : {}),
          why: option.why,
        })),
      },
      ...buttons(
        { action: encodeAction('practice', topic.id), label: 'Another', style: 'primary' },
        { action: encodeAction('topic', topic.id), label: 'Read the topic' },
        { action: encodeAction('report', 'question', question.topic, question.id), label: 'Report a problem' },
      ),
    ],
    readOn: encodeAction('topic', topic.id),
  };
}

/** The question became part of a round between its showing and the press. */
export const askedCard = (topic: Topic): Card => ({
  kind: 'card',
  tone: 'notice',
  title: 'Not just now',
  blocks: [
    paragraph('This very question is being asked in a channel, or rests because of reports. Its answer has to wait.'),
    ...buttons({ action: encodeAction('topic', topic.id), label: 'Read the topic' }),
  ],
});

export const restingCard: Card = {
  kind: 'card',
  tone: 'notice',
  title: 'Not just now',
  blocks: [
    paragraph('Every question about this is being asked in a channel, or rests because of reports. Try again later.'),
  ],
};
