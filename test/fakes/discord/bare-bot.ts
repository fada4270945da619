// The least of a bot: one gateway connection and bare requests, to send what discord.js would not.
import { once } from 'node:events';
import { WebSocket } from 'ws';
import * as z from 'zod';
import type { DiscordFake } from './server.ts';

const frameSchema = z.object({ op: z.number(), t: z.string().nullable(), s: z.number().nullable(), d: z.unknown() });
const interactionSchema = z.object({ id: z.string(), token: z.string() });

type Frame = z.infer<typeof frameSchema>;

export interface BareBot {
  readonly frames: readonly Frame[];
  /** The callback that answers the next interactions; none when it is undefined. */
  callback: unknown;
  send(op: number, d: unknown): void;
  /** Resolves with the first result; looks again at every frame. */
  until<T>(look: (frames: readonly Frame[]) => T | undefined | false): Promise<T>;
  /** Resolves with the code with which the server closed. */
  closed(): Promise<number>;
  request(method: string, path: string, body?: unknown): Promise<{ status: number; body: unknown }>;
  stop(): void;
}

/** Connects, and greets unless told otherwise. */
export async function startBareBot(fake: DiscordFake, { isGreeting = true } = {}): Promise<BareBot> {
  const socket = new WebSocket(`${fake.apiUrl.replace('http', 'ws').replace(/api$/, 'gateway')}?v=10&encoding=json`);
  const frames: Frame[] = [];
  const closing = new Promise<number>((resolve) => socket.on('close', resolve));
  const bot: BareBot = {
    frames,
    callback: undefined,
    send: (op, d) => socket.send(JSON.stringify({ op, d })),
    until: (look) => until(socket, () => look(frames)),
    closed: () => closing,
    request: (method, path, body) => request(fake, { method, path, body }),
    stop: () => socket.terminate(),
  };
  socket.on('message', (data) => {
    const frame = frameSchema.parse(JSON.parse(data.toString()));
    frames.push(frame);
    if (frame.t === 'INTERACTION_CREATE' && bot.callback !== undefined) void answer(bot, frame.d);
  });
  await once(socket, 'open');
  if (!isGreeting) return bot;
  bot.send(2, greeting(fake.token));
  await bot.until(() => frames.some(({ t }) => t === 'GUILD_CREATE'));
  return bot;
}

/** The id and the token of the last interaction. @throws ZodError when there was none */
export function lastInteraction({ frames }: BareBot): { readonly id: string; readonly token: string } {
  return interactionSchema.parse(frames.findLast(({ t }) => t === 'INTERACTION_CREATE')?.d);
}

async function until<T>(socket: WebSocket, look: () => T | undefined | false): Promise<T> {
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    await once(socket, 'message');
  }
}

/** What a bot says of itself at first. */
export function greeting(token: string, intents = 1) {
  return { token, intents, properties: { os: 'linux', browser: 'bare', device: 'bare' } };
}

async function answer(bot: BareBot, interaction: unknown): Promise<void> {
  const { id, token } = interactionSchema.parse(interaction);
  await bot.request('POST', `/interactions/${id}/${token}/callback`, bot.callback);
}

async function request(fake: DiscordFake, sent: { method: string; path: string; body: unknown }) {
  const headers = { authorization: `Bot ${fake.token}`, 'content-type': 'application/json' };
  const body = sent.body === undefined ? {} : { body: JSON.stringify(sent.body) };
  const response = await fetch(`${fake.apiUrl}/v10${sent.path}`, { method: sent.method, headers, ...body });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
}
