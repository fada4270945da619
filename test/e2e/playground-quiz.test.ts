// The quiz in the playground, as a member meets it: vote, take back, reveal, report, board, hide, practise.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../setup/browser.ts';
import { type BotProcess, startProcess } from './process.ts';

/** A folder for screenshots to look at; none are taken without it. */
const pictures = process.env.SCREENSHOTS;

let browser: Browser;
let folder: string;
let bot: BotProcess;
let page: Page;
const trouble: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser(['--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1']);
  folder = mkdtempSync(join(tmpdir(), 'archway-quiz-'));
  bot = startProcess(['play'], { cwd: folder, env: { PORT: '0' } });
  const [, address = ''] = await bot.says(/playground is open: (\S+)/);
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.on('pageerror', (error) => trouble.push(error.message));
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  await page.goto(address);
  await page.waitForSelector('#member option', { state: 'attached' });
}, 60_000);
afterAll(async () => {
  await browser.close();
  expect(await bot.stop()).toBe(0);
  rmSync(folder, { recursive: true });
});

const say = async (text: string) => {
  await page.fill('#line', text);
  await page.keyboard.press('Enter');
};
const as = (member: string) => page.selectOption('#member', member);
const message = (text: string | RegExp) => page.locator('.message', { hasText: text }).last();
const press = (of: string | RegExp, label: string) =>
  message(of)
    .locator('.slack button', { hasText: new RegExp(`^${label}$`) })
    .first()
    .click();
const look = async (name: string) => {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.waitForTimeout(400);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
};
const textOf = async (of: string | RegExp) => (await message(of).locator('.slack').textContent()) ?? '';
const vote = async (member: string, letter: string) => {
  await as(member);
  await press(/Votes stay hidden/, letter);
  await message(new RegExp(`You (chose|changed to) ${letter}`)).waitFor();
};

it('takes votes and takes them back, closes for its opener alone, and reveals', async () => {
  await say('/arch daily set 09:30 daily UTC quiz');
  await message('The daily post is set').waitFor();
  await say('/arch quiz');
  await message('Your quiz is open').waitFor();
  await vote('ben', 'A');
  await look('1-receipt');
  await press('You chose A', 'Take it back');
  await message('Your vote is taken back').waitFor();
  for (const [member, letter] of [
    ['ana', 'A'],
    ['ben', 'B'],
    ['chi', 'C'],
  ] as const)
    await vote(member, letter);
  await as('dan');
  await press(/Votes stay hidden/, 'D');
  await message('You chose D').waitFor();
  await press(/Votes stay hidden/, 'Close now');
  await message('Only whoever opened this round, or a manager').waitFor();
  await as('ana');
  await press('Your quiz is open', 'Close now');
  await message('Report a problem').waitFor();
  await message('In the thread of the quiz above').waitFor();
  const reveal = await textOf('Report a problem');
  expect(reveal).toMatch(/1 of 4 got it right|None of 4/);
  expect(reveal).toMatch(/Right at first sight: (Ana|Ben|Chi|Dan)/);
  await message('Report a problem').scrollIntoViewIfNeeded();
  await look('2-reveal');
  expect(trouble).toEqual([]);
}, 60_000);

it('takes a report, shows the board, hides, and practises', async () => {
  await as('ben');
  await press('Report a problem', 'Report a problem');
  const dialog = page.locator('dialog[open]');
  await dialog.waitFor();
  await dialog.locator('[name=text]').fill('x'.repeat(301));
  await look('3-report');
  expect((await dialog.locator('[name=text]').inputValue()).length).toBe(300);
  await dialog.locator('[name=text]').fill('B holds as well');
  await dialog.getByText('Send', { exact: true }).click();
  await message('Thank you').waitFor();
  await as('ana');
  await message('A quiz question was reported').waitFor();
  await look('4-notice');

  await say('/arch leaderboard');
  await message('The board of this channel').waitFor();
  await message('The board of this channel').locator('.slack img[alt^="Board"]').waitFor();
  await look('5-board');
  await press('The board of this channel', 'Hide me');
  await message('You are hidden').waitFor();
  await say('/arch progress');
  await message('Your progress in this workspace').waitFor();
  await look('6-progress');

  await say('/arch cap theorem');
  await press('CAP: the choice', 'Quiz me');
  await message('it counts on no board').waitFor();
  await look('7-practice');
  await press('it counts on no board', 'A');
  await message('your choice').waitFor();
  await look('8-why');
  expect(trouble).toEqual([]);
}, 60_000);
