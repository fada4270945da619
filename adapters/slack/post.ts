// Posting and editing for deliveries: one call, no retry, every outcome named.
import type { WebClient } from '@slack/web-api';
import { patient } from '../../src/bot/patience.ts';
import type { Logger } from '../../src/log.ts';
import type { Budget, Edit, Finding, Post, Sending, Target } from '../../src/platform.ts';
import { editBurst, editEveryMs, picturePatienceMs, postEveryMs } from './limits.ts';
import { sendingOf } from './outcome.ts';
import { type ImageSources, noImages, type Picturing } from './pictures.ts';
import { renderCard } from './render.ts';

/** Links in our messages never unfold into previews. */
const quiet = { unfurl_links: false, unfurl_media: false } as const;

const refusedWithPicture = 'a message with a picture was refused; it goes out in words (can Slack reach PUBLIC_URL?)';

export interface Poster {
  readonly client: WebClient;
  readonly picturing: Picturing;
  readonly log: Logger;
}

/** Posts with the pictures that are ready; once more without them when Slack refuses the message, which is then surely not posted. */
export async function post({ client, picturing, log }: Poster, order: Post): Promise<Sending> {
  const { quick: images = noImages } = await patient(picturing.ready(order.target, order.card), picturePatienceMs);
  const sending = await postOnce(client, order, images);
  if (sending.kind !== 'refused' || images.size === 0) return sending;
  log.warn({ reason: sending.why }, refusedWithPicture);
  await picturing.doubt(order.target, images);
  return postOnce(client, order, noImages);
}

/** The nonce goes along as metadata, which holds no content: every app of the workspace can read it. */
async function postOnce(
  client: WebClient,
  { target, card, nonce, replyTo }: Post,
  images: ImageSources,
): Promise<Sending> {
  try {
    const metadata = { event_type: 'archway_delivery', event_payload: { nonce } };
    const message = renderCard(card, images);
    const channel = replyTo?.channel ?? conversationOf(target.channel);
    const thread = replyTo === undefined ? {} : { thread_ts: replyTo.message };
    const sent = await client.chat.postMessage({ channel, ...message, ...thread, ...quiet, metadata });
    if (sent.ts === undefined) return { kind: 'ambiguous', why: 'Slack’s answer names no message' };
    return { kind: 'sent', ref: { channel: sent.channel ?? channel, message: sent.ts } };
  } catch (error) {
    return sendingOf(error, 'post');
  }
}

/** chat.postMessage takes a member's id for the direct conversation with them. */
const conversationOf = (channel: string) => channel.replace(/^@/, '');

export async function edit({ client, picturing, log }: Poster, order: Edit): Promise<Sending> {
  const { quick: images = noImages } = await patient(picturing.ready(order.target, order.card), picturePatienceMs);
  const sending = await editOnce(client, order, images);
  if (sending.kind !== 'refused' || images.size === 0) return sending;
  log.warn({ reason: sending.why }, refusedWithPicture);
  await picturing.doubt(order.target, images);
  return editOnce(client, order, noImages);
}

async function editOnce(client: WebClient, { ref, card }: Edit, images: ImageSources): Promise<Sending> {
  try {
    await client.chat.update({ channel: ref.channel, ts: ref.message, ...renderCard(card, images) });
    return { kind: 'sent', ref };
  } catch (error) {
    return sendingOf(error, 'edit');
  }
}

/** Looking a message up would take a scope that reads channels; we ask for none. */
export const find = async (): Promise<Finding> => ({
  kind: 'cannot-tell',
  why: 'the bot may not read this channel’s history',
});

/** One message a second a channel; edits share the workspace's tier. */
export const budgets = ({ installation, workspace, channel }: Target, call: 'post' | 'edit'): readonly Budget[] => [
  call === 'post'
    ? { name: `slack:${installation}:${channel}`, everyMs: postEveryMs, burst: 1 }
    : { name: `slack:${installation}:${workspace ?? ''}:edits`, everyMs: editEveryMs, burst: editBurst },
];
