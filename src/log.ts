// Structured logs, one JSON object a line, with every secret redacted.
import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino';

export type Logger = Pick<PinoLogger, 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'child' | 'level'>;

/** Keys that may hold a secret or a member's text, wherever they stand up to two levels down. */
const secretKeys = [
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'Authorization',
  'password',
  'cookie',
  'text',
  'headers',
  'body',
];
const redactPaths = secretKeys.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]);

/** Slack and Discord tokens, and the password of a database address, inside any string. */
const secretPatterns = [
  /xox[a-z]-[\w-]+/g,
  /xapp-[\w-]+/g,
  /\b[\w-]{20,30}\.[\w-]{6}\.[\w-]{27,}/g,
  /(?<=:\/\/[^:/\s]*:)[^@/\s]+(?=@)/g,
];

/** The string with every token and password in it replaced. */
function withoutSecrets(value: string): string {
  return secretPatterns.reduce((kept, pattern) => kept.replace(pattern, '[secret]'), value);
}

/** A logger that writes JSON lines to `destination` (standard output unless given). */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: redactPaths, censor: '[redacted]' },
    hooks: { streamWrite: withoutSecrets },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
