// A tip as a card.
import { encodeAction } from '../card/action.ts';
import { buttons, italic, paragraph, small } from '../card/build.ts';
import type { Card } from '../card/card.ts';

/** What a tip's message is made of; stored with a delivery, so that a retry posts the same. */
export interface TipContent {
  readonly topicId: string;
  readonly topicTitle: string;
  readonly categoryTitle: string;
  readonly text: string;
}

/** The tip with the way to its topic. */
export function tipCard(tip: TipContent): Card {
  return {
    kind: 'card',
    tone: 'tip',
    title: 'Tip',
    blocks: [
      small(tip.categoryTitle),
      paragraph(tip.text),
      small('From ', italic(tip.topicTitle)),
      ...buttons({ action: encodeAction('topic', tip.topicId), label: 'Read the topic', style: 'primary' }),
    ],
    readOn: encodeAction('topic', tip.topicId),
  };
}
