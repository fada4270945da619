// What a person does in Discord, and the event that the bot gets of it.
import { type Component, controlOf, SELECT_TYPES, TYPE, walk } from './components.ts';
import { CHANNEL_TYPE, type Channel, IDS, permissionsOf, type User, type UserName, userNamed } from './inhabitants.ts';
import { CALLBACK, type Interaction, openInteraction } from './interaction.ts';
import type { DiscordMessage } from './message.ts';
import { messageObject } from './message-object.ts';
import { botPermissions, channelObject, guildObject, memberObject, rolesOf, userObject } from './objects.ts';
import { type DiscordOptions, optionObjects, resolvedObject, withFocus } from './options.ts';
import { directChannel } from './routes/application.ts';
import type { Modal } from './rules/modal-rules.ts';
import type { Command, World } from './world.ts';

interface Acting {
  readonly user: UserName;
  /** A channel's id; the first text channel when nothing is said. */
  readonly channel?: string;
  /** In the user's direct channel with the bot. */
  readonly dm?: boolean;
  readonly locale?: string;
}

export type DiscordInbound =
  | (Acting & {
      readonly kind: 'command';
      readonly name: string;
      /** `{ topic: 'raft' }`; a subcommand or group is a nested object: `{ set: { time: '09:00' } }`. */
      readonly options?: DiscordOptions;
    })
  | (Acting & {
      /** Apps, in the menu of a message. */
      readonly kind: 'message-command';
      readonly name: string;
      readonly messageId: string;
    })
  | (Acting & {
      readonly kind: 'autocomplete';
      readonly name: string;
      /** `set`, or `group set`. */
      readonly subcommand?: string;
      readonly focused: { readonly name: string; readonly value: string };
      /** What is filled in besides. */
      readonly options?: DiscordOptions;
    })
  | {
      readonly kind: 'component';
      readonly user: UserName;
      readonly messageId: string;
      readonly customId: string;
      /** Of a select menu. */
      readonly values?: readonly string[];
      readonly locale?: string;
    }
  | {
      readonly kind: 'modal';
      readonly user: UserName;
      readonly customId: string;
      /** By custom id; a list for menus and checkboxes. */
      readonly fields: Readonly<Record<string, string | boolean | readonly string[]>>;
      readonly locale?: string;
    };

interface Act {
  readonly type: Interaction['type'];
  readonly data: object;
  readonly channel: Channel;
  readonly source?: DiscordMessage;
}

/** Opens the interaction. @throws Error when Discord would not let the user do this */
export function act(world: World, inbound: DiscordInbound): { interaction: Interaction; payload: object } {
  const user = userNamed(inbound.user);
  const { type, data, channel, source } = actOf(world, inbound, user);
  const isDirect = channel.type === CHANNEL_TYPE.direct;
  const sourceField = source ? { sourceId: source.id } : {};
  const interaction = openInteraction(world, { type, user, channelId: channel.id, isDirect, ...sourceField });
  const payload = {
    ...envelope(interaction, channel, inbound.locale ?? 'en-US'),
    ...whoAndWhere(world, user, isDirect),
    data,
    ...(source ? { message: messageObject(world, source) } : {}),
  };
  return { interaction, payload };
}

function envelope({ id, token, type, channelId }: Interaction, channel: Channel, locale: string) {
  return {
    id,
    token,
    type,
    version: 1,
    application_id: IDS.application,
    channel_id: channelId,
    channel: channelObject(channel),
    app_permissions: botPermissions(channel),
    locale,
    entitlements: [],
    attachment_size_limit: 10_485_760,
  };
}

function whoAndWhere(world: World, user: User, isDirect: boolean) {
  if (isDirect) return { user: userObject(user), context: 1, authorizing_integration_owners: { 0: '0' } };
  const permissions = permissionsOf(world.permissions, user.id);
  const { preferred_locale: locale, features } = guildObject();
  return {
    member: { ...memberObject(rolesOf(permissions)), user: userObject(user), permissions: permissions.toString() },
    guild_id: IDS.guild,
    guild: { id: IDS.guild, locale, features },
    guild_locale: locale,
    context: 0,
    authorizing_integration_owners: { 0: IDS.guild },
  };
}

function actOf(world: World, inbound: DiscordInbound, user: User): Act {
  switch (inbound.kind) {
    case 'command': {
      const { name, options = {} } = inbound;
      const channel = channelOf(world, inbound, user);
      const command = commandOf(world, name, channel);
      const objects = optionObjects(options, { defined: command?.options, isWhole: true });
      const resolved = resolvedObject(world, objects);
      return { type: 2, channel, data: { ...named(world, name, command), options: objects, ...resolved } };
    }
    case 'message-command': {
      const { name, messageId } = inbound;
      const channel = channelOf(world, inbound, user);
      const message = world.messages.get(messageId);
      if (message === undefined) throw new Error(`there is no message ${messageId}`);
      const resolved = { messages: { [messageId]: messageObject(world, message) } };
      const target = { target_id: messageId, resolved };
      return { type: 2, channel, data: { ...named(world, name, commandOf(world, name, channel)), type: 3, ...target } };
    }
    case 'autocomplete': {
      const { name } = inbound;
      const channel = channelOf(world, inbound, user);
      const command = commandOf(world, name, channel);
      const options = withFocus(inbound, command?.options);
      return { type: 4, channel, data: { ...named(world, name, command), options } };
    }
    case 'component':
      return pressOf(world, inbound, user);
    case 'modal':
      return submissionOf(world, inbound, user);
    default:
      return inbound satisfies never;
  }
}

