// The files that the page may load: its own, and an allow-list under node_modules.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Refusal } from './guard.ts';

const pageFolder = fileURLToPath(new URL('./page/', import.meta.url));
const modulesFolder = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** The packages behind the Discord view, and nothing else. */
const allowedPackages = [
  '@skyra/discord-components-core',
  'lit',
  'lit-html',
  'lit-element',
  '@lit/reactive-element',
  '@lit/context',
];
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.html': 'text/html',
};

const modules = '/playground/modules/';
const components = `${modules}@skyra/discord-components-core/dist/components/`;

/** How the page's bare imports resolve. */
const importMap = JSON.stringify({
  imports: {
    lit: `${modules}lit/index.js`,
    'lit/': `${modules}lit/`,
    'lit-html': `${modules}lit-html/lit-html.js`,
    'lit-html/': `${modules}lit-html/`,
    'lit-element': `${modules}lit-element/lit-element.js`,
    'lit-element/': `${modules}lit-element/`,
    '@lit/reactive-element': `${modules}@lit/reactive-element/reactive-element.js`,
    '@lit/reactive-element/': `${modules}@lit/reactive-element/`,
    '@lit/context': `${modules}@lit/context/index.js`,
    '@skyra/discord-components-core/discord-message.js': `${components}discord-message/DiscordMessage.js`,
    '@skyra/discord-components-core/discord-messages.js': `${components}discord-messages/DiscordMessages.js`,
  },
});

/** The hash by which the content security policy knows the one inline script. */
export const importMapHash = `sha256-${createHash('sha256').update(importMap).digest('base64')}`;

export interface Asset {
  readonly type: string;
  readonly body: Buffer | string;
}

/** The page, with its import map and the key for its posts. */
export async function pageHtml(key: string): Promise<Asset> {
  const html = await readFile(join(pageFolder, 'index.html'), 'utf8');
  return {
    type: 'text/html',
    body: html.replace('<!--import-map-->', `<script type="importmap">${importMap}</script>`).replace('{{key}}', key),
  };
}

/** A file by its address. @throws Refusal with 404 for whatever is not allowed. */
export async function asset(path: string): Promise<Asset> {
  const file = fileOf(path);
  const type = types[extname(file ?? '')];
  if (file === undefined || type === undefined) throw new Refusal(404, 'There is no such file.');
  try {
    return { type, body: await readFile(file) };
  } catch {
    throw new Refusal(404, 'There is no such file.');
  }
}

function fileOf(path: string): string | undefined {
  const clean = normalize(path);
  if (clean === '/playground/slack.css') return join(modulesFolder, 'slack-blocks-to-jsx/dist/style.css');
  if (clean.startsWith('/playground/page/')) return join(pageFolder, clean.slice('/playground/page/'.length));
  if (!clean.startsWith(modules)) return undefined;
  const file = clean.slice(modules.length);
  const isAllowed = allowedPackages.some((name) => file.startsWith(`${name}/`)) && file.endsWith('.js');
  return isAllowed ? join(modulesFolder, file) : undefined;
}
