// The picture service on SQLite and on a real PostgreSQL: addresses, signatures that end, uploads once a workspace, and being forgotten.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoardPicture } from '../../src/card/picture.ts';
import type { MovableClock } from '../../src/clock.ts';
import { PlatformError } from '../../src/errors.ts';
import { picturesRoute } from '../../src/http/pictures.ts';
import { type HttpServer, startHttp } from '../../src/http/server.ts';
import { drawnPath, parsePath } from '../../src/pictures/address.ts';
import { createArtist } from '../../src/pictures/artist.ts';
import type { PictureService } from '../../src/pictures/pictures.ts';
import { dropTenant, findPicture, forgetPictures, signingKey } from '../../src/pictures/store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { freshDatabase } from '../setup/postgres.ts';
import { silent, testClock } from '../support/bot.ts';
import { type FakeArtist, fakeArtist, testPictures } from '../support/pictures.ts';
import { otherOrders, sampleOrder } from './samples.ts';

async function sqliteFile() {
  const folder = mkdtempSync(join(tmpdir(), 'archway-pictures-'));
  return { url: `file:${join(folder, 'test.db')}`, drop: async () => rmSync(folder, { recursive: true }) };
}

const dayMs = 86_400_000;
const target = { platform: 'slack', installation: 'T1', workspace: 'T1', channel: 'C1' };
const other = { ...target, workspace: 'T2' };
const topic = { kind: 'topic', topic: 'cap-theorem' } as const;
const result = otherOrders.result;
const board = (...people: readonly string[]): BoardPicture => ({
  kind: 'board',
  title: 'This week',
  note: '',
  rows: people.map((person, index) => ({ rank: index + 1, name: person, points: 10, person })),
});
const light = { theme: 'light', target } as const;