function channelOf(world: World, { channel, dm }: Acting, user: User): Channel {
  const found = dm ? directChannel(world, user) : world.channels.get(channel ?? IDS.general);
  if (!found?.exists) throw new Error(`there is no channel ${channel}`);
  return found;
}

function named(world: World, name: string, command: Command | undefined) {
  return { id: command?.id ?? world.newId(), name, type: 1 };
}

/** Nothing as long as no commands were registered at all: then any name goes. */
function commandOf(world: World, name: string, channel: Channel): Command | undefined {
  const registered = [...world.commands.values()].flatMap(({ stored }) => stored);
  if (registered.length === 0) return undefined;
  const command = registered.find((one) => one.name === name);
  if (!command) throw new Error(`no command /${name}, only ${registered.map((one) => `/${one.name}`).join(' ')}`);
  const context = channel.type === CHANNEL_TYPE.direct ? 1 : 0;
  if (command.contexts && !command.contexts.includes(context)) throw new Error(`/${name} is not offered here`);
  return command;
}

function pressOf(world: World, inbound: DiscordInbound & { kind: 'component' }, user: User): Act {
  const { messageId, customId, values } = inbound;
  const message = world.messages.get(messageId);
  if (message === undefined || message.deleted) throw new Error(`there is no message ${messageId}`);
  const channel = world.channels.get(message.channelId);
  if (channel === undefined) throw new Error(`there is no channel ${message.channelId}`);
  const isHidden = message.ephemeral && world.interactions.get(message.interactionId ?? '')?.user.id !== user.id;
  if (isHidden) throw new Error(`${user.name} cannot see the message ${messageId}`);
  const control = controlOf(message, { customId });
  if (control === undefined) throw new Error(`nothing has the custom id ${customId}`);
  if (control.disabled) throw new Error(`${customId} is disabled`);
  const data = { custom_id: customId, component_type: control.type, ...choiceOf(control, values) };
  return { type: 3, channel, source: message, data };
}

function choiceOf({ type, options }: Component, values: readonly string[] | undefined): object {
  if (!SELECT_TYPES.includes(type)) return {};
  const chosen = values ?? [];
  const unknown = chosen.find((value) => options && !options.some((option) => option.value === value));
  if (unknown !== undefined) throw new Error(`the menu has no option ${unknown}`);
  return { values: chosen, ...(type === TYPE.stringSelect ? {} : { resolved: {} }) };
}

function submissionOf(world: World, inbound: DiscordInbound & { kind: 'modal' }, user: User): Act {
  const { customId, fields } = inbound;
  const opener = [...world.interactions.values()].findLast(
    ({ answer, modal, user: other }) =>
      answer?.type === CALLBACK.modal && modal?.custom_id === customId && other.id === user.id,
  );
  const channel = world.channels.get(opener?.channelId ?? '');
  if (!opener?.modal || !channel) throw new Error(`${user.name} was shown no modal ${customId}`);
  const source = world.messages.get(opener.sourceId ?? '');
  const data = { custom_id: customId, components: fieldObjects(opener.modal, fields), resolved: {} };
  return { type: 5, channel, data, ...(source ? { source } : {}) };
}

function fieldObjects(
  { components }: Modal,
  fields: (DiscordInbound & { kind: 'modal' })['fields'],
): readonly object[] {
  const known = [...walk(components)].map(({ component }) => component.custom_id);
  const unknown = Object.keys(fields).find((name) => !known.includes(name));
  if (unknown !== undefined) throw new Error(`the modal has no field ${unknown}`);
  const filled = (component: Component): object => {
    const { type, custom_id, components: inner, component: labelled } = component;
    const value = fields[custom_id ?? ''];
    if (component.required && value === undefined && component.value == null)
      throw new Error(`${custom_id} is required`);
    return {
      type,
      id: 1,
      ...(inner ? { components: inner.map(filled) } : {}),
      ...(labelled ? { component: filled(labelled) } : {}),
      ...(custom_id == null ? {} : { custom_id, ...filling(component, value) }),
    };
  };
  return components.map(filled);
}

function filling({ type, value: initial }: Component, value: string | boolean | readonly string[] | undefined): object {
  if (SELECT_TYPES.includes(type) || type === TYPE.checkboxGroup) return { values: [value ?? []].flat() };
  if (type === TYPE.textInput) return { value: value ?? initial ?? '' };
  return { value: value ?? null };
}
