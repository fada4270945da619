// A tip as a card.
import { encodeAction } from '../card/action.ts';
import { buttons, italic, paragraph, small } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import type { Topic } from '../content/catalogue.ts';
import { topicPicture } from '../pictures/block.ts';

/** What a tip's message is made of; stored with a delivery, so that a retry posts the same. */
export interface TipContent {
  readonly topicId: string;
  readonly topicTitle: string;
  readonly categoryTitle: string;
  readonly text: string;
  /** How the channel's last quiz went, in one line. */
  readonly before?: string | undefined;
}

/** The tip with its topic's picture and the way there; without a picture when the content no longer holds the topic. */
export function tipCard(tip: TipContent, topic: Topic | undefined): Card {
  return {
    kind: 'card',
    tone: 'tip',
    title: 'Tip',
    blocks: [
      ...(tip.before === undefined ? [] : [small(tip.before)]),
      small(tip.categoryTitle),
      paragraph(tip.text),
      ...(topic ? topicPicture(topic) : []),
      small('From ', italic(tip.topicTitle)),
      ...buttons(
        { action: encodeAction('topic', tip.topicId), label: 'Read the topic', style: 'primary' },
        ...(topic && topic.questions.length > 0
          ? [{ action: encodeAction('practice', tip.topicId), label: 'Quiz me' }]
          : []),
      ),
    ],
    readOn: encodeAction('topic', tip.topicId),
  };
}
