// No payload of any question tells which option is right: it is the same whichever option that is.
import { describe, expect, it } from 'vitest';
import { renderCard as renderDiscord } from '../../adapters/discord/render.ts';
import { renderCard as renderSlack } from '../../adapters/slack/render.ts';
import { renderCard as renderTerminal } from '../../adapters/terminal/render.ts';
import type { Card } from '../../src/card/card.ts';
import type { Question } from '../../src/content/catalogue.ts';
import { practiceCard } from '../../src/quiz/practice/view.ts';
import { snapshotOf } from '../../src/quiz/round.ts';
import type { Round } from '../../src/quiz/store.ts';
import { noVoteCard, openCard, openedCard, pollOf, receiptCard } from '../../src/quiz/view.ts';
import { ownContent } from '../support/bot.ts';

const catalogue = ownContent();
const questions = catalogue.topics.flatMap((topic) => topic.questions.map((question) => ({ topic, question })));

/** The same question with another key: other whys, another hash, and the right option elsewhere. */
function rekeyed(question: Question, right: number): Question {
  const options = question.options.map((option, index) => ({
    ...option,
    isRight: index === right,
    why: `because of ${right}`,
  }));
  return { ...question, options, contentHash: `key-${right}` };
}

const roundOf = (question: Question): Round => ({
  id: '01900000-0000-7000-8000-000000000000',
  workspaceId: 'w',
  target: { platform: 'memory', installation: 'i', workspace: 'w', channel: 'c' },
  question: `${question.topic}/${question.id}`,
  contentHash: question.contentHash,
  snapshot: snapshotOf(question, catalogue, () => 0),
  openedBy: undefined,
  scheduleId: undefined,
  openedAt: 0,
  closesAt: 3_600_000,
  closedAt: undefined,
  state: 'open',
  votes: 'hidden',
  ref: undefined,
});

/** Everything that a member can get before the answer, as every platform sends it. */
function payloads(question: Question): string {
  const round = roundOf(question);
  const topic = catalogue.topicById.get(question.topic);
  if (!topic) throw new Error('the topic is gone');
  const cards: Card[] = [
    openCard(round, 3),
    openedCard({ roundId: round.id, closesAt: round.closesAt, isPosted: true }),
    noVoteCard(round, true),
    practiceCard(topic, { question, seed: '4fzz' }),
    ...question.options.map((_, index) => receiptCard(round, { kind: 'new', index })),
  ];
  const rendered = cards.map((card) => [
    card,
    renderSlack(card),
    renderDiscord(card),
    renderTerminal(card, { widthColumns: 80, isColour: true }),
  ]);
  return JSON.stringify([rendered, pollOf(round)]);
}

describe('the payloads of a question', () => {
  it('there are questions to look at', () => expect(questions.length).toBeGreaterThan(300));

  it.each(questions.map(({ question }) => [`${question.topic}/${question.id}`, question] as const))(
    '%s carry no hint of the key',
    (_, question) => {
      const [first, ...others] = question.options.map((_option, index) => payloads(rekeyed(question, index)));
      expect(first).toContain(JSON.stringify(question.prompt).slice(1, 20));
      for (const other of others) expect(other).toBe(first);
    },
  );

  it('fit into a button, and every letter has one', () => {
    for (const { topic, question } of questions) {
      const { blocks } = practiceCard(topic, { question, seed: 'zzzz' });
      const actions = blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));
      expect(actions).toHaveLength(question.options.length);
      for (const { action } of actions) expect(action.length).toBeLessThanOrEqual(100);
    }
  });
});
