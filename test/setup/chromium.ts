// Unpacks the Chromium that npm brings, once for an install, with the libraries that a bare machine lacks.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** @sparticuz/chromium unpacks into the temporary folder, and its libraries only where it believes to run on AWS Lambda. */
const UNPACK = `import('@sparticuz/chromium').then((chromium) => chromium.default.executablePath())`;

export interface Chromium {
  readonly executablePath: string;
  /** What the process needs to find its own libraries and fonts. */
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the unpacked Chromium; the first call after an install takes seconds, several at a time are safe. */
export async function unpackChromium(): Promise<Chromium> {
  const folder = join(CACHE, `chromium-${await readVersion()}`);
  if (!existsSync(folder)) await unpackInto(folder);
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: join(folder, 'fonts.conf') },
  };
}

async function readVersion(): Promise<string> {
  const entry = require.resolve('@sparticuz/chromium');
  return JSON.parse(await readFile(join(dirname(entry), '..', 'package.json'), 'utf8')).version;
}

/** Unpacks beside the folder and renames, so that no other worker ever starts half a browser. */
async function unpackInto(folder: string): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await run(process.execPath, ['--input-type=module', '--eval', UNPACK], {
      cwd: dirname(fileURLToPath(import.meta.url)),
      env: { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
    });
    await writeFile(join(unfinished, 'fonts.conf'), describeFonts(folder));
    await rename(unfinished, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** The package's own description names folders of AWS Lambda, and a page without any font draws no text at all. */
function describeFonts(folder: string): string {
  const dir = `<dir>${join(folder, 'fonts', 'fonts')}</dir>`;
  return `<?xml version="1.0"?><fontconfig>${dir}<cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>\n`;
}
