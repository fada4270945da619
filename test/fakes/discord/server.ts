// A Discord of one's own for tests: REST and gateway on one local port, for the real discord.js.
import { createServer, type Server } from 'node:http';
import { WebSocketServer } from 'ws';
import { Gateway } from './gateway.ts';
import type { DiscordCall } from './http.ts';
import { act, type DiscordInbound } from './inbound.ts';
import { IDS, newChannel, USERS, type UserName, userNamed } from './inhabitants.ts';
import { CALLBACK, type Interaction } from './interaction.ts';
import { type DiscordMessage, FLAG } from './message.ts';
import { createMischief, type Misbehaviour } from './misbehaviour.ts';
import { channelObject } from './objects.ts';
import { createRouter } from './router.ts';
import { loadSchemas } from './schemas.ts';
import { World } from './world.ts';

/** How the bot answered an interaction. */
export interface DiscordAnswer {
  /** 4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal. */
  readonly type: number;
  readonly data: unknown;
  readonly elapsedMs: number;
  /** The reply or the updated message as it stands now. */
  message(): DiscordMessage | undefined;
  /** The message once a deferred answer was filled in; at once when nothing was deferred. @throws Error after 5 s */
  settled(): Promise<DiscordMessage>;
}

export interface DiscordFake {
  /** For `rest: { api }` of discord.js. */
  readonly apiUrl: string;
  readonly token: string;
  readonly applicationId: string;
  readonly botUserId: string;
  readonly guildId: string;
  readonly channels: { readonly general: string; readonly quiz: string; readonly forum: string };
  /** Ids by name; ana may manage the server. */
  readonly users: Readonly<Record<keyof typeof USERS, string>>;
  readonly calls: readonly DiscordCall[];
  readonly messages: readonly DiscordMessage[];
  /** The last bulk PUT of application commands, as it was sent. */
  readonly commands: readonly unknown[];
  /** Every breach of Discord's rules and of this bot's own habits; a test ends by expecting none. */
  readonly violations: readonly string[];
  /** Orders wrong answers to the next matching requests. */
  misbehave(rule: Misbehaviour): void;
  /** Resolves once the gateway has greeted the bot with its server. @throws Error after 10 s */
  connected(): Promise<void>;
  /** Cuts the gateway; the session can be resumed unless the code (4000 by default) ends it. */
  dropSockets(code?: number): void;
  /** Does what a person does. @throws Error when Discord would not allow it or no answer came in 3 s */
  interact(inbound: DiscordInbound): Promise<DiscordAnswer>;
  /** Sends any gateway event. */
  dispatch(event: string, data: unknown): void;
  /** Resolves with the first result; looks again on every change. @throws Error with what was seen instead */
  waitFor<T>(what: (fake: DiscordFake) => T | undefined | null | false, timeoutMs?: number): Promise<T>;
  /** Changes or adds a channel, and tells the gateway. */
  setChannel(id: string, change: ChannelChange): void;
  /** Sets what a user may do, as bits. */
  setPermissions(user: UserName, permissions: bigint): void;
  /** Votes in a native poll; answers count from 1. @throws Error when the message has no open poll */
  vote(messageId: string, user: UserName, answerId: number): void;
  /** Ends everything. @throws Error when the fake itself broke the specification */
  stop(): Promise<void>;
}

export interface ChannelChange {
  readonly exists?: boolean;
  readonly canView?: boolean;
  readonly canSend?: boolean;
  readonly type?: number;
}

export interface DiscordFakeOptions {
  readonly token?: string;
  /** The calendar of nonces, of interaction tokens and of timestamps; milliseconds. */
  readonly now?: () => number;
  /** How long an interaction waits for its answer; Discord's 3000 by default. */
  readonly answerMs?: number;
}

const WAIT_MS = 5000;
const ANSWER_MS = 3000;

