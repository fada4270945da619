// What Slack's errors mean for a post or an edit. The codes are those of chat.postMessage and chat.update (docs: methods).
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError, WebAPIRequestError } from '@slack/web-api';
import { isBeforeSending, messageOf } from '../../src/errors.ts';
import type { Sending } from '../../src/platform.ts';

type Reaction = 'dead-channel' | 'dead-workspace' | 'cannot-edit' | 'unclear' | 'slow-down';

const invite = 'Invite the bot with /invite @Archway, then run /arch daily resume';
const mends: Readonly<Record<string, string>> = {
  is_archived: 'Unarchive the channel, then run /arch daily resume',
  restricted_action: 'Let apps post in this channel, then run /arch daily resume',
  messages_tab_disabled: 'Switch the app’s messages tab on, then run /arch daily resume',
};

const codes: Readonly<Record<Reaction, readonly string[]>> = {
  'dead-channel': [
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'messages_tab_disabled',
    'user_disabled',
    'restricted_action',
    'restricted_action_read_only_channel',
    'restricted_action_thread_only_channel',
    'restricted_action_non_threadable_channel',
  ],
  'dead-workspace': [
    'account_inactive',
    'token_revoked',
    'token_expired',
    'invalid_auth',
    'not_authed',
    'team_access_not_granted',
  ],
  'cannot-edit': ['edit_window_closed', 'message_not_found', 'cant_update_message'],
  unclear: ['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'],
  'slow-down': ['ratelimited', 'rate_limited', 'message_limit_exceeded'],
};

const reactions = new Map(
  Object.entries(codes).flatMap(([reaction, list]) => list.map((code) => [code, reaction as Reaction])),
);

/** Classifies whatever the call threw. An edit is safe to repeat, so an unclear edit is tried again. */
export function sendingOf(error: unknown, call: 'post' | 'edit'): Sending {
  const unclear = (why: string): Sending =>
    call === 'edit' ? { kind: 'retry', afterMs: 0, why } : { kind: 'ambiguous', why };
  if (error instanceof WebAPIRateLimitedError)
    return { kind: 'retry', afterMs: error.retryAfter * 1000, why: 'Slack asks to slow down' };
  if (error instanceof WebAPIPlatformError) return platformSending(error.data.error, unclear);
  if (error instanceof WebAPIHTTPError) return unclear(`Slack answered with HTTP ${error.statusCode}`);
  if (error instanceof WebAPIRequestError && isBeforeSending(error.original)) {
    return { kind: 'retry', afterMs: 0, why: 'Slack cannot be reached' };
  }
  if (error instanceof WebAPIRequestError) return unclear('the connection to Slack broke');
  return unclear(messageOf(error));
}

function platformSending(code: string, unclear: (why: string) => Sending): Sending {
  switch (reactions.get(code)) {
    case 'dead-channel':
      return {
        kind: 'dead-channel',
        why: `Slack refuses posts here (${code})`,
        mend: mends[code] ?? mends[code.slice(0, 17)] ?? invite,
      };
    case 'dead-workspace':
      return { kind: 'dead-workspace', why: `Slack no longer accepts the bot’s token (${code})` };
    case 'cannot-edit':
      return { kind: 'cannot-edit', why: code };
    case 'unclear':
      return unclear(`Slack failed (${code})`);
    case 'slow-down':
      return { kind: 'retry', afterMs: 60_000, why: `Slack asks to slow down (${code})` };
    case undefined:
      return { kind: 'refused', why: `Slack refused the message (${code})` };
  }
}
