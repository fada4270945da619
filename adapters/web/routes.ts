// The playground's addresses: the page, its files, its state, and what one can do.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Route } from '../../src/platform.ts';
import { asset, importMapHash, pageHtml } from './assets.ts';
import { cast, channels } from './cast.ts';
import { parsed, Refusal, readBody, requireLoopback, securityHeaders, sendJson } from './guard.ts';
import type { Playing } from './playing.ts';

const member = z.enum(cast.map(({ id }) => id));
const channel = z.enum(channels);
const base = { as: member, channel };
const text = z.string().max(3_000, 'at most 3,000 characters');

const bodies = {
  say: z.object({ ...base, text }),
  press: z.object({ ...base, message: z.string(), action: z.string() }),
  submit: z.object({
    ...base,
    action: z.string(),
    values: z.record(z.string(), z.union([text, z.array(text).max(100)])),
  }),
  suggest: z.object({ ...base, command: z.string(), option: z.string(), typed: text }),
  move: z.object({
    by: z.union([
      z.literal('next'),
      z
        .int()
        .positive()
        .max(366 * 86_400_000),
    ]),
  }),
};

/** One route for all of it; `key` is what the page sends with every post. */
export function routes(playing: Playing, key: string): readonly Route[] {
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    try {
      requireLoopback(request);
      await serve({ request, response, playing, key });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      sendJson(response, error.status, { error: error.message });
    }
  };
  return [{ prefix: '/', handle }];
}

interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly playing: Playing;
  readonly key: string;
}

async function serve(call: Call): Promise<void> {
  const { request, response, playing, key } = call;
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  if (request.method === 'POST') return act(call, url.pathname);
  if (request.method !== 'GET') throw new Refusal(405, 'Only GET and POST are known here.');
  if (url.pathname === '/playground/events') return stream(call);
  if (url.pathname === '/playground/state') {
    const where = parsed(z.object(base), Object.fromEntries(url.searchParams));
    return sendJson(response, 200, await playing.view(where));
  }
  const isPage = url.pathname === '/';
  const { type, body } = isPage ? await pageHtml(key) : await asset(url.pathname);
  response.writeHead(200, {
    ...securityHeaders(isPage ? importMapHash : undefined),
    'content-type': `${type}; charset=utf-8`,
  });
  response.end(body);
}

async function act({ request, response, playing, key }: Call, path: string): Promise<void> {
  const body = await readBody(request, key);
  switch (path) {
    case '/playground/say':
      return sendJson(response, 200, await playing.say(parsed(bodies.say, body)));
    case '/playground/press':
      return sendJson(response, 200, await playing.press(parsed(bodies.press, body)));
    case '/playground/submit':
      return sendJson(response, 200, await playing.submit(parsed(bodies.submit, body)));
    case '/playground/suggest':
      return sendJson(response, 200, await playing.suggest(parsed(bodies.suggest, body)));
    case '/playground/move':
      return sendJson(response, 200, await playing.move(parsed(bodies.move, body).by));
    default:
      throw new Refusal(404, 'There is no such thing to do.');
  }
}

/** Server-sent events that say "something changed"; the page then asks for the state. */
function stream({ request, response, playing }: Call): void {
  response.writeHead(200, { ...securityHeaders(), 'content-type': 'text/event-stream' });
  response.write('retry: 1000\n\ndata: hello\n\n');
  const stop = playing.onChange(() => void response.write('data: change\n\n'));
  request.on('close', stop);
}
