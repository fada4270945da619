// Routes of channels, their messages, forum posts and polls.
import type { Answer } from '../http.ts';
import { CHANNEL_TYPE, type Channel, newChannel, userWithId } from '../inhabitants.ts';
import { type DiscordMessage, FLAG, type MessageBody } from '../message.ts';
import { messageObject } from '../message-object.ts';
import { channelObject, userObject } from '../objects.ts';
import { edit, post, remove } from '../posting.ts';
import { refusal, refuseBreaches } from '../refusal.ts';
import type { World } from '../world.ts';
import {
  checkedBody,
  type Exchange,
  messageAnswer,
  NOTHING,
  type Route,
  visibleChannel,
  visibleMessage,
} from './exchange.ts';

/** For how long `enforce_nonce` finds an earlier message; Discord says "in the past few minutes". */
const NONCE_WINDOW_MS = 60_000;
const FORUM_TYPES: readonly number[] = [CHANNEL_TYPE.forum, CHANNEL_TYPE.media];
const PAGE = 50;

export const CHANNEL_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: '/channels/:channel', handle: getChannel },
  { method: 'GET', pattern: '/channels/:channel/messages', handle: listMessages },
  { method: 'POST', pattern: '/channels/:channel/messages', handle: createMessage },
  { method: 'GET', pattern: '/channels/:channel/messages/:message', handle: getMessage },
  { method: 'PATCH', pattern: '/channels/:channel/messages/:message', handle: editMessage },
  { method: 'DELETE', pattern: '/channels/:channel/messages/:message', handle: deleteMessage },
  { method: 'POST', pattern: '/channels/:channel/messages/:message/crosspost', handle: crosspost },
  { method: 'POST', pattern: '/channels/:channel/threads', handle: createForumPost },
  { method: 'POST', pattern: '/channels/:channel/polls/:message/expire', handle: endPoll },
  { method: 'GET', pattern: '/channels/:channel/polls/:message/answers/:answer', handle: listVoters },
];

function getChannel(exchange: Exchange): Answer {
  const channel = visibleChannel(exchange);
  const object = channelObject(channel);
  if (channel.recipient) exchange.world.vouch('PrivateChannelResponseSchema', object);
  else if (channel.type === CHANNEL_TYPE.thread) exchange.world.vouch('CreatedThreadResponseSchema', object);
  else exchange.world.vouch('GuildChannelResponseSchema', object);
  return { status: 200, body: object };
}

/** Newest first, as Discord lists them. */
function listMessages(exchange: Exchange): Answer {
  const { world, query } = exchange;
  const { id } = visibleChannel(exchange);
  const [before, after] = [query.get('before'), query.get('after')];
  const found = [...world.messages.values()]
    .filter((message) => message.channelId === id && !message.deleted && !message.ephemeral)
    .filter((message) => before === null || BigInt(message.id) < BigInt(before))
    .filter((message) => after === null || BigInt(message.id) > BigInt(after))
    .toReversed()
    .slice(0, Number(query.get('limit') ?? PAGE));
  return { status: 200, body: found.map((message) => messageObject(world, message)) };
}

function getMessage(exchange: Exchange): Answer {
  const message = visibleMessage(exchange);
  const answer = messageAnswer(exchange, message);
  if (message.poll?.isEnded) put(exchange, { ...message, poll: { ...message.poll, isFinalized: true } });
  return answer;
}

function createMessage(exchange: Exchange): Answer {
  const channel = writableChannel(exchange);
  if (FORUM_TYPES.includes(channel.type)) throw refusal('no-text-channel');
  const body = checkedBody<MessageBody>(exchange, 'MessageCreateRequestSchema');
  const twin = body.enforce_nonce ? messageByNonce(exchange.world, body) : undefined;
  if (twin) return messageAnswer(exchange, twin);
  const message = post(exchange, { channelId: channel.id, body });
  if (message.nonce !== undefined) {
    exchange.world.nonces.set(message.nonce, { messageId: message.id, at: exchange.world.now() });
  }
  return messageAnswer(exchange, message);
}

