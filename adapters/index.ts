// Every adapter by name; a new platform is one folder and one line here.
import type { Adapter } from '../src/platform.ts';
import { discordAdapter, renderCard as renderDiscord } from './discord/index.ts';
import { renderCard as renderSlack, slackAdapter } from './slack/index.ts';

export { createTerminal, renderCard as renderTerminal } from './terminal/index.ts';
export { createPlayground } from './web/index.ts';

export const adapters: readonly Adapter[] = [slackAdapter, discordAdapter];

/** How the playground shows a message: the very payloads of the real platforms. */
export const previews = { slack: renderSlack, discord: renderDiscord } as const;
