// One interaction from its arrival to the end of its token.
import { performance } from 'node:perf_hooks';
import type { User } from './inhabitants.ts';
import type { DiscordMessage } from './message.ts';
import { refusal } from './refusal.ts';
import type { Modal } from './rules/modal-rules.ts';
import type { World } from './world.ts';

/** The kinds of Discord: 2 command, 3 component, 4 autocomplete, 5 modal. */
type InteractionType = 2 | 3 | 4 | 5;

/** Callback types: https://docs.discord.com/developers/interactions/receiving-and-responding */
export const CALLBACK = {
  message: 4,
  deferredMessage: 5,
  deferredUpdate: 6,
  update: 7,
  choices: 8,
  modal: 9,
} as const;

export interface Interaction {
  readonly id: string;
  readonly token: string;
  readonly type: InteractionType;
  readonly user: User;
  readonly channelId: string;
  readonly isDirect: boolean;
  /** The message whose component was used; of a modal, the one whose component opened it. */
  readonly sourceId?: string;
  /** By the world's calendar: the token lives for 15 minutes. */
  readonly openedAt: number;
  readonly startedAt: number;
  /** Set once three seconds have gone without an answer. */
  isDead: boolean;
  answer?: { readonly type: number; readonly data: unknown; readonly elapsedMs: number };
  /** What `@original` means after the answer, and how often it had been edited by then. */
  originalId?: string;
  originalEdits?: number;
  /** The modal that was its answer. */
  modal?: Modal;
}

type Opening = Pick<Interaction, 'type' | 'user' | 'channelId' | 'isDirect'> & { readonly sourceId?: string };

const TOKEN_LIFE_MS = 15 * 60_000;

/** Begins an interaction with a token of its own. */
export function openInteraction(world: World, opening: Opening): Interaction {
  const id = world.newId();
  const interaction: Interaction = {
    ...opening,
    id,
    token: `interaction-token-${id}`,
    openedAt: world.now(),
    startedAt: performance.now(),
    isDead: false,
  };
  world.interactions.set(id, interaction);
  return interaction;
}

/** Keeps the one answer that there can be. */
export function settleInteraction(interaction: Interaction, type: number, data: unknown): void {
  interaction.answer = { type, data, elapsedMs: performance.now() - interaction.startedAt };
}

/** The interaction that a callback answers. @throws Refusal when it is unknown, too old or answered */
export function unansweredInteraction(world: World, id: string, token: string): Interaction {
  const interaction = world.interactions.get(id);
  if (interaction === undefined || interaction.token !== token || interaction.isDead) {
    throw refusal('unknown-interaction');
  }
  if (interaction.answer) throw refusal('already-acknowledged');
  return interaction;
}

/** The interaction that a webhook route continues. @throws Refusal when it is unknown, unanswered or its token expired */
export function answeredInteraction(world: World, token: string): Interaction {
  const interaction = [...world.interactions.values()].find((one) => one.token === token);
  if (interaction?.answer === undefined) throw refusal('unknown-webhook');
  if (world.now() - interaction.openedAt > TOKEN_LIFE_MS) throw refusal('token-expired');
  return interaction;
}

/** The message that `@original` or an id names. @throws Refusal when there is none of this interaction */
export function messageOfInteraction(world: World, interaction: Interaction, id: string): DiscordMessage {
  const message = world.messages.get(id === '@original' ? (interaction.originalId ?? '') : id);
  const isOwn = message?.interactionId === interaction.id || message?.id === interaction.originalId;
  if (message === undefined || message.deleted || !isOwn) throw refusal('unknown-message');
  return message;
}
