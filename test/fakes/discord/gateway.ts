// The gateway: greets, identifies, resumes, beats and sends events.
import { type RawData, WebSocket } from 'ws';
import * as z from 'zod';
import { BOT, IDS } from './inhabitants.ts';
import { guildCreateObject, userObject } from './objects.ts';
import type { World } from './world.ts';

const OP = {
  dispatch: 0,
  heartbeat: 1,
  identify: 2,
  resume: 6,
  invalidSession: 9,
  hello: 10,
  acknowledge: 11,
} as const;
const HEARTBEAT_MS = 41_250;
const CONNECT_TIMEOUT_MS = 10_000;
/** Members, presences and message content: the bot asks for none of them. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);
/** After these a session is gone; every other end can be resumed. */
const ENDING_CODES = new Set([1000, 1001, 4004, 4007, 4009, 4010, 4011, 4012, 4013, 4014]);

const frameSchema = z.object({ op: z.number(), d: z.unknown() });
const identifySchema = z.object({
  token: z.string(),
  intents: z.number().int(),
  properties: z.object({ os: z.string(), browser: z.string(), device: z.string() }),
  shard: z.tuple([z.number(), z.number()]).default([0, 1]),
});
const resumeSchema = z.object({ token: z.string(), session_id: z.string(), seq: z.number() });

interface Session {
  readonly id: string;
  readonly shard: readonly [id: number, count: number];
  readonly sent: { readonly event: string; readonly data: unknown; readonly seq: number }[];
  socket?: WebSocket | undefined;
}

export interface GatewayOptions {
  readonly world: World;
  readonly token: string;
  readonly url: () => string;
}

export class Gateway {
  private readonly world: World;
  private readonly token: string;
  private readonly url: () => string;
  private readonly sessions = new Map<string, Session>();
  private readonly sockets = new Set<WebSocket>();

  constructor({ world, token, url }: GatewayOptions) {
    this.world = world;
    this.token = token;
    this.url = url;
    world.onDispatch((event, data) => this.dispatch(event, data));
  }

  /** Takes over a fresh connection. */
  accept(socket: WebSocket): void {
    this.sockets.add(socket);
    socket.on('message', (data) => this.receive(socket, data));
    socket.on('close', (code) => this.close(socket, code));
    frame(socket, OP.hello, { heartbeat_interval: HEARTBEAT_MS });
  }

  /** Resolves once a session is ready on a living connection. */
  async connected(): Promise<void> {
    const isLive = () => [...this.sessions.values()].some(({ socket }) => socket !== undefined);
    const seen = () => `no gateway session, ${this.sockets.size} connections; ${this.world.violations.join('; ')}`;
    await this.world.until(isLive, { timeoutMs: CONNECT_TIMEOUT_MS, seen });
  }

  /** Cuts every connection; sessions live on unless the code ends them. */
  drop(code: number): void {
    for (const session of this.sessions.values()) {
      session.socket = undefined;
      if (ENDING_CODES.has(code)) this.sessions.delete(session.id);
    }
    for (const socket of this.sockets) socket.close(code);
    this.sockets.clear();
  }

  stop(): void {
    for (const socket of this.sockets) socket.terminate();
    this.sockets.clear();
  }

  private receive(socket: WebSocket, data: RawData): void {
    const parsed = frameSchema.safeParse(JSON.parse(data.toString()));
    if (!parsed.success) return void this.refuse(socket, 4002, 'a frame without op');
    const { op, d } = parsed.data;
    if (op === OP.heartbeat) frame(socket, OP.acknowledge, null);
    if (op === OP.identify) this.identify(socket, d);
    if (op === OP.resume) this.resume(socket, d);
  }

