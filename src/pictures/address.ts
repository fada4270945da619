// Where pictures stand: topics' in public under their hash, all others under a signature that ends. Pure.
import { createHmac, timingSafeEqual } from 'node:crypto';
import { type Theme, themes } from '../card/picture.ts';

/** Every address of a picture begins with it. */
export const picturesPath = '/pictures';

/** `/pictures/topics/cap-theorem/light-<hash>.png`: another picture has another address, so that it may be kept forever. */
export const topicPath = (topic: string, theme: Theme, hash: string): string =>
  `${picturesPath}/topics/${encodeURIComponent(topic)}/${theme}-${hash}.png`;

export interface DrawnAddress {
  /** Of the stored picture. */
  readonly id: string;
  readonly theme: Theme;
  /** Real time in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** `/pictures/drawn/<id>/light-<expiry>-<signature>.png`. */
export function drawnPath(address: DrawnAddress, key: string): string {
  const { id, theme, expiresAt } = address;
  return `${picturesPath}/drawn/${encodeURIComponent(id)}/${theme}-${expiresAt.toString(36)}-${signatureOf(address, key)}.png`;
}

/** HMAC-SHA256 over everything that the address says, cut to 128 bits (RFC 2104, section 5). */
function signatureOf({ id, theme, expiresAt }: DrawnAddress, key: string): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([id, theme, expiresAt]))
    .digest('hex')
    .slice(0, 32);
}

export type PicturePath =
  | { readonly kind: 'topic'; readonly topic: string; readonly theme: Theme; readonly hash: string }
  | { readonly kind: 'drawn'; readonly address: DrawnAddress; readonly signature: string };

const topicPattern = /^\/pictures\/topics\/([\w.%-]{1,200})\/(\w+)-([0-9a-f]{24})\.png$/;
const drawnPattern = /^\/pictures\/drawn\/([\w-]{1,64})\/(\w+)-([0-9a-z]{1,12})-([0-9a-f]{32})\.png$/;

/** The parts of a path; nothing for one that is none of ours. */
export function parsePath(path: string): PicturePath | undefined {
  const [, topic, topicTheme, hash] = topicPattern.exec(path) ?? [];
  const [, id, drawnTheme, expiry, signature] = drawnPattern.exec(path) ?? [];
  const theme = themes.find((each) => each === (topicTheme ?? drawnTheme));
  if (theme === undefined) return undefined;
  if (topic !== undefined && hash !== undefined) return { kind: 'topic', topic, theme, hash };
  if (id === undefined || expiry === undefined || signature === undefined) return undefined;
  return { kind: 'drawn', address: { id, theme, expiresAt: Number.parseInt(expiry, 36) }, signature };
}

/** Whether the signature is ours and has not ended at `now`. Takes the same time for every wrong one. */
export function isSigned(
  address: DrawnAddress,
  signature: string,
  { key, now }: { key: string; now: number },
): boolean {
  const own = Buffer.from(signatureOf(address, key));
  const given = Buffer.from(signature);
  return own.length === given.length && timingSafeEqual(own, given) && address.expiresAt > now;
}
