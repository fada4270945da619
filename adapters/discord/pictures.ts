// Pictures on Discord: attachments of their message, each with its description.
import type { RawFile } from 'discord.js';
import { type Card, type PictureBlock, picturesIn } from '../../src/card/card.ts';
import type { PictureSpec } from '../../src/card/picture.ts';
import type { PictureFile, Pictures } from '../../src/platform.ts';

/** By the picture of a block; what is not in it goes out as words. */
export type Files = ReadonlyMap<PictureSpec, PictureFile>;
export const noFiles: Files = new Map();

/** Discord is mostly dark. */
const theme = 'dark';

/** Every picture of a card, as far as it can be drawn. Never rejects. Names are unique within the message. */
export async function filesOf(pictures: Pictures, card: Card): Promise<Files> {
  const found = await Promise.all(
    picturesIn(card).map(async ({ picture }, index) => {
      const file = await pictures.file(picture, theme);
      return file && ([picture, { ...file, name: `${index}-${file.name}` }] as const);
    }),
  );
  return new Map(found.filter((entry) => entry !== undefined));
}

/** The blocks whose picture goes along, with their files. */
export const attachedIn = (card: Card, files: Files): readonly { block: PictureBlock; file: PictureFile }[] =>
  picturesIn(card).flatMap((block) => {
    const file = files.get(block.picture);
    return file ? [{ block, file }] : [];
  });

/** As discord.js's REST client takes them; the message's `attachments` describe them by their index. */
export const rawFiles = (card: Card, files: Files): RawFile[] =>
  attachedIn(card, files).map(({ file }) => ({
    name: file.name,
    data: Buffer.from(file.png),
    contentType: 'image/png',
  }));
