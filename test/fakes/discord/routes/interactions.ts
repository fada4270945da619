// Routes by which the bot answers an interaction, and edits or follows up that answer.
import type { Answer } from '../http.ts';
import { IDS } from '../inhabitants.ts';
import {
  answeredInteraction,
  CALLBACK,
  type Interaction,
  messageOfInteraction,
  settleInteraction,
  unansweredInteraction,
} from '../interaction.ts';
import { type DiscordMessage, FLAG, type MessageBody } from '../message.ts';
import { messageObject } from '../message-object.ts';
import { edit, post, postLoading, remove } from '../posting.ts';
import { refusal, refuseBreaches } from '../refusal.ts';
import { breachesOfChoices } from '../rules/command-rules.ts';
import { breachesOfModal, type Modal } from '../rules/modal-rules.ts';
import { checkedBody, type Exchange, messageAnswer, NOTHING, type Route } from './exchange.ts';

const MESSAGE = '/webhooks/:application/:token/messages/:message';

export const INTERACTION_ROUTES: readonly Route[] = [
  { method: 'POST', pattern: '/interactions/:interaction/:token/callback', isOpen: true, handle: answerInteraction },
  { method: 'POST', pattern: '/webhooks/:application/:token', isOpen: true, handle: followUp },
  { method: 'GET', pattern: MESSAGE, isOpen: true, handle: getMessage },
  { method: 'PATCH', pattern: MESSAGE, isOpen: true, handle: editMessage },
  { method: 'DELETE', pattern: MESSAGE, isOpen: true, handle: deleteMessage },
];

/** Which callback types each kind of interaction takes; 6 and 7 need a message to change. */
const ACCEPTED: Readonly<Record<Interaction['type'], readonly number[]>> = {
  2: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.modal],
  3: Object.values(CALLBACK).filter((type) => type !== CALLBACK.choices),
  4: [CALLBACK.choices],
  5: [CALLBACK.message, CALLBACK.deferredMessage, CALLBACK.deferredUpdate, CALLBACK.update],
};

function answerInteraction(exchange: Exchange): Answer {
  const { world, params, query, body } = exchange;
  const interaction = unansweredInteraction(world, params.interaction ?? '', params.token ?? '');
  const type = callbackType(interaction, body);
  const message = perform(exchange, interaction, type);
  settleInteraction(interaction, type, dataOf(body));
  if (message) {
    interaction.originalId = message.id;
    interaction.originalEdits = message.edits;
  }
  if (query.get('with_response') !== 'true') return NOTHING;
  return { status: 200, body: callbackObject(exchange, { interaction, type, message }) };
}

function callbackType({ type, sourceId }: Interaction, body: unknown): number {
  const wanted = typeof body === 'object' && body !== null && 'type' in body ? Number(body.type) : Number.NaN;
  const needsSource = wanted === CALLBACK.deferredUpdate || wanted === CALLBACK.update;
  const isAccepted = ACCEPTED[type].includes(wanted) && (!needsSource || sourceId !== undefined);
  if (!isAccepted) refuseBreaches([{ path: ['type'], message: `Callback type ${wanted} does not answer this` }]);
  return wanted;
}

function dataOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'data' in body ? body.data : undefined;
}

interface MessageCallback {
  readonly data?: MessageBody | null;
}

/** Carries the answer out and returns the message that becomes the original one. */
function perform(exchange: Exchange, interaction: Interaction, type: number): DiscordMessage | undefined {
  switch (type) {
    case CALLBACK.choices:
      return answerChoices(exchange);
    case CALLBACK.modal:
      return answerModal(exchange, interaction);
    case CALLBACK.message:
    case CALLBACK.deferredMessage: {
      const { data } = checkedBody<MessageCallback>(exchange, 'CreateMessageInteractionCallbackRequestSchema');
      if (type === CALLBACK.deferredMessage) return deferMessage(exchange, interaction, data ?? {});
      noteNonce(exchange, data ?? {});
      return post(exchange, { channelId: interaction.channelId, body: data ?? {}, path: ['data'], interaction });
    }
    default: {
      const { data } = checkedBody<MessageCallback>(exchange, 'UpdateMessageInteractionCallbackRequestSchema');
      const source = exchange.world.messages.get(interaction.sourceId ?? '');
      if (source === undefined || source.deleted) throw refusal('unknown-message');
      return type === CALLBACK.update ? edit(exchange, source, data ?? {}, ['data']) : source;
    }
  }
}

