// The environment, the clock, randomness and SQL have one home each, so that tests can put another in its place.
import type { Expression } from 'oxc-parser';
import { importsOf } from './imports.ts';
import { isIn, nodesOf, placeOf, type Rule, type Source } from './source.ts';

const CLOCKS = new Set(['Date.now', 'performance.now', 'process.hrtime', 'Temporal.Now']);
const RANDOM_NAMES = new Set(['randomUUID', 'randomBytes', 'randomInt', 'getRandomValues']);
const RANDOM_PACKAGES = new Set(['uuid', 'nanoid']);
const SQL_PACKAGES = new Set(['kysely', 'pg', 'better-sqlite3']);
const SQL_VERBS = new Set(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom']);

interface Found {
  readonly start: number;
}

/** Only main.ts and the file that starts it read the environment. */
export const environmentIsReadInMain: Rule = (source) => {
  if (!isProduct(source) || source.path === 'src/main.ts' || source.path === 'src/launch.cjs') return [];
  const unpacked = nodesOf(source, 'VariableDeclarator').filter(
    ({ id, init }) => id.type === 'ObjectPattern' && init !== null && nameOf(init) === 'process',
  );
  const found = [...findNames(source, (name) => name === 'process.env'), ...findImported(source, 'env'), ...unpacked];
  return complain(source, found, 'reads the environment, which only src/main.ts does');
};

/** Only clock.ts knows what time it is; a date made from a given instant is no clock. */
export const timeIsToldByClock: Rule = (source) => {
  if (!isProduct(source) || source.path === 'src/clock.ts') return [];
  const dates = nodesOf(source, 'NewExpression', 'CallExpression').filter(
    ({ type, callee, arguments: given }) =>
      nameOf(callee) === 'Date' && (type === 'CallExpression' || given.length === 0),
  );
  const found = [...findNames(source, (name) => CLOCKS.has(name)), ...findImported(source, 'performance'), ...dates];
  return complain(source, found, 'tells the time, which only src/clock.ts does');
};

/** Only random.ts draws anything by chance. */
export const chanceIsDrawnInRandom: Rule = (source) => {
  if (!isProduct(source) || source.path === 'src/random.ts') return [];
  const names = findNames(source, (name) => name === 'Math.random' || RANDOM_NAMES.has(lastOf(name)));
  const found = [...names, ...findImported(source, ...RANDOM_NAMES), ...importsFrom(source, RANDOM_PACKAGES)];
  return complain(source, found, 'draws by chance, which only src/random.ts does');
};

/** Only store.ts files and the store itself speak to the database. */
export const sqlIsWrittenInStores: Rule = (source) => {
  if (!isProduct(source) || isIn(source, 'src/store') || source.path.endsWith('/store.ts')) return [];
  const found = [...findNames(source, (name) => SQL_VERBS.has(lastOf(name))), ...importsFrom(source, SQL_PACKAGES)];
  return complain(source, found, 'speaks to the database, which only store.ts files and src/store do');
};

function isProduct(source: Source): boolean {
  return isIn(source, 'src', 'adapters');
}

function importsFrom(source: Source, packages: ReadonlySet<string>): readonly Found[] {
  return importsOf(source)
    .filter(({ specifier }) => packages.has(specifier.replace(/\/.*$/, '')))
    .map(({ offset }) => ({ start: offset }));
}

/** Finds uses of a member such as `process.env`. */
function findNames(source: Source, isWanted: (name: string) => boolean): readonly Found[] {
  return nodesOf(source, 'MemberExpression').filter((node) => isWanted(nameOf(node)));
}

/** Finds imports of names that a module of Node exports, such as `randomUUID`. */
function findImported(source: Source, ...names: readonly string[]): readonly Found[] {
  return nodesOf(source, 'ImportDeclaration')
    .filter((node) => node.source.value.startsWith('node:'))
    .flatMap((node) => node.specifiers)
    .filter((node) => node.type === 'ImportSpecifier' && 'name' in node.imported && names.includes(node.imported.name));
}

function lastOf(name: string): string {
  return name.replace(/^.*\./, '');
}

/** `process.env` for `globalThis.process['env']`; what hangs on no plain name is `?`. */
function nameOf(node: Expression): string {
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression') return '?';
  const { property } = node;
  const last = 'name' in property ? property.name : 'value' in property ? String(property.value) : '?';
  return `${nameOf(node.object)}.${last}`.replace(/^(globalThis|window|self)\./, '');
}

function complain(source: Source, found: readonly Found[], what: string): readonly string[] {
  const places = found.map(({ start }) => start).toSorted((one, other) => one - other);
  return [...new Set(places.map((start) => placeOf(source, start)))].map((place) => `${place} ${what}`);
}
