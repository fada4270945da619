// Pictures for adapters and for the HTTP server: drawn once, addressed, uploaded once a workspace, and gone when they must.
import type { PictureSpec, Theme } from '../card/picture.ts';
import type { Clock } from '../clock.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { messageOf, PlatformError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { PictureFile, Pictures, PlatformName, Target } from '../platform.ts';
import type { Store } from '../store/store.ts';
import { type DrawnAddress, drawnPath, isSigned, topicPath } from './address.ts';
import { type Artist, createArtist } from './artist.ts';
import { createCache } from './cache.ts';
import { hashOf, type Order, orderOf } from './order.ts';
import {
  dropUpload,
  endedUploads,
  endUpload,
  findPicture,
  findUpload,
  forgetEnded,
  keepPicture,
  keepUpload,
  peopleOn,
  signingKey,
  type Tenant,
} from './store.ts';

export interface PictureService extends Pictures {
  /** A topic's picture for a request; nothing when there is no such topic. `isCurrent` when the hash is that of today. */
  topic(topic: string, theme: Theme, hash: string): Promise<{ png: Uint8Array; isCurrent: boolean } | undefined>;
  /** A kept picture for a request; nothing when the signature is wrong or has ended, or the picture is gone. */
  drawn(address: DrawnAddress, signature: string): Promise<Uint8Array | undefined>;
  /** Takes down what has ended on those platforms, a little at a time. `discard` removes a file from its platform. */
  sweep(platforms: readonly PlatformName[], discard: Discard): Promise<void>;
  close(): Promise<void>;
}

type Discard = (tenant: Tenant, file: string) => Promise<void>;

export interface PicturesOptions {
  readonly catalogue: Catalogue;
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where pictures are kept on disk; nowhere when undefined. */
  readonly folder: string | undefined;
  /** Where the outside reaches this server, if it does; asked each time, since a port may be known late. */
  readonly publicUrl: () => string | undefined;
  readonly artist?: Artist;
}

const dayMs = 86_400_000;
/** A picture with people's names. */
const namedLifeMs = 7 * dayMs;
/** A picture without names stays as long as what was posted is worth reading. */
const otherLifeMs = 90 * dayMs;
const sweepAtOnce = 50;

interface Work extends PicturesOptions {
  readonly png: (order: Order, theme: Theme) => Promise<Uint8Array>;
  readonly key: () => Promise<string>;
  readonly uploading: Map<string, Promise<string | undefined>>;
}

/** One for each process. */
export function createPictures(options: PicturesOptions): PictureService {
  const artist = options.artist ?? createArtist(options.log);
  const cache = createCache(options);
  let known: Promise<string> | undefined;
  const work: Work = {
    ...options,
    png: (order, theme) =>
      cache.get(hashOf(order, theme), () => artist.draw(order, theme), { isPrivate: order.kind === 'board' }),
    key: () => {
      known ??= options.store.write(signingKey).catch((error: unknown) => {
        known = undefined;
        throw error;
      });
      return known;
    },
    uploading: new Map(),
  };
  const guarded = <T>(what: string, run: () => Promise<T>) =>
    run().catch((error: unknown) => {
      options.log.warn({ reason: messageOf(error) }, what);
      return undefined;
    });
  return {
    file: (spec, theme) => guarded('a picture could not be drawn', () => fileOf(work, spec, theme)),
    address: (spec, at) => guarded('a picture has no address', () => addressOf(work, spec, at)),
    upload: (spec, at, send) => guarded('a picture could not be uploaded', () => uploaded(work, { spec, at, send })),
    forgetUpload: async (target, file) => {
      await guarded('an upload could not be forgotten', () => options.store.write((tx) => endUpload(tx, target, file)));
    },
    topic: (topic, theme, hash) => topicFor(work, { topic, theme, hash }),
    drawn: (address, signature) => drawnFor(work, address, signature),
    sweep: (platforms, discard) => sweep(work, platforms, discard),
    close: () => artist.close(),
  };
}

async function fileOf(work: Work, spec: PictureSpec, theme: Theme): Promise<PictureFile | undefined> {
  const order = orderOf(spec, work.catalogue);
  if (!order) return undefined;
  return { name: nameOf(spec), png: await work.png(order, theme) };
}

/** Letters, digits and hyphens: no platform stumbles over it, and no text of anybody's is in it. */
const nameOf = (spec: PictureSpec) => `${spec.kind === 'topic' ? spec.topic.replace(/[^\w-]/g, '') : spec.kind}.png`;

