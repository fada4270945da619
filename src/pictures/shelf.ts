// Pictures on disk: written whole or not at all, the oldest removed first.
import { mkdir, readdir, readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newToken } from '../random.ts';

export interface Shelf {
  /** Nothing when it is not there. */
  get(key: string): Promise<Uint8Array | undefined>;
  /** @throws Error of the file system. */
  put(key: string, png: Uint8Array): Promise<void>;
}

const keyPattern = /^[a-z0-9-]+$/;
/** Room is made down to this part, so that not every picture has to. */
const afterSweep = 0.9;
const sweepEvery = 20;

/** Holds about `maxBytes`; several processes may share the folder. Keys have small letters, digits and hyphens. */
export function createShelf(folder: string, { maxBytes, now }: { maxBytes: number; now: () => number }): Shelf {
  let puts = 0;
  const fileOf = (key: string) => {
    if (!keyPattern.test(key)) throw new RangeError(`"${key}" is no key of a picture`);
    return join(folder, `${key}.png`);
  };
  return {
    get: async (key) => {
      const file = fileOf(key);
      try {
        const png = await readFile(file);
        // What is used stays.
        const usedAt = new Date(now());
        // Where it may not be touched it is merely removed sooner.
        await utimes(file, usedAt, usedAt).catch(() => undefined);
        return png;
      } catch (error) {
        if (isMissing(error)) return undefined;
        throw error;
      }
    },
    put: async (key, png) => {
      await mkdir(folder, { recursive: true });
      const file = fileOf(key);
      const nth = ++puts;
      const half = `${file}.${newToken()}.new`;
      await writeFile(half, png);
      await rename(half, file);
      if (nth % sweepEvery === 1) await sweep(folder, maxBytes);
    },
  };
}

const isMissing = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT';

async function sweep(folder: string, maxBytes: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.png') || name.endsWith('.new'));
  const found = await Promise.all(names.map((name) => sized(join(folder, name))));
  const files = found.filter((file) => file !== undefined).sort((one, other) => one.at - other.at);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total <= maxBytes) return;
  for (const { file, bytes } of files) {
    if (total <= maxBytes * afterSweep) return;
    await unlink(file).catch(ignoreMissing);
    total -= bytes;
  }
}

/** Another process may have removed it meanwhile. */
async function sized(file: string): Promise<{ file: string; bytes: number; at: number } | undefined> {
  try {
    const { size, mtimeMs } = await stat(file);
    return { file, bytes: size, at: mtimeMs };
  } catch (error) {
    return ignoreMissing(error);
  }
}

function ignoreMissing(error: unknown): undefined {
  if (!isMissing(error)) throw error;
}
