// The Discord adapter.
import type { Adapter } from '../../src/platform.ts';
import { discordSettings, readSettings, stateOf } from './settings.ts';

export { permissions } from './permissions.ts';
export { renderCard } from './render.ts';

export const discordAdapter: Adapter = {
  name: 'discord',
  title: 'Discord',
  settings: discordSettings,
  state: stateOf,
  create: async (settings, context) => (await import('./connect.ts')).connect(readSettings(settings), context),
  verbs: [
    {
      words: ['discord', 'invite'],
      summary: 'print the address by which a server adds the bot',
      run: async (settings) => (await import('./register.ts')).invite(readSettings(settings)),
    },
    {
      words: ['discord', 'register'],
      summary: 'register the slash commands (a start does so by itself)',
      run: async (settings) => (await import('./register.ts')).register(readSettings(settings)),
    },
  ],
};