function writableChannel(exchange: Exchange): Channel {
  const channel = visibleChannel(exchange);
  if (channel.canSend) return channel;
  throw refusal(channel.recipient ? 'closed-direct-messages' : 'missing-permissions');
}

/** One nonce names one message of the bot whatever the channel: Discord does not say that channels keep them apart. */
function messageByNonce(world: World, { nonce }: MessageBody): DiscordMessage | undefined {
  const known = nonce == null ? undefined : world.nonces.get(String(nonce));
  if (known === undefined || world.now() - known.at > NONCE_WINDOW_MS) return undefined;
  const message = world.messages.get(known.messageId);
  // https://github.com/discord/discord-api-docs/issues/6647
  if (message === undefined || message.deleted) throw refusal('unknown-message');
  return message;
}

function editMessage(exchange: Exchange): Answer {
  const message = visibleMessage(exchange);
  const body = checkedBody<MessageBody>(exchange, 'MessageEditRequestPartialSchema');
  return messageAnswer(exchange, edit(exchange, message, body));
}

function deleteMessage(exchange: Exchange): Answer {
  remove(exchange, visibleMessage(exchange));
  return NOTHING;
}

function crosspost(exchange: Exchange): Answer {
  const message = visibleMessage(exchange);
  if (visibleChannel(exchange).type !== CHANNEL_TYPE.announcement) throw refusal('wrong-channel-type');
  if (message.flags & FLAG.crossposted) throw refusal('already-crossposted');
  return messageAnswer(exchange, put(exchange, { ...message, flags: message.flags | FLAG.crossposted }));
}

function put({ world }: Exchange, message: DiscordMessage): DiscordMessage {
  world.messages.set(message.id, message);
  return message;
}

interface ForumPostBody {
  readonly name: string;
  readonly applied_tags?: readonly string[] | null;
  readonly message: MessageBody;
}

function createForumPost(exchange: Exchange): Answer {
  const { world } = exchange;
  const forum = writableChannel(exchange);
  if (!FORUM_TYPES.includes(forum.type)) throw refusal('wrong-channel-type');
  const { name, applied_tags, message: body } = checkedBody<ForumPostBody>(exchange, 'CreateForumThreadRequestSchema');
  for (const field of ['poll', 'nonce'] as const) {
    if (body[field] != null) refuseBreaches([{ path: ['message', field], message: 'Not accepted in a forum post' }]);
  }
  const id = world.newId();
  const message = post(exchange, { id, channelId: id, body, path: ['message'] });
  const fields = { id, name, type: CHANNEL_TYPE.thread, parentId: forum.id, tags: applied_tags ?? [] };
  const thread = newChannel(fields);
  world.channels.set(id, thread);
  const object = world.vouch('CreatedThreadResponseSchema', channelObject(thread));
  world.dispatch('THREAD_CREATE', { ...object, newly_created: true });
  return { status: 201, body: { ...object, message: messageObject(world, message) } };
}

function endPoll(exchange: Exchange): Answer {
  const message = visibleMessage(exchange);
  const { poll } = message;
  if (poll === undefined) throw refusal('no-poll');
  if (poll.isEnded) throw refusal('poll-expired');
  const expiry = new Date(exchange.world.now()).toISOString();
  return messageAnswer(exchange, put(exchange, { ...message, poll: { ...poll, expiry, isEnded: true } }));
}

function listVoters(exchange: Exchange): Answer {
  const { poll } = visibleMessage(exchange);
  if (poll === undefined) throw refusal('no-poll');
  const after = BigInt(exchange.query.get('after') ?? 0);
  const page = poll.votes
    .filter(({ answerId, user }) => String(answerId) === exchange.params.answer && BigInt(user) > after)
    .toSorted((one, other) => (BigInt(one.user) < BigInt(other.user) ? -1 : 1))
    .slice(0, Number(exchange.query.get('limit') ?? 25));
  return { status: 200, body: { users: page.flatMap(({ user }) => userWithId(user) ?? []).map(userObject) } };
}
