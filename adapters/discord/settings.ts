// The settings that Discord needs.
import { z } from 'zod';
import type { AdapterSettings } from '../../src/platform.ts';

export const discordSettings = {
  DISCORD_TOKEN: z.string().min(1).optional().describe('Discord bot token, from the application’s "Bot" page'),
  DISCORD_API_URL: z.url().default('https://discord.com/api').describe("Discord's API; another address for tests"),
} as const;

const schema = z.object(discordSettings);
export type DiscordSettings = z.infer<typeof schema>;

export const readSettings = (settings: AdapterSettings): DiscordSettings => schema.parse(settings);
export const stateOf = (settings: AdapterSettings): 'off' | 'on' =>
  readSettings(settings).DISCORD_TOKEN === undefined ? 'off' : 'on';
