// Shows every rule of the architecture failing on a made-up source, and leaving a good one alone.
import { expect, test } from 'vitest';
import { chanceIsDrawnInRandom, environmentIsReadInMain, sqlIsWrittenInStores, timeIsToldByClock } from './homes.ts';
import {
  coreHasNoBarrel,
  exportsHaveNames,
  filesOpenWithComment,
  namesAreKebabCase,
  namesAreProductWords,
} from './names.ts';
import { importsPointDown } from './ranks.ts';
import { filesAreShort, functionsAreShort, functionsTakeFewParameters } from './size.ts';
import { type Rule, readSource } from './source.ts';

type Case = readonly [path: string, text: string];

/** The number of complaints about one made-up file. */
function count(rule: Rule, [path, text]: Case): number {
  return rule(readSource(path, text)).length;
}

const lines = (number: number): string => 'call();\n'.repeat(number);
const body = (number: number): string => `{\n${lines(number - 2)}}`;

test('a complaint begins with the place', () => {
  const source = readSource('src/quiz/round.ts', `// A.\n\nimport '../cli.ts';\n`);
  expect(importsPointDown(source)).toEqual(['src/quiz/round.ts:3 quiz may not import cli']);
});

test('a file that is no TypeScript is refused', () => {
  expect(() => readSource('src/a.ts', 'const = ;')).toThrow(/src\/a\.ts cannot be parsed/);
});

test.each<Case>([
  ['src/a.ts', lines(301)],
  ['adapters/web/page/page.css', lines(301)],
  ['test/a.test.ts', lines(401)],
])('%s is too long', (...file) => {
  expect(count(filesAreShort, file)).toBe(1);
});

test.each<Case>([
  ['src/a.ts', lines(300)],
  ['test/a.test.ts', lines(400)],
])('%s is as long as it may be', (...file) => {
  expect(count(filesAreShort, file)).toBe(0);
});

test.each<Case>([
  ['src/a.ts', `function f() ${body(51)}`],
  ['src/a.ts', `const f = async () => ${body(51)};`],
  ['adapters/slack/a.ts', `class A { m() ${body(51)} }`],
  ['src/a.ts', `describe('a', () => ${body(51)});`],
  ['test/a.ts', `test('a', () => ${body(51)});`],
  ['test/a.ts', `describe('a', () => {\ntest('b', () => ${body(51)}); });`],
  ['test/a.ts', `function suite() {\n${lines(51)}test('b', () => ${body(40)}); }`],
])('%s holds a function that is too long: %.30j', (...file) => {
  expect(count(functionsAreShort, file)).toBe(1);
});

test.each<Case>([
  ['src/a.ts', `function f() ${body(50)}`],
  ['test/a.ts', `describe.each([1])('a', () => {\ntest('b', () => ${body(40)});\ntest('c', () => ${body(40)}); });`],
  ['test/a.ts', `describe('a', () => {\n${lines(51)}test('b', () => ${body(40)}); });`],
  ['test/a.ts', `function suite() { describe('a', () => { test.each([1])('b', () => ${body(49)}); ${lines(40)} }); }`],
])('%s holds functions that are short enough: %.30j', (...file) => {
  expect(count(functionsAreShort, file)).toBe(0);
});

test('five parameters are too many, unless they are the columns of a test; four are not', () => {
  expect(count(functionsTakeFewParameters, ['src/a.ts', 'const f = (a, b, c, d, e) => a;'])).toBe(1);
  expect(count(functionsTakeFewParameters, ['test/a.ts', 'const f = (a, b, c, d, e) => a;'])).toBe(1);
  expect(count(functionsTakeFewParameters, ['test/a.ts', `test.each([])('a', (a, b, c, d, e) => a);`])).toBe(0);
  expect(count(functionsTakeFewParameters, ['src/a.ts', 'function f(a, b, c, d) {}'])).toBe(0);
});

test.each<Case>([
  ['src/card/card.ts', `import type { A } from '../store/store.ts';`],
  ['src/store/open.ts', `export * from '../card/card.ts';`],
  ['src/tips/tips.ts', `import { A } from '../quiz/quiz.ts';`],
  ['src/history/store.ts', `const a = await import('../search/search.ts');`],
  ['src/platform.ts', `type A = import('./content/load.ts').A;`],
  ['src/clock.ts', `import { A } from './log.ts';`],
  ['src/errors.ts', `export { A } from './clock.ts';`],
  ['src/cli.ts', `import { A } from '../adapters/index.ts';`],
  ['src/bot/bot.ts', `import { A } from '../http/server.ts';`],
  ['src/commands/table.ts', `import { A } from '../main.ts';`],
  ['src/pictures/raster.ts', `new Worker(new URL('../quiz/quiz.ts', import.meta.url));`],
  ['src/launch.cjs', `require('../test/support/bot.ts');`],
  ['src/quiz/quiz.ts', `import { A } from '../../scripts/a.ts';`],
  ['src/quiz/quiz.ts', `import { A } from '../somewhere/a.ts';`],
  ['src/somewhere/a.ts', ''],
  ['adapters/slack/index.ts', `import { A } from '../discord/limits.ts';`],
  ['adapters/slack/index.ts', `import { A } from '../index.ts';`],
  ['adapters/other.ts', `import { A } from './slack/index.ts';`],
  ['adapters/web/page/page.js', `import { A } from '../../terminal/render.ts';`],
  ['adapters/slack/index.ts', `import { A } from '../../src/cli.ts';`],
])('%s may not say %s', (...file) => {
  expect(count(importsPointDown, file)).toBe(1);
});

