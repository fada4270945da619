// Runs the checkers of types, style and unused code as tests, so that one command says everything.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Runs a tool of node_modules/.bin in the repository; returns what it printed, or nothing when it was content. */
async function complaintsOf(tool: string, args: readonly string[]): Promise<string> {
  const child = spawn(`${ROOT}node_modules/.bin/${tool}`, args, {
    cwd: ROOT,
    env: { ...process.env, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  return code === 0 ? '' : `${tool} ended with ${code}\n${output}`;
}

test.each([
  ['the types fit', 'tsc', ['--noEmit']],
  ['the style is clean', 'biome', ['check', '--error-on-warnings', '.']],
  ['nothing is unused or undeclared', 'knip', ['--no-progress']],
] as const)('%s (%s)', { timeout: 120_000 }, async (_name, tool, args) => {
  const complaints = await complaintsOf(tool, args);
  if (complaints !== '') expect.fail(complaints);
});
