// The playground's fence: who may ask, with what, and which files there are.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPlayground, previews } from '../../../adapters/index.ts';
import { movableClock } from '../../../src/clock.ts';
import { type HttpServer, startHttp } from '../../../src/http/server.ts';
import { silent } from '../../support/bot.ts';
import { noPictures } from '../../support/pictures.ts';

let server: HttpServer;
let key: string;
beforeAll(async () => {
  const playground = createPlayground({
    previews,
    pictures: noPictures,
    clock: movableClock(),
    file: undefined,
    afterMove: async () => undefined,
    nextSlotAt: async () => undefined,
  });
  server = await startHttp({
    host: '127.0.0.1',
    port: 0,
    routes: playground.routes,
    unready: async () => [],
    log: silent,
  });
  const html = await (await fetch(server.address)).text();
  key = /archway-key" content="([^"]+)"/.exec(html)?.[1] ?? '';
});
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${server.address}/playground/${path}`, {
    method: 'POST',
    headers: { ...json, 'x-archway-key': key, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const hello = { as: 'ana', channel: 'general', text: 'hello' };

describe('a request', () => {
  it('of our own page is answered', async () => {
    expect((await post('say', hello)).status).toBe(200);
  });

  it.each([
    ['from another page', hello, { origin: 'https://evil.example' }, 403],
    ['without the key', hello, { 'x-archway-key': 'wrong' }, 403],
    ['that is no JSON', 'x=1', { 'content-type': 'text/plain' }, 415],
    ['with half a body', '{"as":', {}, 400],
    ['as somebody unknown', { ...hello, as: 'eve' }, {}, 400],
    ['with a text that is too long', { ...hello, text: 'x'.repeat(3_001) }, {}, 400],
    ['with a body that is too large', 'x'.repeat(70_000), {}, 413],
  ])('%s is refused', async (_, body, headers, status) => {
    const response = await post('say', body, headers);
    expect(response.status).toBe(status);
    expect((await response.json()).error).toBeTruthy();
  });

  it('under a foreign name is refused, however it resolves', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(server.address, { headers: { host: 'evil.example' } }, (response) =>
        resolve(response.resume().statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });
});

describe('a file', () => {
  it.each([
    ['/playground/page/page.js', 200],
    ['/playground/slack.css', 200],
    ['/playground/modules/lit/index.js', 200],
    ['/playground/modules/lit/package.json', 404],
    ['/playground/modules/better-sqlite3/lib/index.js', 404],
    ['/playground/modules/lit/../better-sqlite3/lib/index.js', 404],
    ['/playground/page/..%2f..%2f..%2fpackage.json', 404],
    ['/playground/page/nothing.js', 404],
    ['/etc/passwd', 404],
  ])('%s answers %i', async (path, status) => {
    expect((await fetch(`${server.address}${path}`)).status).toBe(status);
  });
});

it('the page may load nothing from outside', async () => {
  const policy = (await fetch(server.address)).headers.get('content-security-policy');
  expect(policy).toContain("default-src 'self'");
  expect(policy).toMatch(/script-src 'self' 'sha256-[^']+'/);
});

it('health is told beside the page', async () => {
  expect((await fetch(`${server.address}/livez`)).status).toBe(200);
  expect(await (await fetch(`${server.address}/readyz`)).json()).toEqual({ status: 'ready' });
});
