// The playground's fence: loopback addresses, this very page, and nothing too large.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { z } from 'zod';

const maxBodyBytes = 64 * 1024;

/** A request that is refused, with its HTTP status. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The page may load nothing from outside. Inline styles are those of the Slack renderer. */
export function securityHeaders(scriptHash?: string): Record<string, string> {
  const script = scriptHash === undefined ? "'self'" : `'self' '${scriptHash}'`;
  return {
    'content-security-policy': `default-src 'self'; script-src ${script}; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  };
}

/** A name that points at this machine from outside must not get in (DNS rebinding). @throws Refusal. */
export function requireLoopback(request: IncomingMessage): void {
  const host = request.headers.host ?? '';
  const port = request.socket.localPort;
  const allowed = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (!allowed.includes(host)) throw new Refusal(403, 'The playground answers on this machine only.');
  const { origin } = request.headers;
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refusal(403, 'Another page may not use the playground.');
}

/** The JSON body of a POST that comes from our page. @throws Refusal. */
export async function readBody(request: IncomingMessage, key: string): Promise<unknown> {
  if (request.headers['x-archway-key'] !== key) throw new Refusal(403, 'The page is of an earlier start. Reload it.');
  if (!request.headers['content-type']?.startsWith('application/json')) throw new Refusal(415, 'JSON is expected.');
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBodyBytes) throw new Refusal(413, 'That is too long. At most 64 KiB fit.');
    chunks.push(bytes);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw new Refusal(400, 'That is no JSON.');
  }
}

/** Parses a body. @throws Refusal that names the first wrong field. */
export function parsed<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Refusal(400, `${issue?.path.join('.') || 'The body'}: ${issue?.message}`);
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...securityHeaders(), 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}
