// Holds the container's files to what makes an image small, unprivileged and free of secrets.
import { existsSync, readFileSync } from 'node:fs';
import { type Copy, type Dockerfile, DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

type Rule = (dockerfile: Dockerfile) => boolean;

const text = readHere('Dockerfile');
const ignored = readHere('.dockerignore').split('\n');

const RULES: Readonly<Record<string, Rule>> = {
  'packages are installed in a stage that is left behind': (file) => file.getFROMs().length > 1,
  'the base is an exact Node 24 on slim Debian': (file) =>
    file.getFROMs().every((from) => /^node:24\.\d+\.\d+-[a-z]+-slim$/.test(from.getImage() ?? '')),
  'the last user is not root': (file) => !['root', '0', undefined].includes(argumentsOf(file, 'USER').at(-1)?.[0]),
  'the health is checked': (file) => /\/livez/.test(file.getHEALTHCHECKs().at(-1)?.getArgumentsContent() ?? ''),
  'the server listens beyond loopback': (file) => variables(file).HOST === '0.0.0.0',
  'the environment is production': (file) => variables(file).NODE_ENV === 'production',
  'only production packages are installed': (file) => runs(file).some((run) => /npm ci .*--omit=dev/.test(run)),
  'native parts of packages are kept': (file) => !runs(file).some((run) => /--omit=optional/.test(run)),
  'the Node from npm is removed with its link': (file) =>
    runs(file).some((run) => /rm -rf .*node_modules\/node-linux-\*.*node_modules\/\.bin\/node/s.test(run)),
  'only named parts of the product are copied': (file) => copiedPaths(file).every((path) => isNamed(path)),
  'nothing is added from elsewhere': (file) => argumentsOf(file, 'ADD').length === 0,
  'no secret is baked in': (file) =>
    [...Object.keys(variables(file)), ...argumentsOf(file, 'ARG').flat()].every((name) => !isSecret(name)),
  'the data is a volume': (file) => argumentsOf(file, 'VOLUME').flat().includes('/app/data'),
  'the bot starts without a build': (file) =>
    /^\["node", ("--[^"]+", )*"src\/main\.ts"\]$/.test(file.getCMDs().at(-1)?.getArgumentsContent() ?? ''),
};

function readHere(name: string): string {
  return readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
}

function argumentsOf(file: Dockerfile, keyword: string): string[][] {
  return file
    .getInstructions()
    .filter((instruction) => instruction.getKeyword() === keyword)
    .map((instruction) => instruction.getArguments().map((argument) => argument.getValue()));
}

function variables(file: Dockerfile): Record<string, string | null> {
  const properties = file.getENVs().flatMap((env) => env.getProperties());
  return Object.fromEntries(properties.map((property) => [property.getName(), property.getValue()]));
}

function runs(file: Dockerfile): readonly string[] {
  const all = file.getInstructions().filter((instruction) => instruction.getKeyword() === 'RUN');
  return all.map((run) => run.getArgumentsContent() ?? '');
}

/** What comes from the repository, not from an earlier stage. */
function copiedPaths(file: Dockerfile): readonly string[] {
  const fromHere = file.getCOPYs().filter((copy: Copy) => copy.getFromFlag() === null);
  return fromHere.flatMap((copy) =>
    copy
      .getArguments()
      .map((argument) => argument.getValue())
      .slice(0, -1),
  );
}

function isNamed(path: string): boolean {
  const parts = ['package.json', 'package-lock.json', '.npmrc', 'LICENSE', 'src', 'adapters', 'content'];
  return parts.includes(path);
}

function isSecret(name: string): boolean {
  return /TOKEN|SECRET|PASSWORD|KEY|DATABASE_URL/i.test(name);
}

test('the Dockerfile has no lint', () => {
  expect(validate(text).map((finding) => `${finding.range.start.line + 1}: ${finding.message}`)).toEqual([]);
});

test.each(Object.entries(RULES))('%s', (_name, rule) => {
  expect(rule(DockerfileParser.parse(text))).toBe(true);
});

test.each([
  ['packages are installed in a stage that is left behind', /^.*(?=FROM)/s, ''],
  ['the base is an exact Node 24 on slim Debian', /node:24\S+/, 'node:24-slim'],
  ['the base is an exact Node 24 on slim Debian', /node:24\S+/, 'node:24.21.0-alpine'],
  ['the last user is not root', 'USER node', 'USER node\nUSER root'],
  ['the last user is not root', 'USER node', ''],
  ['the health is checked', /HEALTHCHECK.*(?=\nCMD)/s, 'HEALTHCHECK NONE'],
  ['the server listens beyond loopback', 'HOST=0.0.0.0', 'HOST=127.0.0.1'],
  ['the environment is production', 'NODE_ENV=production', 'NODE_ENV=development'],
  ['only production packages are installed', '--omit=dev', ''],
  ['native parts of packages are kept', '--omit=dev', '--omit=dev --omit=optional'],
  ['the Node from npm is removed with its link', 'node_modules/node-linux-*', ''],
  ['the Node from npm is removed with its link', 'node_modules/.bin/node', ''],
  ['only named parts of the product are copied', 'COPY src ./src', 'COPY . .'],
  ['only named parts of the product are copied', 'COPY src ./src', 'COPY src test ./'],
  ['nothing is added from elsewhere', 'COPY src ./src', 'ADD https://example.com/a.tar /app/'],
  ['no secret is baked in', 'PORT=3000', 'SLACK_BOT_TOKEN=a'],
  ['no secret is baked in', 'WORKDIR /app', 'ARG NPM_TOKEN'],
  ['the data is a volume', 'VOLUME /app/data', ''],
  ['the bot starts without a build', '"src/main.ts"', '"dist/main.js"'],
])('"%s" notices %s -> "%s"', (name, good, bad) => {
  const broken = text.replace(good, bad);
  expect(broken).not.toBe(text);
  expect(RULES[name]?.(DockerfileParser.parse(broken))).toBe(false);
});

test('the build sees exactly what is copied, and all of it exists', () => {
  const copied = [...new Set(copiedPaths(DockerfileParser.parse(text)))].toSorted();
  const shown = ignored.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  expect(ignored).toContain('*');
  expect(shown.toSorted()).toEqual(copied);
  expect(copied.filter((path) => !existsSync(new URL(`../${path}`, import.meta.url)))).toEqual([]);
});

const composition = z.object({
  services: z.object({
    archway: z.object({
      environment: z.record(z.string(), z.string()),
      ports: z.array(z.string()),
      depends_on: z.object({ database: z.object({ condition: z.string() }) }),
    }),
    database: z.object({
      image: z.string(),
      environment: z.record(z.string(), z.string()),
      volumes: z.array(z.string()),
      healthcheck: z.object({ test: z.array(z.string()) }),
      ports: z.never().optional(),
    }),
  }),
  volumes: z.record(z.string(), z.null()),
});

test('compose runs the bot on PostgreSQL 18, on loopback only, with a password that nobody can forget', () => {
  const { services, volumes } = composition.parse(parse(readHere('compose.yaml')));
  expect(services.database.image).toMatch(/^postgres:18\./);
  expect(services.database.volumes).toEqual(['database:/var/lib/postgresql']);
  expect(Object.keys(volumes)).toEqual(['database']);
  expect(services.database.healthcheck.test).toContain('pg_isready');
  expect(services.archway.depends_on.database.condition).toBe('service_healthy');
  expect(services.archway.ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  const passwords = [services.archway.environment.PGPASSWORD, services.database.environment.POSTGRES_PASSWORD];
  expect(passwords.filter((password) => !password?.startsWith(`\${POSTGRES_PASSWORD:?`))).toEqual([]);
});