/** Starts a Discord on a free local port. */
export async function startDiscordFake(options: DiscordFakeOptions = {}): Promise<DiscordFake> {
  const { token = 'fake.discord.token', now = Date.now, answerMs = ANSWER_MS } = options;
  const world = new World(await loadSchemas(), now);
  const mischief = createMischief();
  const server = createServer();
  const url = (scheme: string, path: string) => `${scheme}://127.0.0.1:${portOf(server)}/${path}`;
  const gatewayUrl = () => url('ws', 'gateway');
  const gateway = new Gateway({ world, token, url: gatewayUrl });
  server.on('request', createRouter({ world, token, mischief, gatewayUrl }));
  const sockets = new WebSocketServer({ server, path: '/gateway' });
  sockets.on('connection', (socket) => gateway.accept(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: DiscordFake = {
    apiUrl: url('http', 'api'),
    token,
    applicationId: IDS.application,
    botUserId: IDS.bot,
    guildId: IDS.guild,
    channels: { general: IDS.general, quiz: IDS.quiz, forum: IDS.forum },
    users: { ana: USERS.ana.id, ben: USERS.ben.id, chi: USERS.chi.id, dan: USERS.dan.id },
    calls: world.calls,
    violations: world.violations,
    get messages() {
      return [...world.messages.values()];
    },
    get commands() {
      return [...world.commands.values()].at(-1)?.sent ?? [];
    },
    misbehave: mischief.add,
    connected: () => gateway.connected(),
    dropSockets: (code = 4000) => gateway.drop(code),
    interact: (inbound) => interact(world, gateway, { inbound, answerMs }),
    dispatch: (event, data) => world.dispatch(event, data),
    waitFor: (what, timeoutMs = WAIT_MS) => world.until(() => what(fake), { timeoutMs, seen: () => seenIn(world) }),
    setChannel: (id, change) => setChannel(world, id, change),
    setPermissions: (user, permissions) => world.permissions.set(userNamed(user).id, permissions),
    vote: (messageId, user, answerId) => vote(world, messageId, { user: userNamed(user).id, answerId }),
    stop: () => stop(world, gateway, server),
  };
  return fake;
}

function portOf(server: Server): number {
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the fake does not listen');
  return address.port;
}

interface Asked {
  readonly inbound: DiscordInbound;
  readonly answerMs: number;
}

async function interact(world: World, gateway: Gateway, { inbound, answerMs }: Asked): Promise<DiscordAnswer> {
  await gateway.connected();
  const { interaction, payload } = act(world, inbound);
  const seen = () => `no answer to ${JSON.stringify(inbound)}; ${seenIn(world)}`;
  const answered = world.until(() => interaction.answer, { timeoutMs: answerMs, seen });
  world.dispatch('INTERACTION_CREATE', payload);
  try {
    const answer = await answered;
    return { ...answer, message: () => originalOf(world, interaction), settled: () => settled(world, interaction) };
  } catch (error) {
    interaction.isDead = true;
    throw error;
  }
}

function originalOf(world: World, { originalId }: Interaction): DiscordMessage | undefined {
  return world.messages.get(originalId ?? '');
}

function settled(world: World, interaction: Interaction): Promise<DiscordMessage> {
  const isDeferredUpdate = interaction.answer?.type === CALLBACK.deferredUpdate;
  const look = () => {
    const message = originalOf(world, interaction);
    if (message === undefined || message.deleted) return message;
    const isUntouched = isDeferredUpdate && message.edits === interaction.originalEdits;
    return isUntouched || message.flags & FLAG.loading ? undefined : message;
  };
  return world.until(look, { timeoutMs: WAIT_MS, seen: () => seenIn(world) });
}

/** The end of what happened, for the message of a wait that came to nothing. */
function seenIn({ calls, messages, violations }: World): string {
  const last = calls.slice(-8).map(({ method, path, status }) => `${method} ${path} ${status}`);
  return `last calls: ${last.join(', ') || 'none'}; ${messages.size} messages; violations: ${violations.join('; ') || 'none'}`;
}

function setChannel(world: World, id: string, change: ChannelChange): void {
  const before = world.channels.get(id) ?? newChannel({ id, name: `channel-${id}`, type: 0, exists: false });
  const after = { ...before, exists: true, ...change };
  world.channels.set(id, after);
  const event = after.exists ? (before.exists ? 'CHANNEL_UPDATE' : 'CHANNEL_CREATE') : 'CHANNEL_DELETE';
  if (before.recipient === undefined) world.dispatch(event, channelObject(after));
}

function vote(world: World, messageId: string, { user, answerId }: { user: string; answerId: number }): void {
  const message = world.messages.get(messageId);
  if (!message?.poll || message.poll.isEnded) throw new Error(`the message ${messageId} has no open poll`);
  const votes = [...message.poll.votes, { user, answerId }];
  world.messages.set(messageId, { ...message, poll: { ...message.poll, votes } });
  const where = { channel_id: message.channelId, message_id: messageId, guild_id: IDS.guild };
  world.dispatch('MESSAGE_POLL_VOTE_ADD', { ...where, user_id: user, answer_id: answerId });
}

async function stop(world: World, gateway: Gateway, server: Server): Promise<void> {
  gateway.stop();
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeAllConnections();
  await closed;
  if (world.faults.length > 0) throw new Error(world.faults.join('\n'));
}