function deferMessage(exchange: Exchange, interaction: Interaction, { flags, ...rest }: MessageBody): DiscordMessage {
  const isPlain = Object.keys(rest).length === 0 && ((flags ?? 0) & ~FLAG.ephemeral) === 0;
  if (!isPlain) refuseBreaches([{ path: ['data'], message: 'A deferred reply takes the flag EPHEMERAL alone' }]);
  return postLoading(exchange, interaction, flags ?? 0);
}

function answerChoices(exchange: Exchange): undefined {
  interface Choices {
    readonly data?: { readonly choices?: readonly { readonly name: string; readonly value: string }[] | null };
  }
  const { data } = checkedBody<Choices>(exchange, 'ApplicationCommandAutocompleteCallbackRequestSchema');
  refuseBreaches(breachesOfChoices(data?.choices ?? []));
}

function answerModal(exchange: Exchange, interaction: Interaction): undefined {
  const { data } = checkedBody<{ readonly data: Modal }>(exchange, 'ModalInteractionCallbackRequestSchema');
  refuseBreaches(breachesOfModal(data));
  interaction.modal = data;
}

function noteNonce({ note }: Exchange, body: MessageBody): void {
  if (body.nonce != null) note('a nonce means nothing in an interaction');
}

interface Answered {
  readonly interaction: Interaction;
  readonly type: number;
  readonly message: DiscordMessage | undefined;
}

function callbackObject({ world }: Exchange, { interaction, type, message }: Answered) {
  const isWhole = type === CALLBACK.message || type === CALLBACK.update;
  const object = {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      channel_id: interaction.channelId,
      ...(message ? { response_message_id: message.id, response_message_ephemeral: message.ephemeral ?? false } : {}),
      ...(interaction.isDirect ? {} : { guild_id: IDS.guild }),
    },
    ...(isWhole && message ? { resource: { type, message: messageObject(world, message) } } : {}),
  };
  world.vouch('InteractionCallbackResponseSchema', object);
  // The specification names messages that are made or updated at once; Discord sends deferred ones as well.
  return isWhole || !message ? object : { ...object, resource: { type, message: messageObject(world, message) } };
}

function interactionOf({ world, params }: Exchange): Interaction {
  if (params.application !== IDS.application) throw refusal('unknown-webhook');
  return answeredInteraction(world, params.token ?? '');
}

/** The first follow-up of a deferred reply fills that reply in. */
function followUp(exchange: Exchange): Answer {
  const interaction = interactionOf(exchange);
  const body = checkedBody<MessageBody>(exchange, 'IncomingWebhookRequestPartialSchema');
  noteNonce(exchange, body);
  const original = exchange.world.messages.get(interaction.originalId ?? '');
  const isWaiting = original !== undefined && !original.deleted && (original.flags & FLAG.loading) !== 0;
  if (isWaiting) return messageAnswer(exchange, edit(exchange, original, body));
  return messageAnswer(exchange, post(exchange, { channelId: interaction.channelId, body, interaction }));
}

function messageOf(exchange: Exchange): DiscordMessage {
  return messageOfInteraction(exchange.world, interactionOf(exchange), exchange.params.message ?? '');
}

function getMessage(exchange: Exchange): Answer {
  return messageAnswer(exchange, messageOf(exchange));
}

function editMessage(exchange: Exchange): Answer {
  const message = messageOf(exchange);
  const body = checkedBody<MessageBody>(exchange, 'IncomingWebhookUpdateRequestPartialSchema');
  return messageAnswer(exchange, edit(exchange, message, body));
}

function deleteMessage(exchange: Exchange): Answer {
  remove(exchange, messageOf(exchange));
  return NOTHING;
}
