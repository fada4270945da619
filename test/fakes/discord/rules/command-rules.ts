// Discord's rules for application commands and for the choices of autocomplete.
import type { Breach } from '../refusal.ts';

// https://docs.discord.com/developers/interactions/application-commands
const NAME = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;
const MAX_DESCRIPTION_CHARS = 100;
const MAX_COMMAND_CHARS = 8000;
const MAX_CHOICE_CHARS = 100;
const MAX_COMMANDS: Readonly<Record<number, number>> = { 1: 100, 2: 15, 3: 15 };
const SUBCOMMAND_TYPES: readonly number[] = [1, 2];

/** A command or an option of it, as the bot sends it. */
export interface Definition {
  readonly name: string;
  readonly description?: string | null;
  readonly name_localizations?: Localizations;
  readonly description_localizations?: Localizations;
  readonly type?: number | null;
  readonly required?: boolean | null;
  readonly autocomplete?: boolean | null;
  readonly options?: readonly Definition[] | null;
  readonly choices?: readonly Choice[] | null;
}

type Localizations = Readonly<Record<string, string>> | null;

interface Choice {
  readonly name: string;
  readonly name_localizations?: Localizations;
  readonly value?: string | number;
}

/** Lists what is wrong with a whole set of commands. */
export function breachesOfCommands(commands: readonly Definition[]): readonly Breach[] {
  const counts = Object.entries(MAX_COMMANDS).filter(
    ([type, most]) => commands.filter((command) => (command.type ?? 1) === Number(type)).length > most,
  );
  return [
    ...counts.map(([type, most]) => ({ path: [], message: `At most ${most} commands of type ${type}` })),
    ...breachesOfNames(commands, []),
    ...commands.flatMap((command, index) => breachesOfCommand(command, index)),
  ];
}

function breachesOfCommand(command: Definition, index: number): readonly Breach[] {
  if ((command.type ?? 1) !== 1) return [];
  const chars = sizeOf(command);
  const tooLong = { path: [index], message: `${chars} characters, at most ${MAX_COMMAND_CHARS} a command` };
  return [...(chars > MAX_COMMAND_CHARS ? [tooLong] : []), ...breachesOfDefinition(command, [index])];
}

function breachesOfDefinition(definition: Definition, path: Breach['path']): readonly Breach[] {
  const options = definition.options ?? [];
  return [
    ...faultsOf(definition).map((message) => ({ path, message })),
    ...breachesOfNames(options, [...path, 'options']),
    ...options.flatMap((option, index) => breachesOfDefinition(option, [...path, 'options', index])),
  ];
}

function faultsOf({ name, description, name_localizations, choices, autocomplete, options }: Definition) {
  const faults: string[] = [];
  for (const one of [name, ...Object.values(name_localizations ?? {})]) {
    if (!NAME.test(one) || one !== one.toLowerCase()) faults.push(`"${one}" is no name of a command or option`);
  }
  if (!description || description.length > MAX_DESCRIPTION_CHARS) {
    faults.push(`A description has 1 to ${MAX_DESCRIPTION_CHARS} characters`);
  }
  if (autocomplete && choices?.length) faults.push('Autocomplete and choices exclude each other');
  const given = options ?? [];
  const subcommands = given.filter(({ type }) => SUBCOMMAND_TYPES.includes(type ?? 0));
  if (subcommands.length > 0 && subcommands.length < given.length) {
    faults.push('Subcommands and other options exclude each other');
  }
  const firstFree = given.findIndex(({ required }) => !required);
  if (firstFree >= 0 && given.slice(firstFree).some(({ required }) => required)) {
    faults.push('Required options must be placed before non-required options');
  }
  return [...faults, ...faultsOfChoices(choices ?? [])];
}

function breachesOfNames(definitions: readonly Definition[], path: Breach['path']): readonly Breach[] {
  const names = definitions.map(({ name, type }) => `${name} ${path.length === 0 ? (type ?? 1) : ''}`);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index ? [] : [{ path: [...path, index, 'name'], message: 'Names must be unique' }],
  );
}

function faultsOfChoices(choices: readonly Choice[]): readonly string[] {
  return choices.flatMap(({ value }) =>
    typeof value === 'string' && (value.length > MAX_CHOICE_CHARS || value === '')
      ? [`The value of a choice has 1 to ${MAX_CHOICE_CHARS} characters`]
      : [],
  );
}

/** Lists what is wrong with the choices that answer an autocomplete. */
export function breachesOfChoices(choices: readonly Choice[]): readonly Breach[] {
  return faultsOfChoices(choices).map((message) => ({ path: ['data', 'choices'], message }));
}

/** Counts names, descriptions and values; of a text with localizations the longest. */
function sizeOf({ name, description, options, choices, ...localized }: Definition): number {
  const own = longest(name, localized.name_localizations) + longest(description, localized.description_localizations);
  const chosen = (choices ?? []).map((choice) => longest(choice.name, choice.name_localizations) + lengthOf(choice));
  return [own, ...chosen, ...(options ?? []).map(sizeOf)].reduce((sum, chars) => sum + chars, 0);
}

function lengthOf({ value }: Choice): number {
  return typeof value === 'string' ? value.length : 0;
}

function longest(text: string | null | undefined, localizations: Localizations | undefined): number {
  return Math.max(...[text ?? '', ...Object.values(localizations ?? {})].map(({ length }) => length));
}
