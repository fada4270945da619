// Pictures as blocks of a card, with their words.
import type { PictureBlock } from '../card/card.ts';
import type { BoardPicture, ResultPicture } from '../card/picture.ts';
import type { Topic } from '../content/catalogue.ts';
import { describe, describeBoard, describeResult } from './describe.ts';
import { readPicture } from './read.ts';

const known = new WeakMap<Topic, readonly PictureBlock[]>();

/** The topic's picture; none for a brief. Reads the source once a topic. */
export function topicPicture(topic: Topic): readonly PictureBlock[] {
  const blocks = known.get(topic) ?? blocksOf(topic);
  known.set(topic, blocks);
  return blocks;
}

function blocksOf({ id, title, picture }: Topic): readonly PictureBlock[] {
  const read = picture && readPicture(picture);
  if (read?.kind !== 'read') return [];
  return [{ kind: 'picture', picture: { kind: 'topic', topic: id }, ...describe(read.diagram, title) }];
}

/** How a round went. */
export const resultPicture = (picture: ResultPicture): PictureBlock => ({
  kind: 'picture',
  picture,
  ...describeResult(picture),
});

/** A board; its names stand in the card's text as well. */
export const boardPicture = (picture: BoardPicture): PictureBlock => ({
  kind: 'picture',
  picture,
  ...describeBoard(picture),
});
