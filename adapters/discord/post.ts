// Posting and editing for deliveries by REST: one call, no retry, every outcome named.
import { type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { patient } from '../../src/bot/patience.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Budget, Edit, Finding, Pictures, Post, Sending, Target } from '../../src/platform.ts';
import { clockSkewMs, historyMessages, nonceLifeMs, postBurst, postEveryMs, postPatienceMs } from './limits.ts';
import { sendingOf } from './outcome.ts';
import { type Files, filesOf, noFiles, rawFiles } from './pictures.ts';
import { renderCard } from './render.ts';

const messageSchema = z.object({ id: z.string(), channel_id: z.string() });
const historySchema = z.array(
  messageSchema.extend({
    author: z.object({ id: z.string() }),
    components: z.array(z.unknown()).default([]),
    message_reference: z.object({ message_id: z.string().optional() }).nullish(),
  }),
);

const refusedWithPicture = 'a message with a picture was refused; it goes out in words (has the bot Attach Files?)';

export interface Poster {
  readonly rest: REST;
  readonly pictures: Pictures;
  readonly log: Logger;
}

/**
 * The nonce makes a repeated post within a minute come back as the first one. Where the bot may post but not attach files,
 * the post goes out without its pictures: what was refused was surely not posted.
 */
export async function post({ rest, pictures, log }: Poster, order: Post): Promise<Sending> {
  const { quick: files = noFiles } = await patient(filesOf(pictures, order.card), postPatienceMs);
  const sending = await postOnce(rest, order, files);
  if (files.size === 0 || !isRefusal(sending)) return sending;
  log.warn({ reason: sending.why }, refusedWithPicture);
  return postOnce(rest, order, noFiles);
}

/** Attach Files is a permission of its own; Discord answers with 50013 whichever is missing. */
const isRefusal = (sending: Sending): sending is Extract<Sending, { kind: 'refused' | 'dead-channel' }> =>
  sending.kind === 'refused' || (sending.kind === 'dead-channel' && sending.why.includes('50013'));

async function postOnce(rest: REST, { target, card, nonce, replyTo }: Post, files: Files): Promise<Sending> {
  const channel = replyTo?.channel ?? (await conversationOf(rest, target.channel));
  if (typeof channel !== 'string') return channel;
  // A reply whose message was deleted meanwhile stands alone.
  const reply = replyTo && { message_reference: { message_id: replyTo.message, fail_if_not_exists: false } };
  try {
    const body = { ...renderCard(card, files), ...reply, nonce, enforce_nonce: true };
    const answer = await rest.post(Routes.channelMessages(channel), { body, files: rawFiles(card, files) });
    const sent = messageSchema.safeParse(answer);
    if (!sent.success) return { kind: 'ambiguous', why: 'Discord’s answer names no message' };
    return { kind: 'sent', ref: { channel: sent.data.channel_id, message: sent.data.id } };
  } catch (error) {
    return sendingOf(error, 'post');
  }
}

/** The channel's id; a direct conversation is opened, which may be done again. */
async function conversationOf(rest: REST, channel: string): Promise<string | Exclude<Sending, { kind: 'sent' }>> {
  if (!channel.startsWith('@')) return channel;
  try {
    const answer = await rest.post(Routes.userChannels(), { body: { recipient_id: channel.slice(1) } });
    return z.object({ id: z.string() }).parse(answer).id;
  } catch (error) {
    const sending = sendingOf(error, 'edit');
    return sending.kind === 'sent' ? { kind: 'retry', afterMs: 0, why: messageOf(error) } : sending;
  }
}

export async function edit({ rest, pictures, log }: Poster, order: Edit): Promise<Sending> {
  const { quick: files = noFiles } = await patient(filesOf(pictures, order.card), postPatienceMs);
  const sending = await editOnce(rest, order, files);
  if (files.size === 0 || !isRefusal(sending)) return sending;
  log.warn({ reason: sending.why }, refusedWithPicture);
  return editOnce(rest, order, noFiles);
}

async function editOnce(rest: REST, { ref, card }: Edit, files: Files): Promise<Sending> {
  try {
    const body = renderCard(card, files);
    await rest.patch(Routes.channelMessage(ref.channel, ref.message), { body, files: rawFiles(card, files) });
    return { kind: 'sent', ref };
  } catch (error) {
    return sendingOf(error, 'edit');
  }
}

export interface Finder {
  readonly rest: REST;
  readonly botUser: string;
  /** Real time. */
  readonly now: number;
}

/**
 * While the nonce lives a second post is harmless; later our message is looked for among those since the first attempt: by the
 * message that it replies to, else by the custom id of its first button.
 */
export async function find({ rest, botUser, now }: Finder, order: Post): Promise<Finding> {
  const { target, card, sinceFirstMs, replyTo } = order;
  if (sinceFirstMs < nonceLifeMs) return { kind: 'absent' };
  const wanted = firstAction(card);
  if (wanted === undefined && !replyTo) return { kind: 'cannot-tell', why: 'the message has no button to know it by' };
  try {
    const query = new URLSearchParams({ limit: String(historyMessages) });
    const channel = replyTo?.channel ?? (await conversationOf(rest, target.channel));
    if (typeof channel !== 'string') return { kind: 'cannot-tell', why: channel.why };
    const recent = historySchema.parse(await rest.get(Routes.channelMessages(channel), { query }));
    const since = now - sinceFirstMs - clockSkewMs;
    const isOurs = ({ components, message_reference }: (typeof recent)[number]) =>
      (wanted === undefined || hasAction(components, wanted)) && message_reference?.message_id === replyTo?.message;
    const found = recent.find(
      (message) => message.author.id === botUser && instantOf(message.id) >= since && isOurs(message),
    );
    if (found) return { kind: 'found', ref: { channel, message: found.id } };
    return reachesBack(recent, since)
      ? { kind: 'absent' }
      : { kind: 'cannot-tell', why: 'the channel has moved on too far' };
  } catch (error) {
    return { kind: 'cannot-tell', why: `the channel's history cannot be read: ${messageOf(error)}` };
  }
}

function firstAction(card: Post['card']): string | undefined {
  return card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))[0]?.action;
}

const hasAction = (components: unknown, action: string) =>
  JSON.stringify(components).includes(JSON.stringify({ custom_id: action }).slice(1, -1));

/** A short history is the whole one; else its oldest message must be older than our first attempt. */
export function reachesBack(recent: readonly { id: string }[], since: number): boolean {
  const oldest = recent.at(-1);
  return recent.length < historyMessages || !oldest || instantOf(oldest.id) < since;
}

/** Discord's epoch in milliseconds since 1970 (docs: reference, snowflakes). */
const epochMs = 1_420_070_400_000;
/** When a message was made, by its id. */
export const instantOf = (id: string): number => Number(BigInt(id) >> 22n) + epochMs;

/** 40 requests a second a bot. */
export const budgets = ({ installation }: Target): readonly Budget[] => [
  { name: `discord:${installation}`, everyMs: postEveryMs, burst: postBurst },
];
