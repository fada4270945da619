// The one HTTP server: health for whoever watches the process, and the routes that adapters bring.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigError, messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Route } from '../platform.ts';

export interface HttpServer {
  /** Such as `http://127.0.0.1:3000`. */
  readonly address: string;
  /** Takes no new requests, and waits for those under way. */
  close(): Promise<void>;
}

export interface HttpOptions {
  readonly host: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  /** What is not ready yet, in words; empty when all is. */
  readonly unready: () => Promise<readonly string[]>;
  readonly log: Logger;
}

/** Listens. @throws ConfigError when the port is taken or may not be used. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer((request, response) => {
    serve(options, request, response).catch((error: unknown) => fail(options.log, error, response));
  });
  await listen(server, options);
  const { port } = server.address() as AddressInfo;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return { address: `http://${host}:${port}`, close: () => close(server) };
}

async function serve(options: HttpOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/livez') return send(response, 200, { status: 'alive' });
  if (path === '/readyz') {
    const unready = await options.unready();
    return send(
      response,
      unready.length === 0 ? 200 : 503,
      unready.length === 0 ? { status: 'ready' } : { status: 'not ready', unready },
    );
  }
  const route = options.routes.find(
    ({ prefix }) => path === prefix || path.startsWith(prefix.endsWith('/') ? prefix : `${prefix}/`),
  );
  if (!route) return send(response, 404, { error: 'not found' });
  await route.handle(request, response);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

function fail(log: Logger, error: unknown, response: ServerResponse): void {
  log.error({ reason: messageOf(error) }, 'a request failed');
  if (!response.headersSent) send(response, 500, { error: 'something went wrong here' });
  else response.end();
}

async function listen(server: Server, { host, port }: HttpOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portProblem(error, port)));
    server.listen(port, host, resolve);
  });
}

function portProblem(error: Error, port: number): ConfigError {
  const isTaken = 'code' in error && error.code === 'EADDRINUSE';
  const what = isTaken
    ? `port ${port} is in use by another program`
    : `port ${port} cannot be used: ${messageOf(error)}`;
  return new ConfigError([{ where: 'PORT', what, mend: `PORT=${port + 1}` }]);
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  // Event streams never end by themselves.
  setTimeout(() => server.closeAllConnections(), 2_000).unref();
  await closed;
}
