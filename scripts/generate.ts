// Writes what is generated from the code: .env.example, and the README's tables. npm run generate
import { readFileSync, writeFileSync } from 'node:fs';
import { permissions } from '../adapters/discord/index.ts';
import { adapters } from '../adapters/index.ts';
import { scopes, uploadScopes } from '../adapters/slack/index.ts';
import { envExample, settingsTable } from '../src/config.ts';

const parts = adapters.map((adapter) => adapter.settings);

const rows = (head: string, entries: readonly (readonly [string, string])[]) =>
  [`| ${head} | why |`, '|---|---|', ...entries.map(([name, why]) => `| ${name} | ${why} |`)].join('\n');

/** The generated parts of the README by the name in their marks. */
const tables: Readonly<Record<string, string>> = {
  settings: settingsTable(parts),
  scopes: rows(
    'scope',
    Object.entries({ ...scopes, ...uploadScopes }).map(([name, why]) => [`\`${name}\``, why]),
  ),
  permissions: rows(
    'permission',
    Object.entries(permissions).map(([name, { why }]) => [name, why]),
  ),
};

/** What the files should hold, by their paths. */
export function generated(): Readonly<Record<string, string>> {
  const readme = readFileSync('README.md', 'utf8');
  const marked = /<!-- generated: (\w+) -->[\s\S]*?<!-- end -->/g;
  const renewed = readme.replace(
    marked,
    (_, name: string) => `<!-- generated: ${name} -->\n${tables[name]}\n<!-- end -->`,
  );
  return { '.env.example': envExample(parts), 'README.md': renewed };
}

if (import.meta.main) for (const [file, text] of Object.entries(generated())) writeFileSync(file, text);
