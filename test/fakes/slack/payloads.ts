// What Slack sends to an app, in its real shapes.

export type SlackInbound =
  | {
      readonly kind: 'command';
      readonly text: string;
      readonly user: string;
      readonly channel?: string;
      readonly id?: string;
    }
  | {
      readonly kind: 'action';
      readonly action: string;
      readonly user: string;
      readonly channel?: string;
      readonly ts: string;
      readonly isEphemeral?: boolean;
      readonly id?: string;
    }
  | {
      readonly kind: 'shortcut';
      readonly callback: string;
      readonly text: string;
      readonly user: string;
      readonly channel?: string;
    }
  | {
      readonly kind: 'view';
      readonly view: Readonly<Record<string, unknown>>;
      readonly values: Readonly<Record<string, unknown>>;
      readonly user: string;
    }
  | {
      readonly kind: 'suggest';
      readonly action: string;
      readonly typed: string;
      readonly user: string;
      readonly view: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'event'; readonly event: Readonly<Record<string, unknown>>; readonly id: string };

export interface SlackTeam {
  readonly id: string;
  readonly appId: string;
  readonly botUserId: string;
  readonly responseUrl: (channel: string, user: string, ts?: string) => string;
  readonly messageAt: (ts: string) => unknown;
}

export interface Built {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Readonly<Record<string, unknown>>;
}

let triggers = 0;
export const defaultChannel = 'C0GENERAL';

/** The payload of an event; two builds differ in their trigger unless an id is given. */
export function build(inbound: SlackInbound, team: SlackTeam): Built {
  const trigger_id = 'id' in inbound && inbound.id !== undefined ? inbound.id : `${++triggers}.${team.id}.trigger`;
  const common = {
    token: 'legacy',
    api_app_id: team.appId,
    trigger_id,
    is_enterprise_install: false,
    enterprise: null,
  };
  const user =
    'user' in inbound
      ? { id: inbound.user, username: inbound.user.toLowerCase(), name: inbound.user.toLowerCase(), team_id: team.id }
      : undefined;
  const where = { team: { id: team.id, domain: 'fake' }, user };
  switch (inbound.kind) {
    case 'command':
      return { type: 'slash_commands', payload: commandPayload(inbound, { trigger_id, team }) };
    case 'action':
      return { type: 'interactive', payload: { ...common, ...where, ...actionPayload(inbound, team, trigger_id) } };
    case 'view': {
      const view = { ...inbound.view, id: `V${trigger_id}`, team_id: team.id, state: { values: inbound.values } };
      return {
        type: 'interactive',
        payload: { type: 'view_submission', ...common, ...where, view, response_urls: [] },
      };
    }
    case 'shortcut': {
      const channel = inbound.channel ?? defaultChannel;
      const message = { type: 'message', user: 'U0OTHER', ts: '1764000000.000100', text: inbound.text };
      const asked = { callback_id: inbound.callback, channel: { id: channel, name: 'general' }, message };
      const response_url = team.responseUrl(channel, inbound.user);
      return {
        type: 'interactive',
        payload: { type: 'message_action', ...common, ...where, ...asked, message_ts: message.ts, response_url },
      };
    }
    case 'suggest': {
      const asked = { action_id: inbound.action, block_id: inbound.action, value: inbound.typed, view: inbound.view };
      return {
        type: 'interactive',
        payload: { type: 'block_suggestion', ...common, ...where, container: { type: 'view' }, ...asked },
      };
    }
    case 'event':
      return { type: 'events_api', payload: eventPayload(inbound, team) };
  }
}

function commandPayload(
  inbound: Extract<SlackInbound, { kind: 'command' }>,
  { trigger_id, team }: { trigger_id: string; team: SlackTeam },
) {
  const channel = inbound.channel ?? defaultChannel;
  return {
    token: 'legacy',
    team_id: team.id,
    team_domain: 'fake',
    channel_id: channel,
    channel_name: channel.startsWith('D') ? 'directmessage' : 'general',
    user_id: inbound.user,
    user_name: inbound.user.toLowerCase(),
    command: '/arch',
    text: inbound.text,
    api_app_id: team.appId,
    is_enterprise_install: 'false',
    response_url: team.responseUrl(channel, inbound.user),
    trigger_id,
  };
}

function actionPayload(inbound: Extract<SlackInbound, { kind: 'action' }>, team: SlackTeam, id: string) {
  const channel = inbound.channel ?? defaultChannel;
  const is_ephemeral = inbound.isEphemeral ?? false;
  return {
    type: 'block_actions',
    container: { type: 'message', message_ts: inbound.ts, channel_id: channel, is_ephemeral },
    channel: { id: channel, name: 'general' },
    ...(is_ephemeral ? {} : { message: team.messageAt(inbound.ts) ?? { ts: inbound.ts } }),
    state: { values: {} },
    response_url: team.responseUrl(channel, inbound.user, inbound.ts),
    actions: [
      {
        action_id: inbound.action,
        block_id: 'b',
        type: 'button',
        text: { type: 'plain_text', text: 'x' },
        action_ts: id,
      },
    ],
  };
}

const eventPayload = ({ event, id }: Extract<SlackInbound, { kind: 'event' }>, team: SlackTeam) => ({
  token: 'legacy',
  team_id: team.id,
  api_app_id: team.appId,
  event,
  type: 'event_callback',
  event_id: id,
  event_time: 1,
  authorizations: [
    { enterprise_id: null, team_id: team.id, user_id: team.botUserId, is_bot: true, is_enterprise_install: false },
  ],
});
