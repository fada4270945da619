// Names say what is inside, and every file opens by saying what it is for.
import { isIn, nodesOf, placeOf, type Rule } from './source.ts';

const JUNK_DRAWERS = new Set(['util', 'utils', 'helper', 'helpers', 'common', 'lib', 'types']);
const KEBAB_CASE = /^[a-z0-9]+([-.][a-z0-9]+)*$/;
const GENERATED_FOLDERS = new Set(['__snapshots__']);

/** Files and folders are written in kebab-case. */
export const namesAreKebabCase: Rule = ({ path }) =>
  path
    .split('/')
    .filter((name) => !KEBAB_CASE.test(name) && !GENERATED_FOLDERS.has(name))
    .map((name) => `${path}:1 ${name} is not in kebab-case`);

/** No file or folder has a name under which anything could be put. */
export const namesAreProductWords: Rule = ({ path }) =>
  path
    .split('/')
    .filter((name) => JUNK_DRAWERS.has(name.replace(/\..*$/, '')))
    .map((name) => `${path}:1 ${name} says nothing of what is inside`);

/** The core has no barrel: an import names the file that it needs. */
export const coreHasNoBarrel: Rule = (source) =>
  isIn(source, 'src') && /(^|\/)index\.\w+$/.test(source.path) ? [`${source.path}:1 is a barrel`] : [];

/** What is exported has one name everywhere. */
export const exportsHaveNames: Rule = (source) => {
  const renamed = nodesOf(source, 'ExportSpecifier').filter(
    ({ exported }) => exported.type === 'Identifier' && exported.name === 'default',
  );
  return [...nodesOf(source, 'ExportDefaultDeclaration'), ...renamed].map(
    ({ start }) => `${placeOf(source, start)} is a default export`,
  );
};

/** The first line is a comment on what the file is for. */
export const filesOpenWithComment: Rule = ({ path, text }) => {
  const opening = text.replace(/^#!.*\n/, '');
  return /^\/[/*]+ ?\S/.test(opening) ? [] : [`${path}:1 does not open with a comment on what it is for`];
};
