// Discord's own polls by REST: create, find again, end, and read every vote page by page.
import { setTimeout as pause } from 'node:timers/promises';
import { DiscordAPIError, RateLimitError, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import { messageOf } from '../../src/errors.ts';
import type { Finding, PollCount, PollEnd, PollPost, Polls, PollVote, Sending } from '../../src/platform.ts';
import {
  clockSkewMs,
  historyMessages,
  maxPollAnswerChars,
  maxPollHours,
  maxPollQuestionChars,
  nonceLifeMs,
  votersAtOnce,
  waitInlineMs,
} from './limits.ts';
import { richText } from './markdown.ts';
import { sendingOf } from './outcome.ts';
import { type Finder, instantOf, reachesBack } from './post.ts';

const sentSchema = z.object({ id: z.string(), channel_id: z.string() });
const pollSchema = z.object({
  question: z.object({ text: z.string().nullish() }),
  answers: z.array(z.object({ answer_id: z.number(), poll_media: z.object({ text: z.string().nullish() }) })),
  // Absent means unknown, not none (docs: resources/poll).
  results: z.object({ is_finalized: z.boolean() }).nullish(),
});
const messageSchema = sentSchema.extend({ author: z.object({ id: z.string() }), poll: pollSchema.nullish() });
const votersSchema = z.object({
  users: z.array(
    z.object({
      id: z.string(),
      username: z.string(),
      global_name: z.string().nullish(),
      bot: z.boolean().nullish(),
    }),
  ),
});

/** Who the bot is is known once the gateway has greeted it. */
export const createPolls = (rest: REST, finder: () => Finder): Polls => ({
  limits: {
    maxQuestionChars: maxPollQuestionChars,
    maxAnswerChars: maxPollAnswerChars,
    maxHours: maxPollHours,
  },
  post: (order) => post(rest, order),
  find: (order) => find(finder(), order),
  end: (order) => end(rest, order),
});

async function post(rest: REST, { target, poll, nonce }: PollPost): Promise<Sending> {
  const body = {
    content: richText(poll.note),
    poll: {
      question: { text: poll.question },
      answers: poll.answers.map((text) => ({ poll_media: { text } })),
      duration: Math.min(maxPollHours, poll.hours),
      allow_multiselect: false,
    },
    nonce,
    enforce_nonce: true,
    allowed_mentions: { parse: [] },
  };
  try {
    const sent = sentSchema.safeParse(await rest.post(Routes.channelMessages(target.channel), { body }));
    if (!sent.success) return { kind: 'ambiguous', why: 'Discord’s answer names no message' };
    return { kind: 'sent', ref: { channel: sent.data.channel_id, message: sent.data.id } };
  } catch (error) {
    return forPoll(sendingOf(error, 'post'));
  }
}

/** Create Polls is a permission of its own: without it a channel takes everything else, and its schedule must not be paused. */
function forPoll(sending: Sending): Sending {
  if (sending.kind !== 'dead-channel' || !sending.why.includes('50013')) return sending;
  return { kind: 'refused', why: `${sending.why}. For polls the bot needs Create Polls here` };
}

/** A poll carries no button to know it by: its question tells, among the bot's messages since the first attempt. */
async function find({ rest, botUser, now }: Finder, { target, poll, sinceFirstMs }: PollPost): Promise<Finding> {
  if (sinceFirstMs < nonceLifeMs) return { kind: 'absent' };
  try {
    const query = new URLSearchParams({ limit: String(historyMessages) });
    const recent = z.array(messageSchema).parse(await rest.get(Routes.channelMessages(target.channel), { query }));
    const since = now - sinceFirstMs - clockSkewMs;
    const found = recent.find(
      (message) =>
        message.author.id === botUser &&
        instantOf(message.id) >= since &&
        message.poll?.question.text === poll.question,
    );
    if (found) return { kind: 'found', ref: { channel: target.channel, message: found.id } };
    return reachesBack(recent, since)
      ? { kind: 'absent' }
      : { kind: 'cannot-tell', why: 'the channel has moved on too far' };
  } catch (error) {
    return { kind: 'cannot-tell', why: `the channel's history cannot be read: ${messageOf(error)}` };
  }
}

/** The code of a poll that has ended already (docs: topics/opcodes-and-status-codes). */
const hasEnded = 520_001;

async function end(rest: REST, order: PollEnd): Promise<PollCount> {
  const { channel, message } = order.ref;
  try {
    await rest.post(Routes.expirePoll(channel, message)).catch((error: unknown) => {
      if (!(error instanceof DiscordAPIError) || Number(error.code) !== hasEnded) throw error;
    });
    const { poll } = messageSchema.parse(await calmly(() => rest.get(Routes.channelMessage(channel, message))));
    if (!poll) return { kind: 'cannot-edit', why: 'the message holds no poll' };
    if (poll.results?.is_finalized !== true) return { kind: 'retry', afterMs: 0, why: 'the votes are not final yet' };
    const votes: PollVote[] = [];
    // Answers come in their order; their ids follow no rule.
    for (const [answer, { answer_id }] of poll.answers.slice(0, order.answers).entries()) {
      votes.push(...(await votersOf(rest, Routes.pollAnswerVoters(channel, message, answer_id), answer)));
    }
    return { kind: 'counted', votes };
  } catch (error) {
    const sending = sendingOf(error, 'edit');
    return sending.kind === 'sent' ? { kind: 'ambiguous', why: messageOf(error) } : sending;
  }
}

async function votersOf(rest: REST, route: `/${string}`, answer: number): Promise<readonly PollVote[]> {
  const votes: PollVote[] = [];
  for (let after = '0'; ; ) {
    const query = new URLSearchParams({ limit: String(votersAtOnce), after });
    const { users } = votersSchema.parse(await calmly(() => rest.get(route, { query })));
    for (const { id, username, global_name, bot } of users) {
      if (!bot) votes.push({ actor: { user: id, home: '', name: global_name ?? username }, answer });
    }
    const last = users.at(-1);
    if (!last || users.length < votersAtOnce) return votes;
    after = last.id;
  }
}

/** Many pages meet Discord's limit of a route: a short wait is waited for here, so that the reading need not begin anew. */
async function calmly<T>(call: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await call();
    } catch (error) {
      const waitMs = error instanceof RateLimitError ? error.retryAfter : Number.POSITIVE_INFINITY;
      if (waitMs > waitInlineMs || tries >= maxTries) throw error;
      await pause(waitMs);
    }
  }
}

const maxTries = 20;
