// Leads each REST request to its route, and keeps a record of it.
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Answer, type Incoming, readRequest, urlOf, writeAnswer } from './http.ts';
import { type Mischief, misbehave } from './misbehaviour.ts';
import { breachText, Refusal, refusal } from './refusal.ts';
import { APPLICATION_ROUTES } from './routes/application.ts';
import { CHANNEL_ROUTES } from './routes/channels.ts';
import type { Route } from './routes/exchange.ts';
import { INTERACTION_ROUTES } from './routes/interactions.ts';
import type { World } from './world.ts';

const PREFIX = '/api/v10';

export interface RouterOptions {
  readonly world: World;
  readonly token: string;
  readonly mischief: Mischief;
  /** Where the gateway is; known once the server listens. */
  readonly gatewayUrl: () => string;
}

interface Matched {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/** Handles every request of Discord's REST interface, version 10. */
export function createRouter({ world, token, mischief, gatewayUrl }: RouterOptions) {
  const routes = compile([
    ...gatewayRoutes(world, gatewayUrl),
    ...APPLICATION_ROUTES,
    ...CHANNEL_ROUTES,
    ...INTERACTION_ROUTES,
  ]);

  function perform(incoming: Incoming, where: string): Answer {
    const rule = mischief.take(where);
    if (rule === undefined) return attempt(incoming, where);
    if (rule.kind === 'status' && rule.takesEffect) attempt(incoming, where);
    return misbehave(rule);
  }

  function attempt(incoming: Incoming, where: string): Answer {
    try {
      return handle(incoming, where);
    } catch (error) {
      return answerError(world, where, error);
    }
  }

  function handle({ method, url, authorization, body, files }: Incoming, where: string): Answer {
    const matched = url.pathname.startsWith(`${PREFIX}/`) ? match(routes, method, url.pathname) : undefined;
    if (matched === undefined) throw refusal('unknown-route');
    const { route, params } = matched;
    if (!route.isOpen && authorization !== `Bot ${token}`) throw refusal('unauthorized');
    const note = (what: string) => world.violate(where, what);
    return route.handle({ world, params, query: url.searchParams, body, files, note });
  }

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const at = world.now();
    const url = urlOf(request);
    const method = request.method ?? 'GET';
    const path = withoutToken(decodeURIComponent(url.pathname).slice(PREFIX.length));
    const where = `${method} ${path}`;
    const incoming = await readRequest(request).catch((error: unknown) => answerError(world, where, error));
    const answer = 'status' in incoming ? incoming : perform(incoming, where);
    const { body, files } = 'status' in incoming ? { body: undefined, files: [] } : incoming;
    const { status } = answer;
    const sent = { ...(body === undefined ? {} : { body }), ...(files.length === 0 ? {} : { files }) };
    world.calls.push({ method, path, query: url.search, ...sent, at, status });
    writeAnswer(response, answer, bucketOf(where));
    world.changed();
  };
}

function gatewayRoutes(world: World, gatewayUrl: () => string): readonly Route[] {
  const limit = { total: 1000, remaining: 1000, reset_after: 14_400_000, max_concurrency: 1 };
  const bot = () =>
    world.vouch('GatewayBotResponseSchema', { url: gatewayUrl(), shards: 1, session_start_limit: limit });
  return [
    { method: 'GET', pattern: '/gateway', isOpen: true, handle: () => ({ status: 200, body: { url: gatewayUrl() } }) },
    { method: 'GET', pattern: '/gateway/bot', handle: () => ({ status: 200, body: bot() }) },
  ];
}

interface Compiled {
  readonly route: Route;
  readonly path: RegExp;
}

function compile(routes: readonly Route[]): readonly Compiled[] {
  return routes.map((route) => ({
    route,
    path: new RegExp(`^${PREFIX}${route.pattern.replaceAll(/:(\w+)/g, '(?<$1>[^/]+)')}$`),
  }));
}

function match(routes: readonly Compiled[], method: string, pathname: string): Matched | undefined {
  const path = decodeURIComponent(pathname);
  for (const { route, path: pattern } of routes) {
    const found = route.method === method ? pattern.exec(path) : null;
    if (found) return { route, params: found.groups ?? {} };
  }
  return undefined;
}

function answerError(world: World, where: string, error: unknown): Answer {
  if (error instanceof Refusal) {
    for (const breach of error.breaches) world.violate(where, breachText(breach));
    return { status: error.status, body: error.body };
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  world.faults.push(`${where}: ${text}`);
  world.violate(where, `the fake failed: ${text}`);
  return { status: 500, body: { message: '500: Internal Server Error', code: 0 } };
}

function withoutToken(path: string): string {
  return path.replace(/^(\/interactions\/\d+|\/webhooks\/\d+)\/[^/]+/, '$1/:token');
}

/** Requests share a bucket when they differ in ids below the first alone. */
function bucketOf(where: string): string {
  return createHash('sha1')
    .update(where.replaceAll(/\d{16,}/g, ':id'))
    .digest('hex')
    .slice(0, 16);
}
