// Slack's payloads as events, its errors as outcomes, its settings, manifest and members.
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { commandEvent, formEvent, leftEvent, pressEvent, suggestEvent } from '../../../adapters/slack/inbound.ts';
import { manifest, scopes, uploadScopes } from '../../../adapters/slack/manifest.ts';
import { sendingOf } from '../../../adapters/slack/outcome.ts';
import { stateOf } from '../../../adapters/slack/settings.ts';
import { standingOf } from '../../../adapters/slack/standing.ts';

const command = {
  team_id: 'T1',
  channel_id: 'C1',
  user_id: 'U1',
  user_name: 'ana',
  text: 'cap theorem',
  trigger_id: '1.2.x',
  command: '/arch',
  token: 'x',
};

describe('inbound', () => {
  it('a slash command is a text in its channel', () => {
    expect(commandEvent(command)).toMatchObject({
      kind: 'text',
      text: 'cap theorem',
      place: { platform: 'slack', installation: 'T1', workspace: 'T1', channel: 'C1' },
      actor: { user: 'U1', home: 'T1', name: 'ana' },
    });
  });

  it('the same payload has the same id, another another', () => {
    expect(commandEvent(command).id).toBe(commandEvent({ ...command }).id);
    expect(commandEvent(command).id).not.toBe(commandEvent({ ...command, trigger_id: '1.3.x' }).id);
  });

  it('a direct message has no workspace, and an organisation’s installation is the enterprise', () => {
    expect(commandEvent({ ...command, channel_id: 'D1' }).place.workspace).toBeNull();
    expect(commandEvent({ ...command, enterprise_id: 'E1', is_enterprise_install: 'true' }).place.installation).toBe(
      'E1',
    );
  });

  it('a press tells its message, unless that is private', () => {
    const body = {
      user: { id: 'U1', name: 'ana', team_id: 'T1' },
      team: { id: 'T1' },
      channel: { id: 'C1' },
      message: { ts: '1.1' },
      container: { message_ts: '1.1', is_ephemeral: false },
      actions: [{ action_id: 'vote:r:0', action_ts: '5.5' }],
      trigger_id: 't',
    };
    expect(pressEvent(body)).toMatchObject({
      kind: 'action',
      action: 'vote:r:0',
      isPrivateMessage: false,
      message: { channel: 'C1', message: '1.1' },
    });
    expect(pressEvent({ ...body, container: { is_ephemeral: true, message_ts: '1.1' } }).message).toBeUndefined();
  });

  it('a form comes back with its fields and the place it was opened from', () => {
    const private_metadata = JSON.stringify({
      action: 'daily-form',
      channel: 'C7',
      installation: 'T1',
      workspace: 'T1',
    });
    const values = {
      at: { at: { type: 'plain_text_input', value: '09:30' } },
      post: { post: { selected_option: { value: 'tip' } } },
      categories: { categories: { selected_options: [{ value: 'a' }, { value: 'b' }] } },
    };
    const event = formEvent({
      user: { id: 'U1' },
      team: { id: 'T1' },
      view: { id: 'V1', private_metadata, state: { values } },
    });
    expect(event).toMatchObject({
      kind: 'form',
      action: 'daily-form',
      place: { channel: 'C7' },
      values: { at: '09:30', post: 'tip', categories: ['a', 'b'] },
    });
  });

  it('a key typed into a select asks for suggestions, and a removal is told', () => {
    expect(suggestEvent({ user: { id: 'U1' }, team: { id: 'T1' }, action_id: 'zone', value: 'ber' })).toMatchObject({
      kind: 'suggest',
      option: 'zone',
      typed: 'ber',
    });
    expect(leftEvent({ team: 'T1', enterprise: undefined, eventId: 'Ev1' })).toMatchObject({
      kind: 'left',
      id: 'slack:Ev1',
      place: { workspace: 'T1' },
    });
  });

  it('refuses what is unlike Slack’s payloads', () => {
    expect(() => commandEvent({ text: 5 })).toThrow();
    expect(() => pressEvent({ user: { id: 'U1' }, actions: [] })).toThrow();
  });
});

