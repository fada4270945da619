// The settings that Slack needs, and whether they are complete.
import { z } from 'zod';
import type { Problem } from '../../src/errors.ts';
import type { AdapterSettings } from '../../src/platform.ts';

export const slackSettings = {
  SLACK_BOT_TOKEN: z
    .string()
    .startsWith('xoxb-', 'a bot token begins with xoxb-')
    .optional()
    .describe('Slack bot token (xoxb-...), from "Install App"'),
  SLACK_APP_TOKEN: z
    .string()
    .startsWith('xapp-', 'an app token begins with xapp-')
    .optional()
    .describe('Slack app token (xapp-...) for Socket Mode, from "Basic Information"'),
  SLACK_SIGNING_SECRET: z.string().min(1).optional().describe('Slack signing secret for HTTP, instead of Socket Mode'),
  SLACK_API_URL: z.url().default('https://slack.com/api/').describe("Slack's Web API; another address for tests"),
} as const;

const schema = z.object({ ...slackSettings, PUBLIC_URL: z.string().optional() });
export type SlackSettings = z.infer<typeof schema>;

export const readSettings = (settings: AdapterSettings): SlackSettings => schema.parse(settings);

/** Off with no key set; on with a bot token and a way for events to arrive. */
export function stateOf(settings: AdapterSettings): 'off' | 'on' | readonly Problem[] {
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: secret } = readSettings(settings);
  if (bot === undefined && app === undefined && secret === undefined) return 'off';
  if (bot === undefined) {
    return [
      {
        where: 'SLACK_BOT_TOKEN',
        what: 'it is missing beside the other Slack settings',
        mend: 'SLACK_BOT_TOKEN=xoxb-...',
      },
    ];
  }
  if (app !== undefined || secret !== undefined) return 'on';
  return [
    {
      where: 'SLACK_APP_TOKEN',
      what: 'Slack has no way to send events',
      mend: 'SLACK_APP_TOKEN=xapp-... (or SLACK_SIGNING_SECRET=... for HTTP)',
    },
  ];
}
