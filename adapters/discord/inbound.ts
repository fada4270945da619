// What Discord sends, as events. Pure.
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Guild,
  Interaction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from 'discord.js';
import { z } from 'zod';
import { commands } from '../../src/commands/table.ts';
import type {
  ActionEvent,
  Actor,
  CommandEvent,
  FormEvent,
  LeftEvent,
  Place,
  SuggestEvent,
} from '../../src/platform.ts';
import { maxChoices } from './limits.ts';

/** Discord let the member use a command that is for managers. */
export const commandAllowed = 'command-allowed';
const ephemeral = 1 << 6;
/** Application command option types: 1 a subcommand, 2 a group of them. */
const subcommand = 1;

const optionSchema = z.object({
  name: z.string(),
  type: z.number(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
});
const optionsSchema = z.array(optionSchema.extend({ options: z.array(optionSchema).optional() }));

type Known = Interaction | MessageComponentInteraction;
const base = (interaction: Known) => ({
  id: `discord:${interaction.id}`,
  place: placeOf(interaction),
  actor: actorOf(interaction),
});

function placeOf(interaction: Known): Place {
  return {
    platform: 'discord',
    installation: interaction.applicationId,
    workspace: interaction.guildId,
    channel: interaction.channelId ?? '',
  };
}

function actorOf(interaction: Known): Actor {
  const { member, user } = interaction;
  const name = member && 'displayName' in member ? member.displayName : (user.globalName ?? user.username);
  const rights = interaction.memberPermissions?.bitfield.toString();
  return { user: user.id, home: '', name, ...(rights === undefined ? {} : { rights }) };
}

/** A slash command, its subcommand behind a space. */
export function commandEvent(interaction: ChatInputCommandInteraction): CommandEvent {
  const { sub, options } = flat(interaction.options.data);
  const isForManagers = commands.some((spec) => spec.name === interaction.commandName && spec.who === 'managers');
  const event = base(interaction);
  return {
    kind: 'command',
    ...event,
    actor: isForManagers ? { ...event.actor, rights: commandAllowed } : event.actor,
    command: sub === undefined ? interaction.commandName : `${interaction.commandName} ${sub}`,
    options,
  };
}

/** A choice from a message's menu: the message's text is the command's first option. */
export function messageCommandEvent(interaction: MessageContextMenuCommandInteraction): CommandEvent {
  const spec = commands.find(({ onMessage }) => onMessage === interaction.commandName);
  const option = spec?.options[0]?.name;
  return {
    kind: 'command',
    ...base(interaction),
    command: spec?.name ?? interaction.commandName,
    options: option === undefined ? {} : { [option]: interaction.targetMessage.content },
  };
}

function flat(data: unknown): { sub: string | undefined; options: Record<string, string> } {
  const list = optionsSchema.parse(data);
  const sub = list.find((each) => each.type === subcommand);
  const given = sub === undefined ? list : (sub.options ?? []);
  return { sub: sub?.name, options: Object.fromEntries(given.map(({ name, value }) => [name, String(value ?? '')])) };
}

export function suggestEvent(interaction: AutocompleteInteraction): SuggestEvent {
  const { name, value } = interaction.options.getFocused(true);
  return {
    kind: 'suggest',
    ...base(interaction),
    command: interaction.commandName,
    option: name,
    typed: String(value),
    maxChoices,
  };
}

export function pressEvent(interaction: MessageComponentInteraction): ActionEvent {
  const isPrivateMessage = (interaction.message.flags.bitfield & ephemeral) !== 0;
  const message = { channel: interaction.channelId, message: interaction.message.id };
  return {
    kind: 'action',
    ...base(interaction),
    action: interaction.customId,
    isPrivateMessage,
    ...(isPrivateMessage ? {} : { message }),
  };
}

export function formEvent(interaction: ModalSubmitInteraction): FormEvent {
  const fields = [...interaction.fields.fields.entries()].map(([name, field]) => [name, fieldValue(field)] as const);
  return { kind: 'form', ...base(interaction), action: interaction.customId, values: Object.fromEntries(fields) };
}

const fieldSchema = z.object({ value: z.string().nullish(), values: z.array(z.string()).nullish() });

function fieldValue(field: unknown): string | readonly string[] {
  const { value, values } = fieldSchema.parse(field);
  return values ?? value ?? '';
}

/** The bot was removed from a server; an outage is no removal. */
export function leftEvent(guild: Pick<Guild, 'id'>, applicationId: string): LeftEvent {
  return {
    kind: 'left',
    id: `discord:left:${guild.id}`,
    place: { platform: 'discord', installation: applicationId, workspace: guild.id, channel: '' },
    actor: { user: '', home: '', name: 'Discord' },
  };
}