const platform = (error: string) => new WebAPIPlatformError({ ok: false, error });
const refused = new WebAPIRequestError(
  Object.assign(new Error('fetch failed'), { cause: Object.assign(new Error('x'), { code: 'ECONNREFUSED' }) }),
);
const broken = new WebAPIRequestError(new Error('socket hang up'));

describe('an error of a post', () => {
  it.each([
    [platform('channel_not_found'), 'dead-channel'],
    [platform('not_in_channel'), 'dead-channel'],
    [platform('is_archived'), 'dead-channel'],
    [platform('restricted_action_read_only_channel'), 'dead-channel'],
    [platform('token_revoked'), 'dead-workspace'],
    [platform('account_inactive'), 'dead-workspace'],
    [platform('invalid_blocks'), 'refused'],
    [platform('msg_blocks_too_long'), 'refused'],
    [platform('internal_error'), 'ambiguous'],
    [platform('rate_limited'), 'retry'],
    [new WebAPIRateLimitedError(7), 'retry'],
    [new WebAPIHTTPError(503, 'x', {}), 'ambiguous'],
    [refused, 'retry'],
    [broken, 'ambiguous'],
  ])('%s is %s', (error, kind) => {
    expect(sendingOf(error, 'post').kind).toBe(kind);
  });

  it('carries the pause that Slack asked for, and the mend for a channel', () => {
    expect(sendingOf(new WebAPIRateLimitedError(7), 'post')).toMatchObject({ afterMs: 7_000 });
    expect(sendingOf(platform('not_in_channel'), 'post')).toMatchObject({
      mend: expect.stringContaining('/invite @Archway'),
    });
  });

  it('is tried again for an edit, which is safe to repeat, unless the message is beyond editing', () => {
    expect(sendingOf(broken, 'edit').kind).toBe('retry');
    expect(sendingOf(platform('internal_error'), 'edit').kind).toBe('retry');
    expect(sendingOf(platform('edit_window_closed'), 'edit').kind).toBe('cannot-edit');
  });
});

describe('settings', () => {
  it.each([
    [{}, 'off'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' }, 'on'],
    [{ SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' }, 'on'],
  ])('%j are %s', (settings, state) => expect(stateOf(settings)).toBe(state));

  it('that are half there say what is missing', () => {
    expect(stateOf({ SLACK_BOT_TOKEN: 'xoxb-1' })).toMatchObject([{ where: 'SLACK_APP_TOKEN' }]);
    expect(stateOf({ SLACK_APP_TOKEN: 'xapp-1' })).toMatchObject([{ where: 'SLACK_BOT_TOKEN' }]);
  });
});

describe('the manifest', () => {
  it('asks for the fewest scopes, each with its reason', () => {
    const body = JSON.parse(manifest({}));
    const least = ['commands', 'chat:write', 'chat:write.public', 'users:read'];
    // Where the outside cannot reach the pictures they are uploaded.
    expect(body.oauth_config.scopes.bot).toEqual([...least, 'files:write', 'files:read']);
    const withAddress = JSON.parse(manifest({ PUBLIC_URL: 'https://bot.example/' }));
    expect(withAddress.oauth_config.scopes.bot).toEqual(least);
    for (const reason of Object.values({ ...scopes, ...uploadScopes })) expect(reason.length).toBeGreaterThan(10);
    expect(body.settings).toMatchObject({ socket_mode_enabled: true, token_rotation_enabled: false });
  });

  it('names the request address over HTTP', () => {
    const body = JSON.parse(manifest({ SLACK_SIGNING_SECRET: 's', PUBLIC_URL: 'https://bot.example/' }));
    expect(body.settings.socket_mode_enabled).toBe(false);
    expect(body.features.slash_commands[0].url).toBe('https://bot.example/slack/events');
  });
});

describe('a member', () => {
  it.each([
    [{ is_admin: true }, 'admin'],
    [{ is_owner: true }, 'admin'],
    [{}, 'member'],
    [{ is_restricted: true, is_admin: true }, 'guest'],
    [{ is_stranger: true }, 'guest'],
    [{ team_id: 'T2' }, 'guest'],
  ])('%j is %s', (user, standing) => expect(standingOf({ team_id: 'T1', ...user }, 'T1')).toBe(standing));
});
