// What Discord's errors mean for a post or an edit (docs: topics/opcodes-and-status-codes).
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { isBeforeSending, messageOf } from '../../src/errors.ts';
import type { Sending } from '../../src/platform.ts';

const giveRights = 'Give the bot View Channel and Send Messages in this channel, then use /daily resume';
/** Codes of channels that take no post, with what a manager can do. */
const deadChannels: Readonly<Record<number, string>> = {
  // The server is one of many: the application itself is well.
  10004: 'Invite the bot to the server again',
  10003: 'Set the daily post again in a channel that exists',
  50001: giveRights,
  50013: giveRights,
  50008: 'Use a text channel, then set the daily post there',
  50024: 'Use a text channel, then set the daily post there',
  50083: 'Unarchive the thread, then use /daily resume',
  50278: 'The member has to share a server with the bot',
  50007: 'The member has to allow direct messages from the server',
  160005: 'Unlock the thread, then use /daily resume',
};
const deadWorkspaces = [40001];
const cannotEdit = [10008, 50005, 50021];
const slowDown = [20016, 20028, 20029, 30046, 40003];
const slowDownMs = 60_000;

/** Classifies whatever the call threw. An edit is safe to repeat, so an unclear edit is tried again. */
export function sendingOf(error: unknown, call: 'post' | 'edit'): Sending {
  const unclear = (why: string): Sending =>
    call === 'edit' ? { kind: 'retry', afterMs: 0, why } : { kind: 'ambiguous', why };
  if (error instanceof RateLimitError)
    return { kind: 'retry', afterMs: Math.ceil(error.retryAfter), why: 'Discord asks to slow down' };
  if (error instanceof DiscordAPIError) return apiSending(error, unclear);
  if (error instanceof HTTPError) return unclear(`Discord answered with HTTP ${error.status}`);
  if (isBeforeSending(error)) return { kind: 'retry', afterMs: 0, why: 'Discord cannot be reached' };
  return unclear(messageOf(error));
}

function apiSending({ code, status, message }: DiscordAPIError, unclear: (why: string) => Sending): Sending {
  const number = Number(code);
  const mend = deadChannels[number];
  if (mend !== undefined)
    return { kind: 'dead-channel', why: `Discord refuses posts here (${message}, ${code})`, mend };
  if (deadWorkspaces.includes(number) || status === 401)
    return { kind: 'dead-workspace', why: `Discord refuses the bot (${message}, ${code})` };
  if (cannotEdit.includes(number)) return { kind: 'cannot-edit', why: `${message} (${code})` };
  if (slowDown.includes(number))
    return { kind: 'retry', afterMs: slowDownMs, why: `Discord asks to slow down (${code})` };
  if (status >= 500 || number === 130_000) return unclear(`Discord failed (${code})`);
  return { kind: 'refused', why: `Discord refused the message (${message}, ${code})` };
}
