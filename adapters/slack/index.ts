// The Slack adapter.
import type { Adapter } from '../../src/platform.ts';
import { manifest } from './manifest.ts';
import { readSettings, slackSettings, stateOf } from './settings.ts';

export { scopes, uploadScopes } from './manifest.ts';
export { renderCard } from './render.ts';

export const slackAdapter: Adapter = {
  name: 'slack',
  title: 'Slack',
  settings: slackSettings,
  state: stateOf,
  create: async (settings, context) => (await import('./connect.ts')).connect(readSettings(settings), context),
  verbs: [
    {
      words: ['slack', 'manifest'],
      summary: 'print the app manifest to paste at api.slack.com/apps',
      run: async (settings) => manifest(settings),
    },
  ],
};
