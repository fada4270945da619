// A command's options in the shape of the payload, checked against what the bot registered.
import { type Channel, USERS, userWithId } from './inhabitants.ts';
import { channelObject, memberObject, userObject } from './objects.ts';
import type { CommandOption, World } from './world.ts';

type OptionValue = string | number | boolean;

/** Values by name; a subcommand or a group is a nested object. */
export interface DiscordOptions {
  readonly [name: string]: OptionValue | DiscordOptions;
}

export interface OptionObject {
  readonly type: number;
  readonly name: string;
  readonly value?: OptionValue;
  readonly focused?: boolean;
  readonly options?: readonly OptionObject[];
}

interface Definition {
  /** Nothing when the bot registered no commands. */
  readonly defined: readonly CommandOption[] | null | undefined;
  /** A submitted command, where nothing that is required may be missing. */
  readonly isWhole: boolean;
}

const TYPE = { subcommand: 1, group: 2, string: 3, integer: 4, boolean: 5, user: 6, channel: 7, number: 10 } as const;

/** Builds the options. @throws Error for what Discord's own form would not let through */
export function optionObjects(options: DiscordOptions, { defined, isWhole }: Definition): readonly OptionObject[] {
  const missing = isWhole ? defined?.find(({ name, required }) => required && options[name] === undefined) : undefined;
  if (missing) throw new Error(`the option ${missing.name} is required`);
  return Object.entries(options).map(([name, value]) => {
    const known = defined?.find((option) => option.name === name);
    if (defined && !known) throw new Error(`no option ${name}, only ${defined.map((one) => one.name).join(', ')}`);
    if (typeof value !== 'object') return valueObject(name, value, known);
    const isGroup = Object.values(value).some((inner) => typeof inner === 'object');
    const inner = optionObjects(value, { defined: defined ? (known?.options ?? []) : undefined, isWhole });
    return { type: known?.type ?? (isGroup ? TYPE.group : TYPE.subcommand), name, options: inner };
  });
}

function valueObject(name: string, value: OptionValue, known: CommandOption | undefined): OptionObject {
  const { choices } = known ?? {};
  const isOffered = !choices?.length || choices.some((choice) => choice.value === value);
  if (!isOffered) throw new Error(`${value} is no choice of the option ${name}`);
  return { type: known?.type ?? typeOf(value), name, value };
}

function typeOf(value: OptionValue): number {
  if (typeof value === 'string') return TYPE.string;
  if (typeof value === 'boolean') return TYPE.boolean;
  return Number.isInteger(value) ? TYPE.integer : TYPE.number;
}

interface Typing {
  readonly subcommand?: string;
  readonly focused: { readonly name: string; readonly value: string };
  readonly options?: DiscordOptions;
}

/** The options of an autocomplete: those filled in so far, and the one that is being typed. */
export function withFocus(
  { subcommand, focused, options = {} }: Typing,
  defined: readonly CommandOption[] | null | undefined,
): readonly OptionObject[] {
  const path = subcommand?.split(' ') ?? [];
  const flat: DiscordOptions = { ...options, [focused.name]: focused.value };
  const nested = path.reduceRight<DiscordOptions>((inner, name) => ({ [name]: inner }), flat);
  const field = path.reduce((inner, name) => inner?.find((one) => one.name === name)?.options, defined);
  const known = field?.find(({ name }) => name === focused.name);
  if (defined && !known?.autocomplete) throw new Error(`the option ${focused.name} has no autocomplete`);
  return marked(optionObjects(nested, { defined, isWhole: false }), focused.name);
}

function marked(options: readonly OptionObject[], name: string): readonly OptionObject[] {
  return options.map((option) => {
    if (option.options) return { ...option, options: marked(option.options, name) };
    return option.name === name ? { ...option, focused: true } : option;
  });
}

/** The users and channels that options name; nothing when they name none. */
export function resolvedObject(world: World, options: readonly OptionObject[]): { resolved?: object } {
  const leaves = options.flatMap(function leavesOf(option): readonly OptionObject[] {
    return option.options ? option.options.flatMap(leavesOf) : [option];
  });
  const channels = leaves.filter(({ type }) => type === TYPE.channel).map(({ value }) => channelBy(world, value));
  const users = leaves.filter(({ type }) => type === TYPE.user).map(({ value }) => userBy(value));
  if (channels.length + users.length === 0) return {};
  return {
    resolved: {
      channels: Object.fromEntries(channels.map((channel) => [channel.id, partialChannel(world, channel)])),
      users: Object.fromEntries(users.map((user) => [user.id, userObject(user)])),
      members: Object.fromEntries(users.map(({ id }) => [id, partialMember(world, id)])),
    },
  };
}

function channelBy(world: World, id: unknown): Channel {
  const channel = world.channels.get(String(id));
  if (channel === undefined) throw new Error(`there is no channel ${id}`);
  return channel;
}

function userBy(id: unknown) {
  const user = userWithId(String(id));
  if (user === undefined) throw new Error(`there is no user ${id}`);
  return user;
}

function partialChannel(world: World, channel: Channel) {
  return { ...channelObject(channel), permissions: (world.permissions.get(USERS.ana.id) ?? 0n).toString() };
}

function partialMember(world: World, id: string) {
  const { deaf, mute, ...member } = memberObject();
  return { ...member, permissions: (world.permissions.get(id) ?? 0n).toString() };
}
