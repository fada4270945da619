// The messages of the world: how a request makes one, and how an edit changes it.
import type { Component } from './components.ts';
import type { UploadedFile } from './http.ts';

export const FLAG = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  componentsV2: 1 << 15,
} as const;

/** What the bot sends to make or edit a message; checked against the specification before it is used. */
export interface MessageBody {
  readonly content?: string | null;
  readonly embeds?: readonly unknown[] | null;
  readonly components?: readonly Component[] | null;
  readonly flags?: number | null;
  readonly allowed_mentions?: { readonly parse?: readonly string[] | null } | null;
  readonly attachments?: readonly AttachmentBody[] | null;
  readonly poll?: PollBody | null;
  readonly nonce?: string | number | null;
  readonly enforce_nonce?: boolean | null;
  readonly sticker_ids?: readonly string[] | null;
  readonly message_reference?: { readonly message_id?: string | null } | null;
}

interface AttachmentBody {
  readonly id: string | number;
  readonly filename?: string | null;
  readonly description?: string | null;
}

export interface PollBody {
  readonly question: { readonly text?: string | null };
  readonly answers: readonly { readonly poll_media: { readonly text?: string | null; readonly emoji?: unknown } }[];
  readonly duration?: number | null;
  readonly allow_multiselect?: boolean | null;
}

export interface Poll {
  readonly body: PollBody;
  readonly expiry: string;
  readonly isEnded: boolean;
  /** Votes are counted some time after the end: the next look that finds it ended makes them final. */
  readonly isFinalized: boolean;
  readonly votes: readonly { readonly user: string; readonly answerId: number }[];
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly description?: string;
}

/** A message as it stands now; objects are never changed, an edit puts a new one in its place. */
export interface DiscordMessage {
  readonly id: string;
  readonly channelId: string;
  readonly nonce?: string;
  readonly flags: number;
  readonly content: string;
  readonly embeds: readonly unknown[];
  /** As the bot sent them. */
  readonly components: readonly Component[];
  readonly attachments: readonly Attachment[];
  readonly poll?: Poll;
  readonly ephemeral?: boolean;
  /** The interaction that it answers or follows up. */
  readonly interactionId?: string;
  /** The message that it replies to. */
  readonly repliesTo?: string;
  readonly edits: number;
  readonly deleted?: boolean;
  readonly createdAt: string;
  readonly editedAt?: string;
  /** The last request that made or edited it. */
  readonly body: MessageBody;
}

/** What a message shows; the part that the rules of messages are about. */
export type Draft = Pick<DiscordMessage, 'flags' | 'content' | 'embeds' | 'components' | 'attachments'> & {
  readonly poll?: PollBody;
};

const EDITABLE_FLAGS = FLAG.suppressEmbeds | FLAG.componentsV2;

/** Lays a request over what was there: an absent field keeps, null empties. */
export function draftOf(body: MessageBody, files: readonly UploadedFile[], before?: DiscordMessage): Draft {
  const old = before ?? { flags: 0, content: '', embeds: [], components: [], attachments: [] };
  const poll = before?.poll?.body ?? body.poll;
  return {
    flags: flagsOf(body.flags, before),
    content: body.content === undefined ? old.content : (body.content ?? ''),
    embeds: body.embeds === undefined ? old.embeds : (body.embeds ?? []),
    components: body.components === undefined ? old.components : (body.components ?? []),
    attachments: attachmentsOf(body, files, old.attachments),
    ...(poll ? { poll } : {}),
  };
}

function flagsOf(flags: number | null | undefined, before?: DiscordMessage): number {
  if (before === undefined) return flags ?? 0;
  return flags == null ? before.flags : (before.flags & ~EDITABLE_FLAGS) | (flags & EDITABLE_FLAGS);
}

/** A list keeps the old attachments that it names; without a list all of them stay. */
function attachmentsOf(
  { attachments }: MessageBody,
  files: readonly UploadedFile[],
  old: readonly Attachment[],
): readonly Attachment[] {
  const kept = attachments == null ? old : old.filter(({ id }) => attachments.some((one) => String(one.id) === id));
  const added = files.map(({ index, name, bytes, description }) => ({
    id: String(index),
    filename: name,
    size: bytes.length,
    ...(description === undefined ? {} : { description }),
  }));
  return [...kept, ...added];
}
