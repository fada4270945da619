// Pictures over HTTP: those of topics for everybody and forever, all others behind a signature that ends.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsePath, picturesPath } from '../pictures/address.ts';
import type { PictureService } from '../pictures/pictures.ts';
import type { Route } from '../platform.ts';

type Served = Pick<PictureService, 'topic' | 'drawn'>;

interface Found {
  readonly png: Uint8Array;
  readonly caching: string;
}

const forever = 'public, max-age=31536000, immutable';
/** An address of an older content or style shows today's picture, for a short while. */
const shortly = 'public, max-age=300';
/** A picture that may be taken back is not left lying in caches. */
const hardly = 'private, max-age=60';

/** GET and HEAD below `/pictures`. */
export const picturesRoute = (pictures: Served): Route => ({
  prefix: picturesPath,
  handle: (request, response) => serve(pictures, request, response),
});

async function serve(pictures: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'only GET and HEAD');
  const found = await find(pictures, (request.url ?? '').split('?')[0] ?? '');
  // A wrong signature, an ended one and a picture that never was look the same.
  if (!found) return refuse(response, 404, 'no such picture');
  response.writeHead(200, {
    'content-type': 'image/png',
    'content-length': found.png.length,
    'cache-control': found.caching,
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'",
    'cross-origin-resource-policy': 'cross-origin',
  });
  response.end(request.method === 'HEAD' ? undefined : found.png);
}

async function find(pictures: Served, url: string): Promise<Found | undefined> {
  const path = parsePath(url);
  if (path === undefined) return undefined;
  if (path.kind === 'drawn') {
    const png = await pictures.drawn(path.address, path.signature);
    return png && { png, caching: hardly };
  }
  const picture = await pictures.topic(path.topic, path.theme, path.hash);
  return picture && { png: picture.png, caching: picture.isCurrent ? forever : shortly };
}

function refuse(response: ServerResponse, status: number, error: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' });
  response.end(JSON.stringify({ error }));
}
