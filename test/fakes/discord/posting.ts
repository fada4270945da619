// Makes, edits and deletes messages, after every rule has been asked.
import type { Interaction } from './interaction.ts';
import {
  type DiscordMessage,
  type Draft,
  draftOf,
  FLAG,
  type MessageBody,
  type Poll,
  type PollBody,
} from './message.ts';
import { refusal, refuseBreaches } from './refusal.ts';
import type { Exchange } from './routes/exchange.ts';
import { breachesOfAttachmentList, breachesOfMessage, habitsOfMessage, isEmpty } from './rules/message-rules.ts';

export interface Posting {
  readonly channelId: string;
  readonly body: MessageBody;
  /** Where the message stands in the request's body. */
  readonly path?: readonly string[];
  readonly interaction?: Interaction;
  /** A forum post has the id of its thread. */
  readonly id?: string;
}

const ANYWHERE = FLAG.suppressEmbeds | FLAG.suppressNotifications | FLAG.componentsV2;

/** Puts a new message into the world. @throws Refusal for what Discord refuses */
export function post(exchange: Exchange, posting: Posting): DiscordMessage {
  const { world, files } = exchange;
  const { channelId, body, path = [], interaction } = posting;
  const { poll, ...draft } = draftOf(body, files);
  judge(exchange, { body, draft: { ...draft, ...(poll ? { poll } : {}) }, path, known: new Set() });
  const allowed = interaction ? ANYWHERE | FLAG.ephemeral : ANYWHERE;
  if (draft.flags & ~allowed) exchange.note(`the flags ${draft.flags & ~allowed} mean nothing here`);
  const message: DiscordMessage = {
    ...draft,
    ...fieldsOf(exchange, posting),
    id: posting.id ?? world.newId(),
    channelId,
    flags: draft.flags & allowed,
    edits: 0,
    createdAt: new Date(world.now()).toISOString(),
    body,
    ...pollField(poll, world.now()),
  };
  world.messages.set(message.id, message);
  return message;
}

/** Puts up the message that says "thinking" after a deferred reply. */
export function postLoading({ world }: Exchange, interaction: Interaction, flags: number): DiscordMessage {
  const message: DiscordMessage = {
    id: world.newId(),
    channelId: interaction.channelId,
    interactionId: interaction.id,
    flags: flags | FLAG.loading,
    ...(flags & FLAG.ephemeral ? { ephemeral: true } : {}),
    content: '',
    embeds: [],
    components: [],
    attachments: [],
    edits: 0,
    createdAt: new Date(world.now()).toISOString(),
    body: {},
  };
  world.messages.set(message.id, message);
  return message;
}

/** Changes a message in place. @throws Refusal for what Discord refuses */
export function edit(
  exchange: Exchange,
  before: DiscordMessage,
  body: MessageBody,
  path: readonly string[] = [],
): DiscordMessage {
  const { world, files } = exchange;
  if (before.poll) throw refusal('poll-not-editable');
  const { poll, ...draft } = draftOf(body, files, before);
  judge(exchange, {
    body,
    draft: { ...draft, ...(poll ? { poll } : {}) },
    path,
    known: new Set(before.attachments.map(({ id }) => id)),
  });
  const isDroppingV2 = (before.flags & ~draft.flags & FLAG.componentsV2) !== 0;
  if (isDroppingV2) refuseBreaches([{ path: [...path, 'flags'], message: 'IS_COMPONENTS_V2 cannot be removed' }]);
  const strange = (body.flags ?? 0) & ~(before.flags | ANYWHERE);
  if (strange) exchange.note(`an edit cannot set the flags ${strange}`);
  const message: DiscordMessage = {
    ...before,
    ...draft,
    flags: draft.flags & ~FLAG.loading,
    ...pollField(poll, world.now()),
    edits: before.edits + 1,
    editedAt: new Date(world.now()).toISOString(),
    body,
  };
  world.messages.set(message.id, message);
  return message;
}

/** Takes a message away; it stays known as deleted. */
export function remove({ world }: Exchange, message: DiscordMessage): void {
  world.messages.set(message.id, { ...message, deleted: true });
}

interface Judged {
  readonly body: MessageBody;
  readonly draft: Draft;
  readonly path: readonly string[];
  /** Attachments that an edit may name besides the files of the request. */
  readonly known: ReadonlySet<string>;
}

function judge({ files, note }: Exchange, { body, draft, path, known }: Judged): void {
  const named = new Set([...known, ...files.map(({ index }) => String(index))]);
  const breaches = [...breachesOfAttachmentList(body, named), ...breachesOfMessage(draft)];
  refuseBreaches(breaches.map((breach) => ({ ...breach, path: [...path, ...breach.path] })));
  if (isEmpty(draft)) throw refusal('empty-message');
  for (const habit of habitsOfMessage(body, draft)) note(habit);
}

function fieldsOf({ world }: Exchange, { body, path = [], interaction, channelId }: Posting): Partial<DiscordMessage> {
  const repliesTo = body.message_reference?.message_id;
  const isThere = repliesTo == null || world.messages.get(repliesTo)?.channelId === channelId;
  if (!isThere) refuseBreaches([{ path: [...path, 'message_reference'], message: 'Unknown message' }]);
  return {
    ...(body.nonce == null ? {} : { nonce: String(body.nonce) }),
    ...(repliesTo == null ? {} : { repliesTo }),
    ...(interaction ? { interactionId: interaction.id } : {}),
    ...(interaction && (body.flags ?? 0) & FLAG.ephemeral ? { ephemeral: true } : {}),
  };
}

const HOUR_MS = 3_600_000;
const DEFAULT_POLL_HOURS = 24;

function pollField(body: PollBody | null | undefined, now: number): { poll?: Poll } {
  if (!body) return {};
  const expiry = new Date(now + (body.duration ?? DEFAULT_POLL_HOURS) * HOUR_MS).toISOString();
  return { poll: { body, expiry, isEnded: false, isFinalized: false, votes: [] } };
}
