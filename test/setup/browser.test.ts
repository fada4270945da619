// Shows that a real browser from npm opens, clicks and pictures a page, and reaches nothing beyond loopback.
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './browser.ts';

const PNG_SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PAGE = `<!doctype html><title>Page</title><p>before</p><button>Go</button>
<script>document.querySelector('button').onclick = () => { document.querySelector('p').textContent = 'after'; };</script>`;

let server: Server;
let browser: Browser;

beforeAll(async () => {
  server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(PAGE));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
}, 120_000);

afterAll(async () => {
  await browser?.close();
  server.closeAllConnections();
  server.close();
});

test('a click on a page changes its text', async () => {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  expect(await page.textContent('p')).toBe('before');
  await page.click('button');
  expect(await page.textContent('p')).toBe('after');
});

test('a screenshot is a PNG in which text is drawn', async () => {
  const page = await browser.newPage();
  const blank = await page.screenshot();
  await page.setContent('<h1>Picture</h1>');
  const picture = await page.screenshot();
  expect([...picture.subarray(0, PNG_SIGNATURE.length)]).toEqual(PNG_SIGNATURE);
  expect(picture.equals(blank)).toBe(false);
});

test('a host beyond loopback is not resolved', async () => {
  const page = await browser.newPage();
  await expect(page.goto('http://example.com/')).rejects.toThrow(/ERR_NAME_NOT_RESOLVED/);
});
