// Discord's errors as outcomes, its members, its commands.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { commandBodies } from '../../../adapters/discord/commands.ts';
import { messageCommandEvent } from '../../../adapters/discord/inbound.ts';
import { sendingOf } from '../../../adapters/discord/outcome.ts';
import { permissions } from '../../../adapters/discord/permissions.ts';
import { stateOf } from '../../../adapters/discord/settings.ts';
import { standingOf } from '../../../adapters/discord/standing.ts';

const api = (code: number, status = 400) =>
  new DiscordAPIError({ code, message: 'why' }, code, status, 'POST', 'https://x', {
    body: undefined,
    files: undefined,
  });
const http = (status: number) => new HTTPError(status, 'x', 'POST', 'https://x', { body: undefined, files: undefined });
const limited = new RateLimitError({
  timeToReset: 1,
  limit: 1,
  method: 'POST',
  hash: 'h',
  url: 'u',
  route: 'r',
  majorParameter: 'm',
  global: false,
  retryAfter: 2_500,
  sublimitTimeout: 0,
  scope: 'user',
});
const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });

describe('an error of a post', () => {
  it.each([
    [api(10003, 404), 'dead-channel'],
    [api(50001, 403), 'dead-channel'],
    [api(50013, 403), 'dead-channel'],
    [api(50083), 'dead-channel'],
    [api(10004, 404), 'dead-channel'],
    [api(0, 401), 'dead-workspace'],
    [api(50035), 'refused'],
    [api(130000, 503), 'ambiguous'],
    [http(502), 'ambiguous'],
    [limited, 'retry'],
    [api(20028, 429), 'retry'],
    [refused, 'retry'],
    [new Error('aborted'), 'ambiguous'],
  ])('%s is %s', (error, kind) => expect(sendingOf(error, 'post').kind).toBe(kind));

  it('carries the pause that Discord asked for, and the mend', () => {
    expect(sendingOf(limited, 'post')).toMatchObject({ afterMs: 2_500 });
    expect(sendingOf(api(50013, 403), 'post')).toMatchObject({ mend: expect.stringContaining('Send Messages') });
  });

  it('is tried again for an edit, unless the message is gone', () => {
    expect(sendingOf(http(502), 'edit').kind).toBe('retry');
    expect(sendingOf(api(10008, 404), 'edit').kind).toBe('cannot-edit');
  });
});

describe('a member', () => {
  it.each([
    [undefined, 'guest'],
    ['0', 'guest'],
    ['32', 'admin'],
    ['8', 'admin'],
    ['2048', 'guest'],
    ['command-allowed', 'admin'],
    ['nonsense', 'guest'],
  ] as const)('with rights %s is %s', (rights, standing) =>
    expect(standingOf(rights === undefined ? {} : { rights })).toBe(standing),
  );
});

it('a choice from a message’s menu hands its words to the command', () => {
  const interaction = {
    id: '1',
    applicationId: 'A',
    guildId: 'G',
    channelId: 'C',
    member: null,
    user: { id: 'U', username: 'ana', globalName: null },
    memberPermissions: null,
    commandName: 'Explain the terms here',
    targetMessage: { content: 'a circuit breaker' },
  };
  expect(messageCommandEvent(interaction as never)).toMatchObject({
    kind: 'command',
    command: 'explain',
    options: { text: 'a circuit breaker' },
    place: { workspace: 'G', channel: 'C' },
  });
});

describe('the commands', () => {
  const bodies = commandBodies();
  it('are inside Discord’s ceilings', () => {
    for (const body of bodies) {
      expect(body.name).toMatch(body.type === 3 ? /^.{1,32}$/ : /^[a-z0-9_-]{1,32}$/);
      expect('description' in body ? body.description.length : 0).toBeLessThanOrEqual(100);
      expect(JSON.stringify(body).length).toBeLessThanOrEqual(8_000);
    }
  });

  it('put required options first, and complete topics while typing', () => {
    const topic = bodies.find((body) => body.name === 'topic');
    expect(topic).toMatchObject({ options: [{ name: 'query', required: true, autocomplete: true }] });
    expect(bodies.filter((body) => body.type === 3)).toMatchObject([{ name: 'Explain the terms here' }]);
    expect(bodies.find((body) => body.name === 'daily')).toMatchObject({
      default_member_permissions: '32',
      contexts: [0],
    });
  });
});

it('every permission has its reason', () => {
  for (const { why, bit } of Object.values(permissions)) {
    expect(why.length).toBeGreaterThan(10);
    expect(bit).toBeGreaterThan(0n);
  }
});

it('is on with a token alone', () => {
  expect([stateOf({}), stateOf({ DISCORD_TOKEN: 'x' })]).toEqual(['off', 'on']);
});
