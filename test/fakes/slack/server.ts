// A fake Slack: its Web API over HTTP, Socket Mode over a websocket, signed requests to the bot, and misbehaviour on command.
import { createHmac } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { type SlackFile, takeBytes } from './files.ts';
import { build, type SlackInbound } from './payloads.ts';
import { addMessage, editMessage, methods, type SlackMessage, type SlackUser, type Workspace } from './web-api.ts';

export interface SlackCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly status: number;
}

export type Misbehaviour = { readonly method: string; times: number } & (
  | { readonly kind: 'rate-limited'; readonly retryAfterS: number }
  | { readonly kind: 'status'; readonly status: number }
  | { readonly kind: 'error'; readonly error: string }
);

export interface SlackAck {
  readonly body: unknown;
  readonly elapsedMs: number;
}

export type SlackFake = Awaited<ReturnType<typeof startSlackFake>>;

const users: Readonly<Record<string, SlackUser>> = {
  U0ANA: { is_admin: true },
  U0BEN: {},
  U0CHI: {},
  U0DAN: { is_restricted: true },
};
const signingSecret = 'a-signing-secret';
const botToken = 'xoxb-fake-1';
const appToken = 'xapp-fake-1';

export async function startSlackFake() {
  const workspace: Workspace = {
    teamId: 'T0FAKE',
    botUserId: 'U0BOT',
    messages: [],
    views: [],
    breaches: [],
    users,
    refusing: new Map(),
    cannotFetch: false,
    files: [],
    asksUntilReady: 1,
    origin: () => `http://127.0.0.1:${state.port}`,
  };
  const calls: SlackCall[] = [];
  const misbehaviours: Misbehaviour[] = [];
  const changes = new EventEmitter().setMaxListeners(0);
  const state: Inside = {
    workspace,
    calls,
    misbehaviours,
    changes,
    sockets: new Set(),
    acks: new Map(),
    port: 0,
    envelopes: 0,
  };
  const server = createServer((request, response) => void serve(state, request, response));
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => greet(state, socket));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  state.port = (server.address() as AddressInfo).port;
  return face(state, { server, sockets });
}

