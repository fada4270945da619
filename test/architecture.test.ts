// Holds every source file of the repository to the rules of its architecture.
import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import {
  chanceIsDrawnInRandom,
  environmentIsReadInMain,
  sqlIsWrittenInStores,
  timeIsToldByClock,
} from './architecture/homes.ts';
import {
  coreHasNoBarrel,
  exportsHaveNames,
  filesOpenWithComment,
  namesAreKebabCase,
  namesAreProductWords,
} from './architecture/names.ts';
import { importsPointDown } from './architecture/ranks.ts';
import { filesAreShort, functionsAreShort, functionsTakeFewParameters } from './architecture/size.ts';
import { readSource, type Source } from './architecture/source.ts';

/** Paths that may break a rule. There are none, and there shall be none. */
const EXCEPTIONS: readonly string[] = [];

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDERS = ['src', 'adapters', 'test', 'scripts'];
const sources: Source[] = [];

beforeAll(async () => {
  for (const folder of FOLDERS) {
    const names = await readdir(join(ROOT, folder), { recursive: true }).catch(() => []);
    for (const name of names.filter((name) => /\.([cm]?[jt]s|css)$/.test(name)).toSorted()) {
      const path = `${folder}/${name.split(sep).join('/')}`;
      sources.push(readSource(path, await readFile(join(ROOT, path), 'utf8')));
    }
  }
});

test('there are no exceptions', () => {
  expect(EXCEPTIONS).toEqual([]);
});

test('the rules see the sources', () => {
  const paths = sources.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(['src/main.ts', 'test/architecture.test.ts']));
});

test.each([
  ['files are short', filesAreShort],
  ['functions are short', functionsAreShort],
  ['functions take few parameters', functionsTakeFewParameters],
  ['imports point down the ranks', importsPointDown],
  ['names are in kebab-case', namesAreKebabCase],
  ['names are words of the product', namesAreProductWords],
  ['the core has no barrel file', coreHasNoBarrel],
  ['exports have names', exportsHaveNames],
  ['files open with a comment on what they are for', filesOpenWithComment],
  ['the environment is read in main.ts alone', environmentIsReadInMain],
  ['the time is told by clock.ts alone', timeIsToldByClock],
  ['chance is drawn in random.ts alone', chanceIsDrawnInRandom],
  ['SQL is written in stores alone', sqlIsWrittenInStores],
] as const)('%s', (_name, rule) => {
  const violations = sources.filter(({ path }) => !EXCEPTIONS.includes(path)).flatMap(rule);
  expect(violations).toEqual([]);
});
