// A stored message in the shape in which Discord answers it.
import { type Component, SELECT_TYPES, TYPE } from './components.ts';
import { BOT, IDS } from './inhabitants.ts';
import { type Attachment, type DiscordMessage, FLAG, type Poll } from './message.ts';
import { userObject } from './objects.ts';
import type { World } from './world.ts';

/** The message object, held to the specification. @throws Error on a fault of the fake. */
export function messageObject(world: World, message: DiscordMessage) {
  const { id, channelId, flags, content, embeds, interactionId } = message;
  const object = {
    id,
    type: typeOf(world, message),
    channel_id: channelId,
    author: userObject(BOT),
    content,
    flags,
    timestamp: message.createdAt,
    edited_timestamp: message.editedAt ?? null,
    embeds: embeds.map((embed) => ({ type: 'rich', ...(embed as object) })),
    components: createAnswerer(message).components(message.components),
    attachments: message.attachments.map((attachment) => attachmentObject(message, attachment)),
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
    pinned: false,
    tts: false,
    ...(message.nonce === undefined ? {} : { nonce: message.nonce }),
    ...(message.poll ? { poll: pollObject(message.poll) } : {}),
    ...(interactionId === undefined ? {} : interactionFields(world, interactionId)),
    ...(message.repliesTo === undefined ? {} : replyFields(message, message.repliesTo)),
  };
  return world.vouch('MessageResponseSchema', object);
}

/** 19 is a reply to a message, 20 the answer to a slash command. */
function typeOf(world: World, { interactionId, repliesTo }: DiscordMessage): number {
  if (repliesTo !== undefined) return 19;
  return interactionId !== undefined && world.interactions.get(interactionId)?.type === 2 ? 20 : 0;
}

function replyFields({ channelId }: DiscordMessage, messageId: string) {
  return { message_reference: { type: 0, channel_id: channelId, guild_id: IDS.guild, message_id: messageId } };
}

function interactionFields(world: World, interactionId: string) {
  const interaction = world.interactions.get(interactionId);
  if (interaction === undefined) return {};
  const { id, type, user, isDirect, sourceId } = interaction;
  const common = { id, user: userObject(user), authorizing_integration_owners: { 0: isDirect ? '0' : IDS.guild } };
  const triggering = { id, type: 2, user: common.user, authorizing_integration_owners: { 0: IDS.guild } };
  const metadata = {
    2: { ...common, type },
    3: { ...common, type, interacted_message_id: sourceId },
    4: undefined,
    5: { ...common, type, triggering_interaction_metadata: triggering },
  }[type];
  return { application_id: IDS.application, webhook_id: IDS.application, interaction_metadata: metadata };
}

function attachmentObject({ channelId, flags }: DiscordMessage, { id, filename, size, description }: Attachment) {
  const url = `https://cdn.discordapp.com/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`;
  return {
    id,
    filename,
    size,
    url,
    proxy_url: url.replace('cdn.discordapp.com', 'media.discordapp.net'),
    ...(description === undefined ? {} : { description }),
    ...(flags & FLAG.ephemeral ? { ephemeral: true } : {}),
  };
}

function pollObject({ body, expiry, isFinalized, votes }: Poll) {
  const counted = body.answers.map((_, index) => votes.filter(({ answerId }) => answerId === index + 1).length);
  return {
    question: withoutNulls(body.question),
    answers: body.answers.map(({ poll_media }, index) => ({
      answer_id: index + 1,
      poll_media: withoutNulls(poll_media),
    })),
    expiry,
    allow_multiselect: body.allow_multiselect ?? false,
    layout_type: 1,
    results: {
      is_finalized: isFinalized,
      // An answer that nobody chose has no entry.
      answer_counts: counted.flatMap((count, index) =>
        count === 0 ? [] : [{ id: index + 1, count, me_voted: false }],
      ),
    },
  };
}

/** Numbers the components and fills in what Discord fills in. */
function createAnswerer(message: DiscordMessage) {
  let last = 0;
  const media = ({ url }: { readonly url: string }) => ({
    id: '0',
    ...mediaUrls(message, url),
    width: null,
    height: null,
  });
  const answer = (component: Component): object => {
    last += 1;
    const { items, media: picture, file, accessory, components: inner, ...own } = component;
    return {
      ...defaultsOf(component),
      ...withoutNulls(own),
      id: last,
      ...(inner ? { components: inner.map(answer) } : {}),
      ...(accessory ? { accessory: answer(accessory) } : {}),
      ...(picture ? { media: media(picture) } : {}),
      ...(file ? { file: media(file) } : {}),
      ...(items
        ? { items: items.map((item) => ({ description: null, spoiler: false, ...item, media: media(item.media) })) }
        : {}),
    };
  };
  return { components: (components: readonly Component[]) => components.map(answer) };
}

function defaultsOf({ type }: Component): object {
  if (SELECT_TYPES.includes(type)) return { min_values: 1, max_values: 1 };
  switch (type) {
    case TYPE.container:
      return { accent_color: null, spoiler: false };
    case TYPE.thumbnail:
      return { description: null, spoiler: false };
    case TYPE.file:
      return { name: null, size: null, spoiler: false };
    case TYPE.separator:
      return { spacing: 1, divider: true };
    default:
      return {};
  }
}

function withoutNulls(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== null));
}

function mediaUrls(message: DiscordMessage, url: string): object {
  const named = message.attachments.find(({ filename }) => url === `attachment://${filename}`);
  if (named === undefined) return { url, proxy_url: url };
  const { url: address, proxy_url, id } = attachmentObject(message, named);
  return { url: address, proxy_url, attachment_id: id };
}