describe.each([
  ['sqlite', sqliteFile],
  ['postgres', freshDatabase],
] as const)('pictures over %s', (_, fresh) => {
  let database: Awaited<ReturnType<typeof fresh>>;
  let store: Store;
  let clock: MovableClock;
  let pictures: PictureService;
  let artist: FakeArtist;
  let server: HttpServer;
  beforeAll(async () => {
    database = await fresh();
    store = await openStore(database.url, silent);
    clock = testClock();
    artist = fakeArtist();
    pictures = testPictures(store, clock, { artist, publicUrl: () => server.address });
    server = await startHttp({
      host: '127.0.0.1',
      port: 0,
      routes: [picturesRoute(pictures)],
      unready: async () => [],
      log: silent,
    });
  });
  afterAll(async () => {
    await server.close();
    await store.close();
    await database.drop();
  });
  const get = (address: string | undefined, init?: RequestInit) => fetch(address ?? '', init);
  const addressOf = async (spec: Parameters<PictureService['address']>[0], at = light) =>
    (await pictures.address(spec, at)) ?? '';

  it('a topic’s picture is public, immutable, and has another address in another theme', async () => {
    const address = await addressOf(topic);
    const response = await get(address);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(await addressOf(topic)).toBe(address);
    expect(await pictures.address(topic, { theme: 'dark', target })).not.toBe(address);
    const head = await get(address, { method: 'HEAD' });
    expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
  });

  it('an address of an older content shows today’s picture, for a short while', async () => {
    const address = (await addressOf(topic)).replace(/[0-9a-f]{24}/, '0'.repeat(24));
    const response = await get(address);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  });

  it.each([
    '/pictures/topics/nothing-like-it/light-000000000000000000000000.png',
    '/pictures/topics/cap-theorem/blue-000000000000000000000000.png',
    '/pictures/topics/..%2f..%2fetc/light-000000000000000000000000.png',
    '/pictures/drawn/1/light-1-00000000000000000000000000000000.png',
    '/pictures',
    '/pictures/%',
  ])('%s is not there', async (path) => expect((await get(`${server.address}${path}`)).status).toBe(404));

  it('takes no other method', async () => {
    expect((await get(await addressOf(topic), { method: 'POST' })).status).toBe(405);
  });

  it('a board stands under a signature that ends after 7 days', async () => {
    const address = await addressOf(board('ann', 'bob'));
    const response = await get(address);
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, max-age=60']);
    clock.move(7 * dayMs - 1_000);
    expect((await get(address)).status).toBe(200);
    clock.move(2_000);
    expect((await get(address)).status).toBe(404);
    const again = await addressOf(board('ann', 'bob'));
    expect(again).not.toBe(address);
    expect((await get(again)).status).toBe(200);
    expect((await get(address)).status).toBe(404);
  });

  it('a signature holds for its own picture, theme and end alone', async () => {
    const address = await addressOf(board('cid'));
    const otherAddress = await addressOf(board('dan'));
    const path = parsePath(new URL(address).pathname);
    if (path?.kind !== 'drawn') throw new Error('it is no signed address');
    const forged = drawnPath({ ...path.address, expiresAt: path.address.expiresAt + dayMs }, 'another key');
    const swapped = address.replace(/drawn\/[^/]+/, `drawn/${new URL(otherAddress).pathname.split('/')[3]}`);
    for (const bad of [
      `${server.address}${forged}`,
      swapped,
      address.replace('light-', 'dark-'),
      `${address.slice(0, -5)}x.png`,
    ]) {
      expect((await get(bad)).status).toBe(404);
    }
  });

  it('goes at once when a member is forgotten, and with it what the platform holds', async () => {
    const address = await addressOf(board('eve', 'fay'));
    const kept = await addressOf(board('fay'));
    await pictures.upload(board('eve', 'fay'), light, async () => 'F-eve');
    const uploads: string[] = [];
    await store.write((tx) => forgetPictures(tx, 'eve'));
    expect((await get(address)).status).toBe(404);
    expect((await get(kept)).status).toBe(200);
    await pictures.sweep(['slack'], async (_tenant, file) => void uploads.push(file));
    await pictures.sweep(['slack'], async (_tenant, file) => void uploads.push(file));
    expect(uploads).toEqual(['F-eve']);
  });

  it('a result has no name on it and stays for 90 days; a board’s upload is taken down after 7', async () => {
    const address = await addressOf(result);
    await pictures.upload(board('gus'), light, async () => 'F-gus');
    clock.move(8 * dayMs);
    expect((await get(address)).status).toBe(200);
    const taken: string[] = [];
    const failing = async () => Promise.reject(new Error('not now'));
    await pictures.sweep(['slack'], failing);
    await pictures.sweep(['slack'], async (_tenant, file) => void taken.push(file));
    expect(taken).toEqual(['F-gus']);
    clock.move(83 * dayMs);
    expect((await get(address)).status).toBe(404);
  });

  it('is uploaded once a workspace, also when asked for many times at once, and anew when the platform lost it', async () => {
    const sent: string[] = [];
    const send = async () => {
      sent.push('sent');
      return `F${sent.length}`;
    };
    const all = await Promise.all(Array.from({ length: 5 }, () => pictures.upload(topic, light, send)));
    expect(new Set(all)).toEqual(new Set(['F1']));
    expect(await pictures.upload(topic, light, send)).toBe('F1');
    expect(await pictures.upload(topic, { theme: 'light', target: other }, send)).toBe('F2');
    expect(await pictures.upload(topic, { theme: 'dark', target }, send)).toBe('F3');
    await pictures.forgetUpload(target, 'F1');
    expect(await pictures.upload(topic, light, send)).toBe('F4');
    const taken: string[] = [];
    await pictures.sweep(['slack'], async (_tenant, file) => void taken.push(file));
    expect(taken).toEqual(['F1']);
    expect(await pictures.upload(topic, light, send)).toBe('F4');
  });

  it('is uploaded once also when a second asker’s look is answered only after the first’s upload', async () => {
    let looks = 0;
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slowSecondLook = store.db.withPlugin({
      transformQuery: ({ node }) => node,
      transformResult: async ({ result }) => {
        looks += 1;
        if (looks > 1) await finished;
        return result;
      },
    });
    const slow = testPictures({ ...store, db: slowSecondLook }, clock, { artist });
    let sent = 0;
    const send = async () => {
      sent += 1;
      return `F-slow-${sent}`;
    };
    const elsewhere = { theme: 'light', target: { ...target, workspace: 'T-slow' } } as const;
    const first = slow.upload(topic, elsewhere, send).finally(finish);
    const second = slow.upload(topic, elsewhere, send);
    expect([await first, await second, sent]).toEqual(['F-slow-1', 'F-slow-1', 1]);
  });

  it('is taken down as often as it was uploaded when two replicas did so at once', async () => {
    const replica = testPictures(store, clock, { artist });
    let sending = 0;
    let meet = () => {};
    const met = new Promise<void>((resolve) => {
      meet = resolve;
    });
    const sendAs = (file: string) => async () => {
      sending += 1;
      if (sending === 2) meet();
      await met;
      return file;
    };
    await Promise.all([
      pictures.upload(board('joy'), light, sendAs('F-here')),
      replica.upload(board('joy'), light, sendAs('F-there')),
    ]);
    await store.write((tx) => forgetPictures(tx, 'joy'));
    const taken: string[] = [];
    await pictures.sweep(['slack'], async (_tenant, file) => void taken.push(file));
    expect(taken.sort()).toEqual(['F-here', 'F-there']);
  });

  it('is taken down where the platform can, and left to rest where it says that it never will', async () => {
    await pictures.upload(board('kim'), light, async () => 'F-kim');
    clock.move(8 * dayMs);
    const asked: string[] = [];
    const never = async (_tenant: unknown, file: string) => {
      asked.push(file);
      throw new PlatformError('missing_scope', { isRetryable: false });
    };
    await pictures.sweep(['discord'], never);
    await pictures.sweep([], never);
    expect(asked).toEqual([]);
    await pictures.sweep(['slack'], never);
    await pictures.sweep(['slack'], never);
    expect(asked).toEqual(['F-kim']);
  });

  it('leaves nothing behind in a workspace that the bot has left', async () => {
    const there = { ...target, workspace: 'T9' };
    const address = await addressOf(board('hal'), { theme: 'light', target: there });
    expect((await get(address)).status).toBe(200);
    await store.write((tx) => dropTenant(tx, there));
    expect((await get(address)).status).toBe(404);
  });

  it('has no address where the outside cannot reach it, and no file where it cannot be drawn', async () => {
    const inside = testPictures(store, clock, { artist });
    expect(await inside.address(topic, light)).toBeUndefined();
    expect(await inside.file({ kind: 'topic', topic: 'gone' }, 'light')).toBeUndefined();
    artist.failure = new Error('no ink');
    expect(await inside.file(result, 'dark')).toBeUndefined();
    expect(await inside.upload(result, light, async () => 'F')).toBeUndefined();
    artist.failure = undefined;
    expect((await inside.file(result, 'dark'))?.name).toBe('result.png');
  });

  it('signs with one key, whichever replica asks first', async () => {
    const keys = await Promise.all([store.write(signingKey), store.write(signingKey)]);
    expect(new Set(keys).size).toBe(1);
    expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
  });

  it('does not show what was stored in another shape', async () => {
    const path = parsePath(new URL(await addressOf(board('ida'))).pathname);
    const id = path?.kind === 'drawn' ? path.address.id : '';
    await store.write((tx) =>
      tx.updateTable('picture').set({ spec: '{"kind":"board","rows":[]}' }).where('id', '=', id).execute(),
    );
    expect(await findPicture(store.db, id, clock.elapsed())).toBeUndefined();
  });
});

describe('the artist', () => {
  it('draws in a thread of its own, says why it cannot, and goes on', async () => {
    const artist = createArtist(silent);
    const png = await artist.draw(sampleOrder('state'), 'dark');
    expect(Buffer.from(png).subarray(1, 4).toString()).toBe('PNG');
    const broken = { ...sampleOrder('state'), picture: { kind: 'mermaid', source: 'pie' } } as never;
    await expect(artist.draw(broken, 'light')).rejects.toThrow('line 1 of the picture');
    const foreign = { ...otherOrders.result, prompt: '日本語' };
    await expect(artist.draw(foreign, 'light')).rejects.toThrow('the font lacks a character of "日本語"');
    await expect(artist.draw(otherOrders.result, 'light')).resolves.toBeInstanceOf(Uint8Array);
    await artist.close();
  });
});
