// Discord, connected: a client for the gateway, and a REST client of its own for posts.
import { Client, Events, GatewayIntentBits, type Interaction, Options, REST } from 'discord.js';
import { patient } from '../../src/bot/patience.ts';
import type { Clock } from '../../src/clock.ts';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { AdapterContext, Connection, Handle, Pictures, Platform } from '../../src/platform.ts';
import { commandEvent, formEvent, leftEvent, messageCommandEvent, pressEvent, suggestEvent } from './inbound.ts';
import { callTimeoutMs, maxChoiceChars, maxChoices, preparePatienceMs } from './limits.ts';
import { filesOf } from './pictures.ts';
import { createPolls } from './polls.ts';
import { budgets, edit, find, post } from './post.ts';
import { registerCommands } from './register.ts';
import { type AnswerOptions, answer } from './replies.ts';
import type { DiscordSettings } from './settings.ts';
import { standingOf } from './standing.ts';

const none = { maxSize: 0 };

/** Connects in `platform.start`. */
export async function connect(
  settings: DiscordSettings,
  { log, clock, pictures }: AdapterContext,
): Promise<Connection> {
  const api = settings.DISCORD_API_URL;
  const token = settings.DISCORD_TOKEN ?? '';
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api },
    allowedMentions: { parse: [] },
    // Nothing here reads caches beyond guilds, channels, roles and overwrites, which discord.js itself needs.
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: none,
      ReactionManager: none,
      PresenceManager: none,
      VoiceStateManager: none,
      ThreadMemberManager: none,
      GuildEmojiManager: none,
      GuildStickerManager: none,
      GuildScheduledEventManager: none,
      GuildInviteManager: none,
      GuildBanManager: none,
      AutoModerationRuleManager: none,
      StageInstanceManager: none,
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user.id },
    }),
  });
  const rest = new REST({ api, retries: 0, rejectOnRateLimit: () => true, timeout: callTimeoutMs }).setToken(token);
  return { platform: createPlatform({ client, rest, token, log, clock, pictures }), routes: [] };
}

interface Parts {
  readonly client: Client;
  readonly rest: REST;
  readonly token: string;
  readonly log: Logger;
  readonly clock: Clock;
  readonly pictures: Pictures;
}

function createPlatform(parts: Parts): Platform {
  const { client, rest, log, clock, pictures } = parts;
  const finder = () => ({ rest, botUser: client.user?.id ?? '', now: clock.elapsed() });
  const underWay = new Set<Promise<void>>();
  return {
    name: 'discord',
    start: async (handle) => {
      listen(parts, handle, underWay);
      await login(parts);
      const application = client.application?.id ?? client.user?.id ?? '';
      const count = await registerCommands(rest, application, { onlyIfChanged: true });
      if (count > 0) log.info({ count }, 'commands were registered');
    },
    stop: async () => {
      client.removeAllListeners(Events.InteractionCreate);
      await Promise.allSettled(underWay);
      await client.destroy();
    },
    isReady: () => client.isReady(),
    standing: async (_, actor) => standingOf(actor),
    prepare: async (_, card) => void (await patient(filesOf(pictures, card), preparePatienceMs)),
    post: (order) => post(parts, order),
    edit: (order) => edit(parts, order),
    find: (order) => find(finder(), order),
    budgets,
    polls: createPolls(rest, finder),
  };
}

/** Resolves when the gateway says that it is ready. @throws PlatformError with the mend. */
async function login({ client, token }: Parts): Promise<void> {
  const ready = new Promise<void>((resolve) => client.once(Events.ClientReady, () => resolve()));
  try {
    await client.login(token);
    await ready;
  } catch (error) {
    const mend = 'Check DISCORD_TOKEN on the "Bot" page of the application.';
    throw new PlatformError(`Discord refused the bot: ${messageOf(error)} ${mend}`, {
      isRetryable: false,
      cause: error,
    });
  }
}

function listen({ client, log, pictures }: Parts, handle: Handle, underWay: Set<Promise<void>>): void {
  client.on(Events.InteractionCreate, (interaction) => {
    const work = react(interaction, handle, { pictures, log }).catch((error: unknown) => {
      log.warn({ reason: messageOf(error) }, 'an interaction could not be answered');
    });
    underWay.add(work);
    void work.then(() => underWay.delete(work));
  });
  client.on(Events.GuildDelete, (guild) => {
    // discord.js keeps outages to itself (Events.GuildUnavailable); this is a removal.
    void handle(leftEvent(guild, client.application?.id ?? ''));
  });
  client.on(Events.Error, (error) =>
    log.warn({ reason: messageOf(error) }, 'the gateway connection broke; it reconnects'),
  );
  client.on(Events.Warn, (text) => log.debug({ reason: text.slice(0, 300) }, 'discord.js'));
}

async function react(interaction: Interaction, handle: Handle, options: AnswerOptions): Promise<void> {
  if (interaction.isAutocomplete()) {
    const [reply] = await handle(suggestEvent(interaction));
    const choices = reply?.kind === 'suggestions' ? reply.choices : [];
    const shown = choices.slice(0, maxChoices).filter(({ value }) => value.length <= maxChoiceChars);
    return interaction.respond(shown.map(({ label, value }) => ({ name: label.slice(0, maxChoiceChars), value })));
  }
  if (interaction.isChatInputCommand()) return answer(interaction, handle(commandEvent(interaction)), options);
  if (interaction.isMessageContextMenuCommand())
    return answer(interaction, handle(messageCommandEvent(interaction)), options);
  if (interaction.isMessageComponent()) return answer(interaction, handle(pressEvent(interaction)), options);
  if (interaction.isModalSubmit()) return answer(interaction, handle(formEvent(interaction)), options);
}
