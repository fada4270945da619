// No secret and no member's text in a log line.
import { expect, it } from 'vitest';
import { createLogger } from '../src/log.ts';

function logged(write: (log: ReturnType<typeof createLogger>) => void): string {
  const lines: string[] = [];
  write(createLogger('debug', { write: (line: string) => lines.push(line) }));
  return lines.join('');
}

const botToken = ['xoxb', '1234-5678-abcdef'].join('-');
const discordToken = ['MTIzNDU2Nzg5MDEyMzQ1Njc4', 'Gabcde', 'a'.repeat(30)].join('.');

it.each([
  ['a Slack token in a message', (log: ReturnType<typeof createLogger>) => log.error(`refused ${botToken}`), botToken],
  [
    'a Discord token in a field',
    (log: ReturnType<typeof createLogger>) => log.warn({ reason: `bad ${discordToken}` }, 'x'),
    discordToken,
  ],
  [
    'a database password',
    (log: ReturnType<typeof createLogger>) => log.error({ reason: 'postgres://archway:hunter2@db/archway' }, 'x'),
    'hunter2',
  ],
  [
    'a token by its key',
    (log: ReturnType<typeof createLogger>) => log.info({ settings: { token: 'plain-secret' } }, 'x'),
    'plain-secret',
  ],
  [
    "a member's text",
    (log: ReturnType<typeof createLogger>) => log.info({ event: { text: 'what I typed' } }, 'x'),
    'what I typed',
  ],
])('%s is redacted', (_, write, secret) => {
  const line = logged(write);
  expect(line.length).toBeGreaterThan(10);
  expect(line).not.toContain(secret);
});

it('keeps what is no secret', () => {
  expect(logged((log) => log.info({ delivery: 'd1' }, 'a delivery was settled'))).toContain('"delivery":"d1"');
});