test.each<Case>([
  ['src/main.ts', `import { A } from '../adapters/index.ts'; import { B } from './cli.ts';`],
  ['src/launch.cjs', `import('./main.ts');`],
  ['src/schedule/tick.ts', `import { A } from '../quiz/quiz.ts'; import { B } from '../tips/tips.ts';`],
  ['src/quiz/quiz.ts', `import { A } from './round.ts'; import { B } from '../errors.ts'; import 'node:fs';`],
  ['src/pictures/raster.ts', `new Worker(new URL('./worker.ts', import.meta.url));`],
  ['src/cli.ts', `import data from '../package.json' with { type: 'json' };`],
  ['adapters/index.ts', `import { A } from './slack/index.ts'; import { B } from '../src/platform.ts';`],
  ['adapters/slack/index.ts', `import { A } from './limits.ts'; import { B } from '../../src/http/server.ts';`],
  [
    'test/quiz/quiz.test.ts',
    `import { A } from '../../src/quiz/quiz.ts'; import { B } from '../../adapters/index.ts';`,
  ],
])('%s may say %s', (...file) => {
  expect(count(importsPointDown, file)).toBe(0);
});

test.each([
  ['src/quiz/openRound.ts', 1],
  ['src/Quiz/round.ts', 1],
  ['adapters/web/page/play_ground.css', 1],
  ['src/quiz/open-round.ts', 0],
  ['test/quiz/open-round.test.ts', 0],
])('%s breaks the rule of kebab-case %i times', (path, times) => {
  expect(count(namesAreKebabCase, [path, ''])).toBe(times);
});

test.each([
  ['src/utils/a.ts', 1],
  ['src/quiz/helpers.ts', 1],
  ['test/common/lib.ts', 2],
  ['src/store/types.ts', 1],
  ['src/store/tables.ts', 0],
  ['src/quiz/common-terms.ts', 0],
])('%s has %i names that say nothing', (path, times) => {
  expect(count(namesAreProductWords, [path, ''])).toBe(times);
});

test('an index file is a barrel in the core, and the door of an adapter', () => {
  expect(count(coreHasNoBarrel, ['src/quiz/index.ts', ''])).toBe(1);
  expect(count(coreHasNoBarrel, ['adapters/slack/index.ts', ''])).toBe(0);
});

test.each([
  ['export default function f() {}', 1],
  ['const a = 1; export { a as default };', 1],
  ['export const a = 1;', 0],
])('%s has %i default exports', (text, times) => {
  expect(count(exportsHaveNames, ['src/a.ts', text])).toBe(times);
});

test.each([
  [`import 'node:fs';\n// Too late.`, 1],
  [`\n// Too late.`, 1],
  ['', 1],
  ['//', 1],
  ['// Says what it is for.', 0],
  ['/** Says what it is for. */', 0],
  ['#!/usr/bin/env node\n// Says what it is for.', 0],
])('%j lacks %i opening comments', (text, times) => {
  expect(count(filesOpenWithComment, ['src/a.ts', text])).toBe(times);
});

test.each<readonly [string, Rule, string, string]>([
  ['the environment', environmentIsReadInMain, 'src/main.ts', 'process.env.PORT;'],
  ['the environment', environmentIsReadInMain, 'src/main.ts', `globalThis.process['env'];`],
  ['the environment', environmentIsReadInMain, 'src/main.ts', `const { env } = process;`],
  ['the environment', environmentIsReadInMain, 'src/main.ts', `import { env } from 'node:process';`],
  ['the environment', environmentIsReadInMain, 'src/launch.cjs', 'process.env;'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'Date.now();'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'new Date();'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'Date();'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'const read = performance.now;'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'process.hrtime.bigint();'],
  ['the time', timeIsToldByClock, 'src/clock.ts', 'Temporal.Now.instant();'],
  ['chance', chanceIsDrawnInRandom, 'src/random.ts', 'Math.random();'],
  ['chance', chanceIsDrawnInRandom, 'src/random.ts', 'crypto.randomUUID();'],
  ['chance', chanceIsDrawnInRandom, 'src/random.ts', `import { randomBytes } from 'node:crypto';`],
  ['chance', chanceIsDrawnInRandom, 'src/random.ts', `import { v7 } from 'uuid';`],
  ['SQL', sqlIsWrittenInStores, 'src/quiz/store.ts', `import { sql } from 'kysely';`],
  ['SQL', sqlIsWrittenInStores, 'src/store/open.ts', `export { Kysely } from 'kysely';`],
  ['SQL', sqlIsWrittenInStores, 'src/history/store.ts', `store.db.selectFrom('seen');`],
  ['SQL', sqlIsWrittenInStores, 'src/store/postgres.ts', `import pg from 'pg';`],
])('%s has one home: $2 may say $3', (_name, rule, home, text) => {
  expect(count(rule, [home, text])).toBe(0);
  expect(count(rule, ['test/a.test.ts', text])).toBe(0);
  expect(count(rule, ['src/quiz/quiz.ts', text])).toBe(1);
  expect(count(rule, ['adapters/web/page/page.js', text])).toBe(1);
});

test('a date from a given instant is no clock', () => {
  expect(count(timeIsToldByClock, ['src/quiz/quiz.ts', 'new Date(dueAt); clock.now(); round.date.now;'])).toBe(0);
});
