// What a route gets to see of a request, and what all routes ask first.
import type { Answer, UploadedFile } from '../http.ts';
import type { Channel } from '../inhabitants.ts';
import type { DiscordMessage } from '../message.ts';
import { messageObject } from '../message-object.ts';
import { refusal, refuseBreaches } from '../refusal.ts';
import type { World } from '../world.ts';

export interface Exchange {
  readonly world: World;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly files: readonly UploadedFile[];
  /** Keeps a violation without refusing the request. */
  readonly note: (what: string) => void;
}

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/channels/:channel`; a name stands for one segment of the path. */
  readonly pattern: string;
  /** Needs no bot token: an interaction's token in the path is enough. */
  readonly isOpen?: boolean;
  readonly handle: (exchange: Exchange) => Answer;
}

export const NOTHING: Answer = { status: 204 };

/** The body, once it satisfies a schema of the specification. @throws Refusal with every breach */
export function checkedBody<T>({ world, body }: Exchange, schema: Parameters<World['schemas']['check']>[0]): T {
  refuseBreaches(world.schemas.check(schema, body));
  return body as T;
}

/** A channel that the bot can see. @throws Refusal */
export function visibleChannel({ world, params }: Exchange): Channel {
  const channel = world.channels.get(params.channel ?? '');
  if (!channel?.exists) throw refusal('unknown-channel');
  if (!channel.canView) throw refusal('missing-access');
  return channel;
}

/** A message that everyone in the channel can see. @throws Refusal */
export function visibleMessage(exchange: Exchange): DiscordMessage {
  const channel = visibleChannel(exchange);
  const message = exchange.world.messages.get(exchange.params.message ?? '');
  const isHidden = message?.deleted || message?.ephemeral || message?.channelId !== channel.id;
  if (message === undefined || isHidden) throw refusal('unknown-message');
  return message;
}

/** Answers with a message. */
export function messageAnswer({ world }: Exchange, message: DiscordMessage): Answer {
  return { status: 200, body: messageObject(world, message) };
}