function face(state: Inside, { server, sockets }: { server: Server; sockets: WebSocketServer }) {
  const { workspace, calls, misbehaviours } = state;
  return {
    apiUrl: `http://127.0.0.1:${state.port}/api/`,
    botToken,
    appToken,
    signingSecret,
    calls: calls as readonly SlackCall[],
    messages: workspace.messages as readonly SlackMessage[],
    views: workspace.views as readonly Record<string, unknown>[],
    breaches: workspace.breaches as readonly string[],
    files: workspace.files as readonly SlackFile[],
    setFetching: (canFetch: boolean) => {
      workspace.cannotFetch = !canFetch;
    },
    refuse: (channel: string, error: string) => void workspace.refusing.set(channel, error),
    misbehave: (rule: Misbehaviour) => void misbehaviours.push(rule),
    /** Sends an event by the socket, or by a signed request to `url`; resolves with the acknowledgement. */
    send: (inbound: SlackInbound, url?: string) =>
      url === undefined ? sendBySocket(state, inbound) : sendByHttp(state, inbound, url),
    /** Connections of bots. */
    sockets: () => state.sockets.size,
    onCall: (listener: (call: SlackCall) => void) => void state.changes.on('call', listener),
    connected: () => waitFor(state, () => (state.sockets.size > 0 ? true : undefined)),
    dropSockets: () => {
      for (const socket of state.sockets) socket.terminate();
    },
    waitFor: <T>(what: () => T | undefined) => waitFor(state, what),
    stop: async () => {
      for (const socket of state.sockets) socket.terminate();
      sockets.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Inside {
  readonly workspace: Workspace;
  readonly calls: SlackCall[];
  readonly misbehaviours: Misbehaviour[];
  readonly changes: EventEmitter;
  readonly sockets: Set<WebSocket>;
  readonly acks: Map<string, (body: unknown) => void>;
  port: number;
  envelopes: number;
}

const waitMs = 10_000;

/** Looks again after every call and acknowledgement. */
async function waitFor<T>({ changes, calls, workspace }: Inside, what: () => T | undefined): Promise<T> {
  const signal = AbortSignal.timeout(waitMs);
  for (;;) {
    const found = what();
    if (found !== undefined) return found;
    try {
      await once(changes, 'change', { signal });
    } catch (cause) {
      const seen = `${calls.map((call) => call.method).join(', ')}; ${workspace.messages.map((message) => message.text.slice(0, 60)).join(' | ')}`;
      throw new Error(`it did not come about; seen: ${seen}; breaches: ${workspace.breaches.join(', ')}`, { cause });
    }
  }
}

async function serve(state: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (url.pathname.startsWith('/upload/')) return upload(state, { url, bytes: Buffer.concat(chunks), response });
  const args = parseBody(Buffer.concat(chunks).toString('utf8'), request.headers['content-type'] ?? '');
  const method = url.pathname.startsWith('/response/') ? 'response_url' : url.pathname.replace('/api/', '');
  const bad = state.misbehaviours.find((rule) => rule.method === method && rule.times > 0);
  const answer = bad
    ? misbehave(bad)
    : { headers: {}, ...statusOf(method, perform(state, { method, args, url, request })) };
  const call = { method, args, status: answer.status };
  state.calls.push(call);
  state.changes.emit('call', call);
  response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
  response.end(JSON.stringify(answer.body));
  state.changes.emit('change');
}

/** A response address says no by its status (docs: handling user interaction). */
function statusOf(method: string, body: unknown): { status: number; body: unknown } {
  const isRefused = typeof body === 'object' && body !== null && 'ok' in body && body.ok === false;
  return { status: method === 'response_url' && isRefused ? 400 : 200, body };
}

function upload(state: Inside, { url, bytes, response }: { url: URL; bytes: Buffer; response: ServerResponse }): void {
  const isTaken = takeBytes(state.workspace, url.pathname.slice('/upload/'.length), bytes);
  state.calls.push({ method: 'upload', args: { length: bytes.length }, status: isTaken ? 200 : 404 });
  response.writeHead(isTaken ? 200 : 404);
  response.end('OK');
  state.changes.emit('change');
}

function misbehave(rule: Misbehaviour): { status: number; headers: Record<string, string>; body: unknown } {
  rule.times--;
  if (rule.kind === 'rate-limited')
    return {
      status: 429,
      headers: { 'retry-after': String(rule.retryAfterS) },
      body: { ok: false, error: 'ratelimited' },
    };
  if (rule.kind === 'status') return { status: rule.status, headers: {}, body: { ok: false } };
  return { status: 200, headers: {}, body: { ok: false, error: rule.error } };
}

interface Request {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly url: URL;
  readonly request: IncomingMessage;
}

function perform(state: Inside, { method, args, url, request }: Request): unknown {
  if (method === 'response_url') return respond(state, args, url.searchParams);
  const token = request.headers.authorization?.replace('Bearer ', '');
  if (method === 'apps.connections.open') {
    return token === appToken
      ? { ok: true, url: `ws://127.0.0.1:${state.port}/link` }
      : { ok: false, error: 'invalid_auth' };
  }
  if (token !== botToken) return { ok: false, error: 'invalid_auth' };
  const known = methods[method];
  if (known) return known(state.workspace, args);
  state.workspace.breaches.push(`unknown method ${method}`);
  return { ok: false, error: 'unknown_method' };
}

/** A response address: a new message, or the original replaced. */
function respond({ workspace }: Inside, args: Readonly<Record<string, unknown>>, query: URLSearchParams): unknown {
  const channel = query.get('channel') ?? '';
  const ts = query.get('ts');
  if (args.replace_original === true && ts) {
    const error = editMessage(workspace, args, ts);
    return error === undefined ? { ok: true } : { ok: false, error };
  }
  const onlyFor = args.response_type === 'in_channel' ? {} : { onlyFor: query.get('user') ?? '' };
  const message = addMessage(workspace, args, { channel, ...onlyFor });
  return typeof message === 'string' ? { ok: false, error: message } : { ok: true };
}

function parseBody(text: string, type: string): Readonly<Record<string, unknown>> {
  if (text === '') return {};
  if (type.startsWith('application/json')) return JSON.parse(text);
  const entries = [...new URLSearchParams(text)].map(([key, value]) => [
    key,
    /^[[{]/.test(value) || value === 'true' || value === 'false' ? JSON.parse(value) : value,
  ]);
  return Object.fromEntries(entries);
}

function greet(state: Inside, socket: WebSocket): void {
  socket.send(
    JSON.stringify({ type: 'hello', num_connections: 1, debug_info: { approximate_connection_time: 18_060 } }),
  );
  state.sockets.add(socket);
  socket.on('close', () => state.sockets.delete(socket));
  socket.on('message', (data) => {
    const { envelope_id: id, payload } = JSON.parse(String(data));
    state.acks.get(id)?.(payload);
    state.acks.delete(id);
  });
  state.changes.emit('change');
}

const teamOf = (state: Inside) => ({
  id: state.workspace.teamId,
  appId: 'A0FAKE',
  botUserId: state.workspace.botUserId,
  responseUrl: (channel: string, user: string, ts = '') =>
    `http://127.0.0.1:${state.port}/response/1?${new URLSearchParams({ channel, user, ts })}`,
  messageAt: (ts: string) => state.workspace.messages.find((message) => message.ts === ts),
});

async function sendBySocket(state: Inside, inbound: SlackInbound): Promise<SlackAck> {
  const { type, payload } = build(inbound, teamOf(state));
  const envelope_id = `envelope-${++state.envelopes}`;
  // A payload goes to any of the connections (docs: Socket Mode).
  const socket = [...state.sockets][state.envelopes % state.sockets.size];
  if (!socket) throw new Error('no bot is connected');
  const startedAt = performance.now();
  const acked = new Promise<unknown>((resolve) => state.acks.set(envelope_id, resolve));
  socket.send(JSON.stringify({ type, envelope_id, payload, accepts_response_payload: type !== 'events_api' }));
  const body = await acked;
  return accept(state, inbound, { body, elapsedMs: performance.now() - startedAt });
}

async function sendByHttp(state: Inside, inbound: SlackInbound, url: string): Promise<SlackAck> {
  const { type, payload } = build(inbound, teamOf(state));
  const isJson = type === 'events_api';
  const form = type === 'interactive' ? { payload: JSON.stringify(payload) } : (payload as Record<string, string>);
  const body = isJson ? JSON.stringify(payload) : new URLSearchParams(form).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const headers = {
    'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': signature,
  };
  const startedAt = performance.now();
  const response = await fetch(url, { method: 'POST', headers, body });
  const text = await response.text();
  if (!response.ok) throw new Error(`the bot answered with HTTP ${response.status}`);
  return accept(state, inbound, { body: parseAck(text), elapsedMs: performance.now() - startedAt });
}

function parseAck(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return { text };
  }
}

/** An acknowledgement of a command that holds a message shows it. */
function accept(state: Inside, inbound: SlackInbound, ack: SlackAck): SlackAck {
  const body = ack.body;
  if (inbound.kind === 'command' && typeof body === 'object' && body !== null && 'text' in body) {
    const message = 'blocks' in body ? body : { ...body, blocks: [] };
    const isPublic = 'response_type' in body && body.response_type === 'in_channel';
    addMessage(state.workspace, message as Record<string, unknown>, {
      channel: inbound.channel ?? 'C0GENERAL',
      ...(isPublic ? {} : { onlyFor: inbound.user }),
    });
  }
  state.changes.emit('change');
  return ack;
}