interface At {
  readonly theme: Theme;
  readonly target: Target;
}

async function addressOf(work: Work, spec: PictureSpec, { theme, target }: At): Promise<string | undefined> {
  const base = work.publicUrl()?.replace(/\/+$/, '');
  const order = orderOf(spec, work.catalogue);
  if (base === undefined || !order) return undefined;
  // Drawn before it is named: the platform fetches it at once, and what cannot be drawn has no address.
  await work.png(order, theme);
  const hash = hashOf(order, theme);
  if (spec.kind === 'topic') return base + topicPath(spec.topic, theme, hash);
  const now = work.clock.elapsed();
  const expiresAt = now + lifeOf(spec);
  const kept = { hash: hashOf(order, 'light'), spec, now, expiresAt };
  const id = await work.store.write((tx) => keepPicture(tx, target, kept));
  return base + drawnPath({ id, theme, expiresAt }, await work.key());
}

const lifeOf = (spec: PictureSpec) => (peopleOn(spec).length > 0 ? namedLifeMs : otherLifeMs);

interface Uploading {
  readonly spec: PictureSpec;
  readonly at: At;
  readonly send: (file: PictureFile) => Promise<string>;
}

/** Asked for at the same time, a picture is looked for and uploaded once: a look of one's own could be older than the upload. */
async function uploaded(work: Work, uploading: Uploading): Promise<string | undefined> {
  const { spec, at } = uploading;
  const order = orderOf(spec, work.catalogue);
  if (!order) return undefined;
  const hash = hashOf(order, at.theme);
  const key = JSON.stringify([at.target.platform, at.target.installation, at.target.workspace, hash]);
  const underWay =
    work.uploading.get(key) ?? findOrSend(work, uploading, hash).finally(() => work.uploading.delete(key));
  work.uploading.set(key, underWay);
  return underWay;
}

async function findOrSend(work: Work, uploading: Uploading, hash: string): Promise<string | undefined> {
  const known = await findUpload(work.store.db, uploading.at.target, { hash, now: work.clock.elapsed() });
  return known ?? sendNow(work, uploading, hash);
}

async function sendNow(work: Work, { spec, at, send }: Uploading, hash: string): Promise<string | undefined> {
  const file = await fileOf(work, spec, at.theme);
  if (!file) return undefined;
  const id = await send(file);
  const now = work.clock.elapsed();
  const expiresAt = spec.kind === 'topic' ? undefined : now + lifeOf(spec);
  await work.store.write(async (tx) => {
    await keepUpload(tx, at.target, { hash, file: id, now, expiresAt });
    // Whoever is named can be forgotten by it.
    if (spec.kind !== 'topic') await keepPicture(tx, at.target, { hash, spec, now, expiresAt: now + lifeOf(spec) });
  });
  return id;
}

async function topicFor(
  work: Work,
  { topic, theme, hash }: { topic: string; theme: Theme; hash: string },
): Promise<{ png: Uint8Array; isCurrent: boolean } | undefined> {
  const order = orderOf({ kind: 'topic', topic }, work.catalogue);
  if (!order) return undefined;
  return { png: await work.png(order, theme), isCurrent: hashOf(order, theme) === hash };
}

async function drawnFor(work: Work, address: DrawnAddress, signature: string): Promise<Uint8Array | undefined> {
  const now = work.clock.elapsed();
  if (!isSigned(address, signature, { key: await work.key(), now })) return undefined;
  const picture = await findPicture(work.store.db, address.id, now);
  const order = picture && orderOf(picture.spec, work.catalogue);
  return order && work.png(order, address.theme);
}

async function sweep(work: Work, platforms: readonly PlatformName[], discard: Discard): Promise<void> {
  const { store, clock, log } = work;
  const now = clock.elapsed();
  await store.write((tx) => forgetEnded(tx, now, sweepAtOnce));
  for (const { tenant, file } of await endedUploads(store.db, { now, limit: sweepAtOnce, platforms })) {
    try {
      await discard(tenant, file);
      await store.write((tx) => dropUpload(tx, tenant, file));
    } catch (error) {
      const isFinal = error instanceof PlatformError && !error.isRetryable;
      const what = isFinal ? 'it is given up' : 'the next beat tries again';
      log.warn({ reason: messageOf(error) }, `an uploaded picture could not be taken down; ${what}`);
      if (isFinal) await store.write((tx) => dropUpload(tx, tenant, file));
    }
  }
}
