// Renews the README's pictures of the playground: npm run screenshots
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startProcess } from '../test/e2e/process.ts';
import { launchBrowser } from '../test/setup/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'archway-pictures-'));
const bot = startProcess(['play'], { cwd: folder, env: { PORT: '0' } });
const [, address = ''] = await bot.says(/playground is open: (\S+)/);
const browser = await launchBrowser();
const page = await browser.newPage({ viewport: { width: 1280, height: 860 } });
await page.goto(address);
await page.waitForSelector('#member option', { state: 'attached' });

await say(page, '/arch cap theorm');
await page.locator('.message').first().waitFor();
await settled(page);
await page.screenshot({ path: 'docs/pictures/playground-light.png' });

await page.selectOption('#channel', 'interviews');
await say(page, '/arch quiz load balancing');
for (const [member, letter] of [
  ['ana', 'A'],
  ['ben', 'B'],
  ['chi', 'B'],
] as const) {
  await page.selectOption('#member', member);
  await page
    .locator('.slack button', { hasText: new RegExp(`^${letter}$`) })
    .last()
    .click();
  await page.locator('.message', { hasText: `You chose ${letter}` }).waitFor();
}
await page.selectOption('#member', 'dan');
await page.click('[data-move="3600000"]');
await page.locator('.message', { hasText: 'The answer is' }).waitFor();
await page.click('#theme');
await settled(page);
await page.screenshot({ path: 'docs/pictures/playground-dark.png' });

await page.setViewportSize({ width: 400, height: 860 });
await settled(page);
await page.evaluate(() => scrollTo(0, 0));
await page.screenshot({ path: 'docs/pictures/playground-narrow.png' });
await browser.close();
await bot.stop();
rmSync(folder, { recursive: true });

async function say(on: Page, text: string): Promise<void> {
  await on.fill('#line', text);
  await on.keyboard.press('Enter');
}

/** Web components and the scroll position come to rest. */
async function settled(on: Page): Promise<void> {
  await on.waitForLoadState('networkidle').catch(() => undefined);
  await on.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
}
