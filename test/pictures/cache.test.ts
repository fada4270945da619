// Each picture is drawn once: in memory, on disk, for everybody who asks at the same time, and never beyond its bounds.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCache } from '../../src/pictures/cache.ts';
import { createShelf } from '../../src/pictures/shelf.ts';
import { silent, testClock } from '../support/bot.ts';

let folder: string;
const clock = testClock();
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archway-shelf-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const png = (bytes: number) => new Uint8Array(bytes).fill(1);
const counting = (bytes = 10) => {
  let count = 0;
  return {
    draw: async () => {
      count++;
      return png(bytes);
    },
    get count() {
      return count;
    },
  };
};

describe('the cache', () => {
  it('draws once for all who ask at the same time, and for all who come later', async () => {
    const cache = createCache({ folder: undefined, log: silent, clock });
    const artist = counting();
    await Promise.all(Array.from({ length: 20 }, () => cache.get('key', artist.draw)));
    await cache.get('key', artist.draw);
    expect(artist.count).toBe(1);
    await cache.get('other', artist.draw);
    expect(artist.count).toBe(2);
  });

  it('finds on disk what an earlier process drew, but nothing that is private', async () => {
    const artist = counting();
    const first = createCache({ folder, log: silent, clock });
    await first.get('public', artist.draw);
    await first.get('private', artist.draw, { isPrivate: true });
    expect(readdirSync(folder)).toEqual(['public.png']);
    const second = createCache({ folder, log: silent, clock });
    expect(await second.get('public', artist.draw)).toEqual(Buffer.from(png(10)));
    expect(artist.count).toBe(2);
    await second.get('private', artist.draw, { isPrivate: true });
    expect(artist.count).toBe(3);
  });

  it('forgets a drawing that failed, and draws again', async () => {
    const cache = createCache({ folder, log: silent, clock });
    await expect(cache.get('key', () => Promise.reject(new Error('no ink')))).rejects.toThrow('no ink');
    const artist = counting();
    await cache.get('key', artist.draw);
    expect(artist.count).toBe(1);
  });

  it('keeps what was used last within its memory', async () => {
    const cache = createCache({ folder: undefined, log: silent, clock, maxMemoryBytes: 3_000 });
    const artist = counting(1_000);
    for (const key of ['a', 'b', 'a', 'c', 'a']) await cache.get(key, artist.draw);
    expect(artist.count).toBe(3);
    await cache.get('b', artist.draw);
    expect(artist.count).toBe(4);
  });

  it('goes on where the disk cannot be written', async () => {
    const file = join(folder, 'a-file');
    writeFileSync(file, '');
    const cache = createCache({ folder: join(file, 'below'), log: silent, clock });
    const artist = counting();
    expect((await cache.get('key', artist.draw)).length).toBe(10);
    await cache.get('key', artist.draw);
    expect(artist.count).toBe(1);
  });
});

describe('the shelf', () => {
  it('holds what was put, whole, and refuses keys that are paths', async () => {
    const shelf = createShelf(folder, { maxBytes: 1_000_000, now: clock.elapsed });
    expect(await shelf.get('nothing')).toBeUndefined();
    await shelf.put('a-1', png(5));
    expect(readFileSync(join(folder, 'a-1.png')).length).toBe(5);
    await expect(shelf.put('../outside', png(5))).rejects.toThrow('no key');
    await expect(shelf.get('a/b')).rejects.toThrow('no key');
    expect(readdirSync(folder)).toEqual(['a-1.png']);
  });

  it('removes the oldest beyond its size, and half-written files of processes that died', async () => {
    writeFileSync(join(folder, 'old.png.1.1.new'), png(400));
    writeFileSync(join(folder, 'older.png'), png(400));
    utimesSync(join(folder, 'old.png.1.1.new'), new Date(1_000), new Date(1_000));
    utimesSync(join(folder, 'older.png'), new Date(2_000), new Date(2_000));
    const shelf = createShelf(folder, { maxBytes: 1_000, now: clock.elapsed });
    await shelf.put('new', png(500));
    expect(readdirSync(folder).sort()).toEqual(['new.png', 'older.png']);
    const bytes = readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
    expect(bytes).toBeLessThanOrEqual(1_000);
  });

  it('keeps what was used, not what was made, last', async () => {
    const shelf = createShelf(folder, { maxBytes: 1_000, now: clock.elapsed });
    for (const [index, key] of ['first', 'second'].entries()) {
      writeFileSync(join(folder, `${key}.png`), png(400));
      utimesSync(join(folder, `${key}.png`), new Date(1_000 + index), new Date(1_000 + index));
    }
    await shelf.get('first');
    await shelf.put('third', png(400));
    expect(readdirSync(folder).sort()).toEqual(['first.png', 'third.png']);
  });
});
