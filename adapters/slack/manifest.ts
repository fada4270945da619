// The app manifest: what Slack is asked for, and why each scope is needed.
import { commands } from '../../src/commands/table.ts';
import type { AdapterSettings } from '../../src/platform.ts';
import { readSettings } from './settings.ts';

/** Every scope with its reason; the README prints them. */
export const scopes: Readonly<Record<string, string>> = {
  commands: 'the slash command /arch',
  'chat:write': 'posting tips, quizzes and their answers where the bot is a member',
  'chat:write.public': 'the same in public channels that it was not invited to',
  'users:read': 'telling admins and guests apart, for who may change the daily post',
};

/** Only where PUBLIC_URL is not set: pictures are uploaded then, once a workspace. */
export const uploadScopes: Readonly<Record<string, string>> = {
  'files:write': 'uploading pictures, and taking them down again; not asked for where PUBLIC_URL is set',
  'files:read': 'seeing that an uploaded picture is ready to be shown; not asked for where PUBLIC_URL is set',
};

export const eventsPath = '/slack/events';

/** JSON to paste under "Create an app from a manifest". Over HTTP when a signing secret and PUBLIC_URL are set, else Socket Mode. */
export function manifest(settings: AdapterSettings): string {
  const { SLACK_SIGNING_SECRET: secret, SLACK_APP_TOKEN: app, PUBLIC_URL: url } = readSettings(settings);
  const requestUrl =
    secret !== undefined && app === undefined && url !== undefined
      ? `${url.replace(/\/$/, '')}${eventsPath}`
      : undefined;
  const at = requestUrl === undefined ? {} : { url: requestUrl };
  const body = {
    display_information: {
      name: 'Archway',
      description: 'System design, a little every day: topics, tips and group quizzes',
      background_color: '#1f3a5f',
    },
    features: {
      bot_user: { display_name: 'Archway', always_online: true },
      shortcuts: commands.flatMap(({ name, description, onMessage }) =>
        onMessage === undefined ? [] : [{ name: onMessage, type: 'message', callback_id: name, description }],
      ),
      slash_commands: [
        {
          command: '/arch',
          description: 'System design: look up, tip, quiz, daily post',
          usage_hint: 'cap theorem | quiz | tip | daily | help',
          should_escape: true,
          ...at,
        },
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(url === undefined ? { ...scopes, ...uploadScopes } : scopes) } },
    settings: {
      event_subscriptions: {
        ...(requestUrl === undefined ? {} : { request_url: requestUrl }),
        bot_events: ['app_uninstalled', 'tokens_revoked'],
      },
      interactivity: {
        is_enabled: true,
        ...(requestUrl === undefined ? {} : { request_url: requestUrl, message_menu_options_url: requestUrl }),
      },
      org_deploy_enabled: false,
      socket_mode_enabled: requestUrl === undefined,
      token_rotation_enabled: false,
    },
  };
  return JSON.stringify(body, null, 2);
}
