// Each picture is drawn once: kept in memory and on disk, and asked for at the same time it is drawn for all.
import { LRUCache } from 'lru-cache';
import type { Clock } from '../clock.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import { createShelf, type Shelf } from './shelf.ts';

export interface PictureCache {
  /** The picture of the key, drawn by `draw` when it is nowhere. With `isPrivate` it never reaches the disk. */
  get(key: string, draw: () => Promise<Uint8Array>, options?: { readonly isPrivate?: boolean }): Promise<Uint8Array>;
}

export interface CacheOptions {
  /** Nothing on disk without one. */
  readonly folder: string | undefined;
  readonly log: Logger;
  /** Real time: what was used last on disk is kept. */
  readonly clock: Pick<Clock, 'elapsed'>;
  readonly maxMemoryBytes?: number;
  readonly maxDiskBytes?: number;
}

/** About 300 pictures in memory and 3,000 on disk. */
const memoryBytes = 24 * 1024 * 1024;
const diskBytes = 256 * 1024 * 1024;

/** A disk that fails costs its use, never a picture. */
export function createCache(options: CacheOptions): PictureCache {
  const { folder, log, clock, maxMemoryBytes = memoryBytes, maxDiskBytes = diskBytes } = options;
  const memory = new LRUCache<string, Uint8Array>({
    maxSize: maxMemoryBytes,
    sizeCalculation: (png) => png.length + 200,
  });
  const shelf =
    folder === undefined ? undefined : quiet(createShelf(folder, { maxBytes: maxDiskBytes, now: clock.elapsed }), log);
  const drawing = new Map<string, Promise<Uint8Array>>();
  const make = async (key: string, draw: () => Promise<Uint8Array>, own: Shelf | undefined) => {
    const known = await own?.get(key);
    const png = known ?? (await draw());
    memory.set(key, png);
    if (!known) await own?.put(key, png);
    return png;
  };
  return {
    get: (key, draw, { isPrivate = false } = {}) => {
      const known = memory.get(key);
      if (known) return Promise.resolve(known);
      const underWay = drawing.get(key);
      if (underWay) return underWay;
      const made = make(key, draw, isPrivate ? undefined : shelf).finally(() => drawing.delete(key));
      drawing.set(key, made);
      return made;
    },
  };
}

/** Says once what is wrong with the disk. */
function quiet(shelf: Shelf, log: Logger): Shelf {
  let isToldOf = false;
  const tell = (error: unknown) => {
    if (!isToldOf)
      log.warn({ reason: messageOf(error) }, 'pictures cannot be kept on disk; each start draws them again');
    isToldOf = true;
    return undefined;
  };
  return {
    get: (key) => shelf.get(key).catch(tell),
    put: (key, png) => shelf.put(key, png).catch(tell),
  };
}
