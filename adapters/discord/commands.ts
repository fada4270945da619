// The command table as Discord application commands.
import type {
  RESTPostAPIChatInputApplicationCommandsJSONBody,
  RESTPostAPIContextMenuApplicationCommandsJSONBody,
} from 'discord.js';
import type { CommandSpec, OptionSpec } from '../../src/commands/spec.ts';
import { commands } from '../../src/commands/table.ts';

/** MANAGE_GUILD. Admins of a server can change who may use a command. */
const managers = (1n << 5n).toString();
/** Contexts: 0 a server, 1 the bot's direct messages. Integration type 0: added to a server. */
const everywhere = [0, 1];
const inServers = [0];

type OptionJson = NonNullable<RESTPostAPIChatInputApplicationCommandsJSONBody['options']>[number];

/** Slash commands in the table's order, then the entries of a message's menu (Apps). */
export function commandBodies(): CommandBody[] {
  return [...commands.map(commandBody), ...commands.flatMap(messageCommandBody)];
}

type CommandBody = RESTPostAPIChatInputApplicationCommandsJSONBody | RESTPostAPIContextMenuApplicationCommandsJSONBody;

/** Type 3: a command on a message, which has no description and no options (docs: application-commands). */
const messageCommandBody = ({ onMessage }: CommandSpec): RESTPostAPIContextMenuApplicationCommandsJSONBody[] =>
  onMessage === undefined ? [] : [{ type: 3, name: onMessage, contexts: everywhere, integration_types: [0] }];

function commandBody(spec: CommandSpec): RESTPostAPIChatInputApplicationCommandsJSONBody {
  const isForManagers = spec.who === 'managers';
  return {
    type: 1,
    name: spec.name,
    description: spec.description,
    options: [...spec.options.map(optionJson), ...spec.subcommands.map(subcommandJson)],
    ...(isForManagers ? { default_member_permissions: managers } : {}),
    contexts: isForManagers ? inServers : everywhere,
    integration_types: [0],
  };
}

const subcommandJson = (sub: CommandSpec['subcommands'][number]): OptionJson => ({
  type: 1,
  name: sub.name,
  description: sub.description,
  options: sub.options.map(optionJson) as never,
});

function optionJson(spec: OptionSpec): OptionJson {
  const base = { name: spec.name, description: spec.description, required: spec.isRequired ?? false };
  if (spec.kind === 'whole-number') {
    return {
      type: 4,
      ...base,
      ...(spec.min === undefined ? {} : { min_value: spec.min }),
      ...(spec.max === undefined ? {} : { max_value: spec.max }),
    };
  }
  if (spec.suggests) return { type: 3, ...base, autocomplete: true };
  const choices = spec.choices?.map(({ label, value }) => ({ name: label, value }));
  return { type: 3, ...base, ...(choices === undefined ? {} : { choices }) };
}
