// Pictures on Slack: by their address where the outside reaches this server, else uploaded once a workspace.
import { setTimeout as pause } from 'node:timers/promises';
import { WebAPIPlatformError, type WebClient } from '@slack/web-api';
import { type Card, picturesIn } from '../../src/card/card.ts';
import type { PictureSpec } from '../../src/card/picture.ts';
import type { Clock } from '../../src/clock.ts';
import { messageOf, PlatformError } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { PictureFile, Pictures, Target } from '../../src/platform.ts';
import { fileReadyEveryMs, fileReadyTries, uploadTimeoutMs } from './limits.ts';

/** Where Slack finds a picture: an image block's own two ways. */
export type ImageSource = { readonly image_url: string } | { readonly slack_file: { readonly id: string } };
/** By the picture of a block; what is not in it goes out as words. */
export type ImageSources = ReadonlyMap<PictureSpec, ImageSource>;
export const noImages: ImageSources = new Map();

export interface Picturing {
  /** Has every picture of a card ready, as far as it can be had. Never rejects. */
  ready(target: Target, card: Card): Promise<ImageSources>;
  /** Slack refused a message with these: files that it may no longer have are uploaded anew next time. */
  doubt(target: Target, sources: ImageSources): Promise<void>;
}

/** Slack is mostly light. */
const theme = 'light';
/** An app without the scope does not get it while it runs; asking again each hour finds a reinstalled one. */
const scopeAgainMs = 60 * 60_000;
/** A card's picture is not uploaded again so soon after it failed. */
const failedMs = 60_000;
const scopeErrors = ['missing_scope', 'not_allowed_token_type', 'no_permission'];

export interface PicturingOptions {
  readonly client: WebClient;
  readonly pictures: Pictures;
  readonly clock: Clock;
  readonly log: Logger;
}

export function createPicturing({ client, pictures, clock, log }: PicturingOptions): Picturing {
  let noUploadUntil = 0;
  // A picture that failed while a post was prepared must not hold up the post itself.
  const failedUntil = new WeakMap<PictureSpec, number>();
  const send = async (file: PictureFile): Promise<string> => {
    try {
      return await upload(client, file);
    } catch (error) {
      if (isScopeError(error)) {
        noUploadUntil = clock.elapsed() + scopeAgainMs;
        log.warn(
          { mend: 'add files:write and files:read to the app and reinstall it, or set PUBLIC_URL' },
          'the app may not upload pictures; posts go out without them',
        );
      }
      throw error;
    }
  };
  const sourceOf = async (target: Target, picture: PictureSpec): Promise<ImageSource | undefined> => {
    const at = { theme, target } as const;
    const url = await pictures.address(picture, at);
    if (url !== undefined) return { image_url: url };
    if (clock.elapsed() < Math.max(noUploadUntil, failedUntil.get(picture) ?? 0)) return undefined;
    const id = await pictures.upload(picture, at, send);
    if (id === undefined) failedUntil.set(picture, clock.elapsed() + failedMs);
    return id === undefined ? undefined : { slack_file: { id } };
  };
  return {
    ready: async (target, card) => {
      const found = await Promise.all(
        picturesIn(card).map(async ({ picture }) => [picture, await sourceOf(target, picture)] as const),
      );
      return new Map(found.flatMap(([picture, source]) => (source ? [[picture, source] as const] : [])));
    },
    doubt: async (target, sources) => {
      for (const source of sources.values()) {
        if ('slack_file' in source) await pictures.forgetUpload(target, source.slack_file.id);
      }
    },
  };
}

const isScopeError = (error: unknown) => error instanceof WebAPIPlatformError && scopeErrors.includes(error.data.error);

/** The id of a file that Slack can show. It belongs to no channel: only messages that name it show it. */
async function upload(client: WebClient, { name, png }: PictureFile): Promise<string> {
  const { upload_url: url, file_id: id } = await client.files.getUploadURLExternal({
    filename: name,
    length: png.length,
  });
  if (url === undefined || id === undefined)
    throw new PlatformError('Slack names no place for the file', { isRetryable: true });
  const signal = AbortSignal.timeout(uploadTimeoutMs);
  const response = await fetch(url, { method: 'POST', body: Buffer.from(png), signal });
  if (!response.ok)
    throw new PlatformError(`Slack refused the file with HTTP ${response.status}`, { isRetryable: true });
  try {
    await client.files.completeUploadExternal({ files: [{ id, title: name }] });
    await untilReady(client, id);
  } catch (error) {
    // Nobody would know of the file any more.
    await discard(client, id).catch(() => undefined);
    throw error;
  }
  return id;
}

/** A file that is used before Slack has looked at it is refused as "invalid slack file" (slack-github-action issue 413). */
async function untilReady(client: WebClient, file: string): Promise<void> {
  for (let tries = 0; tries < fileReadyTries; tries++) {
    const { file: info } = await client.files.info({ file });
    if (info?.mimetype) return;
    await pause(fileReadyEveryMs);
  }
  throw new PlatformError('Slack did not make the file ready in time', { isRetryable: true });
}

/** Takes a file down; one that is gone already is as good. @throws PlatformError to try again. */
export async function discard(client: WebClient, file: string): Promise<void> {
  try {
    await client.files.delete({ file });
  } catch (error) {
    const code = error instanceof WebAPIPlatformError ? error.data.error : undefined;
    if (code === 'file_not_found' || code === 'file_deleted') return;
    const isRetryable = !scopeErrors.includes(code ?? '') && code !== 'cant_delete_file';
    throw new PlatformError(`Slack did not delete a file: ${messageOf(error)}`, { isRetryable, cause: error });
  }
}
