// The settings of the process: one schema merged from every part, every bad key reported at once.
import { z } from 'zod';
import { ConfigError, type Problem } from './errors.ts';

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port is a number from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'a port is a number from 0 to 65535');

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;

/** The parts of the schema that belong to no platform. */
const coreSettings = {
  DATABASE_URL: z
    .string()
    .regex(
      /^(file:.|postgres(ql)?:\/\/)/,
      'an address is file:./data/archway.db or postgres://user:password@host:5432/archway',
    )
    .default('file:./data/archway.db')
    .describe('Where everything is stored: an SQLite file, or PostgreSQL 15 or later'),
  CONTENT_DIRS: z.string().default('').describe("Folders with a team's own topics, separated by commas"),
  PICTURE_DIR: z.string().default('./data/pictures').describe('Where drawn pictures are kept; at most 256 MiB'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 in a container'),
  PORT: port.default(3000).describe('The port for health checks, the playground and Slack over HTTP'),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'an address begins with https://' })
    .optional()
    .describe(
      'Where the outside reaches this server: for Slack over HTTP, and for pictures on Slack without an upload',
    ),
  LOG_LEVEL: z
    .enum(logLevels)
    .default('info')
    .describe('How much is logged: fatal, error, warn, info, debug or silent'),
  NODE_ENV: z.string().default('development').describe('With "production" a start without any token is an error'),
} as const;

const coreSchema = z.object(coreSettings);
export type CoreConfig = z.infer<typeof coreSchema>;

/** A platform's part of the schema. */
export type SettingsShape = Readonly<Record<string, z.ZodType>>;

export interface Config {
  readonly core: CoreConfig;
  /** All values, platforms' own included, after their schemas. */
  readonly all: Readonly<Record<string, unknown>>;
}

/**
 * Reads the environment through the merged schema.
 * @throws ConfigError with every bad key at once; no value is shown, since it may be a secret.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>, parts: readonly SettingsShape[]): Config {
  const shape: SettingsShape = Object.assign({}, coreSettings, ...parts);
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ''),
  );
  const result = z.object(shape).safeParse(given);
  if (!result.success) throw new ConfigError(result.error.issues.map((issue) => problemOf(issue, shape)));
  return { core: coreSchema.parse(given), all: result.data };
}

function problemOf(issue: z.core.$ZodIssue, shape: SettingsShape): Problem {
  const key = String(issue.path[0] ?? '');
  return { where: key, what: issue.message, mend: `${key}=<${shape[key]?.description ?? 'see .env.example'}>` };
}

/** `.env.example`, generated: every key with its sentence and its default. */
export function envExample(parts: readonly SettingsShape[]): string {
  const lines = settingRows(parts).flatMap(({ key, text, fallback }) => [
    `# ${text}`,
    `${fallback === '' ? '# ' : ''}${key}=${fallback}`,
    '',
  ]);
  return `# Copy to .env and fill in what you need; without any token the playground opens.\n\n${lines.join('\n').trimEnd()}\n`;
}

/** The README's table of settings, generated. */
export function settingsTable(parts: readonly SettingsShape[]): string {
  const rows = settingRows(parts).map(
    ({ key, text, fallback }) => `| \`${key}\` | ${fallback === '' ? '' : `\`${fallback}\``} | ${text} |`,
  );
  return ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
}

function settingRows(parts: readonly SettingsShape[]): readonly { key: string; text: string; fallback: string }[] {
  const shape: SettingsShape = Object.assign({}, ...parts, coreSettings);
  return Object.entries(shape).map(([key, schema]) => {
    const parsed = schema.safeParse(undefined);
    const fallback = parsed.success && parsed.data !== undefined ? String(parsed.data) : '';
    return { key, text: schema.description ?? '', fallback };
  });
}
