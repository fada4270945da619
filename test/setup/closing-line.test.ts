// Shows that the last line and the exit code of a test run tell the truth about every way in which it can end.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settleTally, wordTally } from './closing-line.ts';

const VITEST = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const REPORTER = new URL('./closing-line.ts', import.meta.url).href;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'closing-line-'));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Runs Vitest on made-up test files with the real reporter; returns its exit code and its last line. */
async function runTests(files: Readonly<Record<string, string>>, extra = ''): Promise<readonly [number, string]> {
  const config = `import { ClosingLine } from '${REPORTER}';
export default { test: { globals: true, reporters: ['dot', new ClosingLine()], ${extra} } };`;
  await writeFile(join(folder, 'vitest.config.mjs'), config);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const child = spawn(process.execPath, [VITEST, 'run', '--root', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const code = await new Promise<number>((resolve) => child.once('close', resolve));
  return [code, output.trimEnd().split('\n').at(-1) ?? ''];
}

test('a run in which all tests pass ends with its count and exit code 0', async () => {
  const files = { 'a.test.js': `test('a', () => {}); test('b', () => {});`, 'b.test.js': `test('c', () => {});` };
  expect(await runTests(files)).toEqual([0, '3 passed, 0 failed']);
});

test('failed, skipped and todo tests are counted case by case', async () => {
  const file = `test('a', () => {}); test('b', () => { expect(1).toBe(2); }); test.skip('c', () => {}); test.todo('d');`;
  expect(await runTests({ 'a.test.js': file })).toEqual([1, '1 passed, 1 failed, 2 skipped']);
});

test('a file that cannot be loaded is a failure', async () => {
  const files = { 'a.test.js': `test('a', () => {});`, 'b.test.js': `import './missing.js'; test('b', () => {});` };
  expect(await runTests(files)).toEqual([1, '1 passed, 1 failed']);
});

test('a suite whose preparation fails is a failure, and its tests are skipped', async () => {
  const file = `describe('s', () => { beforeAll(() => { throw new Error('no'); }); test('a', () => {}); });`;
  expect(await runTests({ 'a.test.js': file })).toEqual([1, '0 passed, 1 failed, 1 skipped']);
});

test('an error that no test caught is a failure beside the tests that passed', async () => {
  const file = `test('a', async () => { Promise.reject(new Error('no')); await new Promise(setImmediate); });`;
  expect(await runTests({ 'a.test.js': file })).toEqual([1, '1 passed, 1 failed']);
});

test('a worker that dies in a test is a failure', async () => {
  const [code, line] = await runTests({ 'a.test.js': `test('a', () => { process.kill(process.pid, 'SIGKILL'); });` });
  expect(code).toBe(1);
  expect(line).toMatch(/^0 passed, [12] failed$/);
});

test('a global set-up that fails is a failure', async () => {
  const files = {
    'a.test.js': `test('a', () => {});`,
    'setup.js': `export function setup() { throw new Error('no'); }`,
  };
  expect(await runTests(files, `globalSetup: ['setup.js']`)).toEqual([1, '0 passed, 1 failed']);
});

test('a global tear-down that fails is a failure', async () => {
  const files = {
    'a.test.js': `test('a', () => {});`,
    'setup.js': `export function teardown() { throw new Error('no'); }`,
  };
  expect(await runTests(files, `globalSetup: ['setup.js']`)).toEqual([1, '1 passed, 1 failed']);
});

test('a run without any test is a failure, even where Vitest would let it pass', async () => {
  expect(await runTests({}, 'passWithNoTests: true')).toEqual([1, '0 passed, 1 failed']);
});

test.each([
  [undefined, 0, '0 passed, 1 failed'],
  [{ passed: 2, failed: 0, skipped: 0 }, 0, '2 passed, 0 failed'],
  [{ passed: 2, failed: 0, skipped: 1 }, 1, '2 passed, 1 failed, 1 skipped'],
  [{ passed: 0, failed: 0, skipped: 3 }, 0, '0 passed, 1 failed, 3 skipped'],
  [{ passed: 1, failed: 2, skipped: 0 }, 1, '1 passed, 2 failed'],
] as const)('the tally %j with exit code %i closes with "%s"', (tally, exitCode, line) => {
  expect(wordTally(settleTally(tally, exitCode))).toBe(line);
});
