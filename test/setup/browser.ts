// Starts a real browser for tests of pages, with nothing installed by hand.
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';
import { unpackChromium } from './chromium.ts';

const FLAGS = [
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Chromium's sandbox cannot be set up by root. */
const ROOT_FLAGS = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/**
 * Starts a headless browser with further command-line flags; the caller closes it.
 * npm brings one for Linux on x64; elsewhere an installed Chrome is used, and a line on standard error says so.
 */
export async function launchBrowser(flags: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ ...(await findBrowser()), args: [...FLAGS, ...ROOT_FLAGS, ...flags] });
}

async function findBrowser(): Promise<LaunchOptions> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const { executablePath, env } = await unpackChromium();
    return { executablePath, env: { ...process.env, ...env } };
  }
  process.stderr.write(`npm has no Chromium for ${process.platform} ${process.arch}: using the installed Chrome\n`);
  return { channel: 'chrome' };
}