  private identify(socket: WebSocket, d: unknown): void {
    const parsed = identifySchema.safeParse(d);
    if (!parsed.success) return void this.refuse(socket, 4002, `identify: ${parsed.error.message}`);
    const { token, intents, shard } = parsed.data;
    if (token !== this.token) return void this.refuse(socket, 4004, 'identify with a wrong token');
    if (intents & PRIVILEGED_INTENTS) return void this.refuse(socket, 4014, `privileged intents in ${intents}`);
    if (shard[0] >= shard[1]) return void this.refuse(socket, 4010, `shard ${shard.join(' of ')}`);
    const session: Session = { id: `session-${this.world.newId()}`, shard, sent: [] };
    this.sessions.set(session.id, session);
    session.socket = socket;
    const hasGuild = shardOf(IDS.guild, shard[1]) === shard[0];
    this.send(session, 'READY', this.readyObject(session, hasGuild));
    if (hasGuild) this.send(session, 'GUILD_CREATE', guildCreateObject([...this.world.channels.values()]));
    this.world.changed();
  }

  private readyObject({ id, shard }: Session, hasGuild: boolean) {
    return {
      v: 10,
      user: { ...userObject(BOT), verified: true, mfa_enabled: true, email: null },
      guilds: hasGuild ? [{ id: IDS.guild, unavailable: true }] : [],
      session_id: id,
      session_type: 'normal',
      resume_gateway_url: this.url(),
      shard,
      application: { id: IDS.application, flags: 0 },
      private_channels: [],
      relationships: [],
      presences: [],
      user_settings: {},
    };
  }

  private resume(socket: WebSocket, d: unknown): void {
    const parsed = resumeSchema.safeParse(d);
    if (!parsed.success) return void this.refuse(socket, 4002, `resume: ${parsed.error.message}`);
    const { token, session_id, seq } = parsed.data;
    if (token !== this.token) return void this.refuse(socket, 4004, 'resume with a wrong token');
    const session = this.sessions.get(session_id);
    if (session === undefined) return void frame(socket, OP.invalidSession, false);
    session.socket = socket;
    for (const missed of session.sent.filter((one) => one.seq > seq)) write(session, missed);
    this.send(session, 'RESUMED', {});
    this.world.changed();
  }

  /** Sends to the shard of the event's server; what has no server goes to the first shard. */
  private dispatch(event: string, data: unknown): void {
    const guild = guildOf(event, data);
    for (const session of this.sessions.values()) {
      const [own, count] = session.shard;
      if (own === (guild === undefined ? 0 : shardOf(guild, count))) this.send(session, event, data);
    }
    this.world.changed();
  }

  private send(session: Session, event: string, data: unknown): void {
    const entry = { event, data, seq: session.sent.length + 1 };
    session.sent.push(entry);
    write(session, entry);
  }

  private close(socket: WebSocket, code: number): void {
    const isOwn = !this.sockets.delete(socket);
    for (const session of this.sessions.values()) {
      if (session.socket !== socket) continue;
      session.socket = undefined;
      // The client's own 1000 or 1001 ends the session.
      if (!isOwn && ENDING_CODES.has(code)) this.sessions.delete(session.id);
    }
    this.world.changed();
  }

  private refuse(socket: WebSocket, code: number, what: string): void {
    this.world.violate('gateway', what);
    socket.close(code);
    this.world.changed();
  }
}

function frame(socket: WebSocket, op: number, d: unknown): void {
  if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ op, d, s: null, t: null }));
}

function write({ socket }: Session, { event, data, seq }: Session['sent'][number]): void {
  if (socket?.readyState !== WebSocket.OPEN) return;
  socket.send(JSON.stringify({ op: OP.dispatch, t: event, s: seq, d: data }));
}

/** https://docs.discord.com/developers/events/gateway#sharding */
function shardOf(guild: string, count: number): number {
  return Number((BigInt(guild) >> 22n) % BigInt(count));
}

function guildOf(event: string, data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if ('guild_id' in data && typeof data.guild_id === 'string') return data.guild_id;
  const isGuildItself = /^GUILD_(CREATE|UPDATE|DELETE)$/.test(event);
  return isGuildItself && 'id' in data && typeof data.id === 'string' ? data.id : undefined;
}
