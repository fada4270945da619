// The main job in the playground: a real process, a real browser, every outside host blocked.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { wordsOfPicture } from '../support/pictures.ts';
import { type BotProcess, startProcess } from './process.ts';

let browser: Browser;
let folder: string;
let bot: BotProcess;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
});
afterAll(async () => browser.close());

async function start(port = '0'): Promise<string> {
  bot = startProcess([], { cwd: folder, env: { PORT: port } });
  const [, address = ''] = await bot.says(/playground is open: (\S+)/);
  return address;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'archway-play-'));
  const address = await start();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  trouble = [];
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on(
    'request',
    (request) =>
      new URL(request.url()).hostname === '127.0.0.1' ||
      request.url().startsWith('data:') ||
      trouble.push(`outside: ${request.url()}`),
  );
  await page.goto(address);
  await page.waitForSelector('#member option', { state: 'attached' });
});
afterEach(async () => {
  await page.close();
  expect(await bot.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

const say = async (text: string) => {
  await page.fill('#line', text);
  await page.keyboard.press('Enter');
};
const message = (text: string | RegExp) => page.locator('.message', { hasText: text }).last();
const pressSlack = (of: RegExp | string, label: string) =>
  message(of)
    .locator('.slack button', { hasText: new RegExp(`^${label}$`) })
    .click();
const pressDiscord = (of: RegExp | string, label: string) =>
  message(of)
    .locator('.discord archway-components button', { hasText: new RegExp(`^${label}$`) })
    .click();
const as = (member: string) => page.selectOption('#member', member);

describe('the playground', () => {
  it('walks the main job, with presses in both views, through a restart in the middle', async () => {
    await say('/arch cap theorm');
    await message('CAP: the choice you face').waitFor();
    await expectText('.discord archway-components', /Key points/);

    await say('/arch quiz');
    await message('Nobody has answered yet').waitFor();
    await pressSlack(/Votes stay hidden/, 'A');
    await message('You chose A').waitFor();
    await as('ben');
    await pressDiscord(/Votes stay hidden/, 'B');
    await message('You chose B').waitFor();

    const address = page.url();
    await bot.stop();
    await page.locator('#trouble', { hasText: 'has stopped' }).waitFor();
    await start(new URL(address).port);
    await page.locator('#trouble').waitFor({ state: 'hidden' });

    await as('chi');
    await pressSlack(/Votes stay hidden/, 'A');
    await message('You chose A').waitFor();
    await pressSlack(/Votes stay hidden/, 'B');
    await message('You changed to B').waitFor();
    await page.click('[data-move="3600000"]');
    await message('Report a problem').waitFor();
    expect(await message('Report a problem').locator('.slack').textContent()).toContain('2 votes (67 %)');
    await message('In the thread of the quiz above').waitFor();
    // A browser reports the connection that the restart broke; nothing else may be wrong.
    expect(
      trouble.filter((each) => !/ERR_CONNECTION_REFUSED|ERR_INCOMPLETE_CHUNKED|Failed to load resource/.test(each)),
    ).toEqual([]);
  });

  it('shows the picture of a topic in both views, as each platform would', async () => {
    await say('/arch cap theorem');
    const slack = message('CAP: the choice').locator('.slack img[alt^="Flowchart"]');
    const discord = message('CAP: the choice').locator('archway-components .gallery img');
    for (const [picture, theme] of [
      [slack, 'light'],
      [discord, 'dark'],
    ] as const) {
      await picture.waitFor();
      await picture.scrollIntoViewIfNeeded();
      expect(await picture.getAttribute('src')).toMatch(new RegExp(`^/pictures/topics/cap-theorem/${theme}-`));
      expect(await picture.getAttribute('alt')).toBe(wordsOfPicture('cap-theorem').alt);
      await expect.poll(() => picture.evaluate((element) => (element as HTMLImageElement).naturalWidth)).toBe(1200);
    }
    expect(trouble).toEqual([]);
  });

  it('asks for a daily post by a form, shows what is wrong in it, and posts when the clock gets there', async () => {
    await say('/arch daily set');
    const dialog = page.locator('dialog[open]');
    await dialog.waitFor();
    await dialog.locator('[name=at]').fill('25:00');
    await dialog.getByText('Save').click();
    await dialog.getByText('is no time of day').waitFor();
    await dialog.locator('[name=at]').fill('09:30');
    await dialog.locator('[name=days]').fill('daily');
    await dialog.getByText('Save').click();
    await message('The daily post is set').waitFor();
    await page.click('#next');
    await message('Tip').waitFor();
    await message('Nobody has answered yet').waitFor();
    expect(trouble).toEqual([]);
  });

  it('keeps private answers to the member who asked, and guests from managing', async () => {
    await say('/arch jwt');
    await message('JSON Web Tokens').waitFor();
    await as('ben');
    await page.locator('.message').waitFor({ state: 'detached' });
    await as('dan');
    await say('/arch daily set 09:30 UTC');
    await message('Only managers').waitFor();
  });

  it('is used by keyboard alone: suggestions, sending, recalling', async () => {
    await page.locator('#line').pressSequentially('/arch kuberne');
    await page.locator('#suggestions li').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.inputValue('#line')).toBe('/arch kubernetes');
    await page.keyboard.press('Enter');
    await message('Kubernetes: desired state').waitFor();
    await page.keyboard.press('ArrowUp');
    expect(await page.inputValue('#line')).toBe('/arch kubernetes');
    await message('Kubernetes: desired state').locator('.slack button').first().focus();
    await page.keyboard.press('Enter');
    await message('Page 1 of').waitFor();
    expect(trouble).toEqual([]);
  });

  it('shows each payload as it is, and fits a phone', async () => {
    await say('/arch jwt');
    await message('JSON Web Tokens').locator('.slack-view summary').click();
    expect(await message('JSON Web Tokens').locator('.slack-view .payload pre').textContent()).toContain('"rich_text"');
    await page.setViewportSize({ width: 400, height: 800 });
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(400);
    await page.locator('.tabs button', { hasText: 'Discord' }).click();
    expect(await message('JSON Web Tokens').locator('.slack-view').isVisible()).toBe(false);
    await page.click('#theme');
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
  });
});

async function expectText(selector: string, pattern: RegExp): Promise<void> {
  const text = await page
    .locator(selector)
    .last()
    .evaluate((element) => element.shadowRoot?.textContent ?? '');
  expect(text).toMatch(pattern);
}
