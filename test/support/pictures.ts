// Pictures for tests: the real service over a store, and an artist whose pictures cost nothing.
import type { Theme } from '../../src/card/picture.ts';
import type { Clock } from '../../src/clock.ts';
import type { Artist } from '../../src/pictures/artist.ts';
import { topicPicture } from '../../src/pictures/block.ts';
import type { Order } from '../../src/pictures/order.ts';
import { createPictures, type PictureService, type PicturesOptions } from '../../src/pictures/pictures.ts';
import type { Pictures } from '../../src/platform.ts';
import type { Store } from '../../src/store/store.ts';
import { ownContent, silent } from './bot.ts';

export interface FakeArtist extends Artist {
  readonly drawn: readonly { readonly order: Order; readonly theme: Theme }[];
  /** From now on every drawing fails with this. */
  failure: Error | undefined;
  /** From now on every drawing waits for this. */
  until: Promise<void>;
}

/** A PNG of one dot. */
const dot = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

export function fakeArtist(): FakeArtist {
  const drawn: { order: Order; theme: Theme }[] = [];
  return {
    drawn,
    failure: undefined,
    until: Promise.resolve(),
    async draw(order, theme) {
      await this.until;
      if (this.failure) throw this.failure;
      drawn.push({ order, theme });
      return dot;
    },
    close: async () => undefined,
  };
}

/** The words of a topic's picture. */
export function wordsOfPicture(id: string): { readonly alt: string; readonly outline: string } {
  const topic = ownContent().topicById.get(id);
  const [block] = topic ? topicPicture(topic) : [];
  if (!block) throw new Error(`"${id}" has no picture`);
  return block;
}

/** Nothing on disk, no public address, unless said otherwise. */
export function testPictures(store: Store, clock: Clock, more: Partial<PicturesOptions> = {}): PictureService {
  return createPictures({
    catalogue: ownContent(),
    store,
    clock,
    log: silent,
    folder: undefined,
    publicUrl: () => undefined,
    artist: fakeArtist(),
    ...more,
  });
}

/** A platform that gets none. */
export const noPictures: Pictures = {
  file: async () => undefined,
  address: async () => undefined,
  upload: async () => undefined,
  forgetUpload: async () => undefined,
};
