// Options against the table: what a choice or a number may be.
import { UserError } from '../errors.ts';
import type { OptionSpec } from './spec.ts';
import { commands } from './table.ts';

/** The options of a command, "daily set" style; undefined when there is no such command. */
function optionsOf(command: string): readonly OptionSpec[] | undefined {
  const [name, sub] = command.split(' ');
  const spec = commands.find((each) => each.name === name);
  return sub === undefined ? spec?.options : spec?.subcommands.find((each) => each.name === sub)?.options;
}

/**
 * The options in the table's own spelling.
 * @throws UserError that names the option and what it takes; also for a command that does not exist.
 */
export function checkedOptions(
  command: string,
  options: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const specs = optionsOf(command);
  if (!specs) throw new UserError(`There is no "${command.slice(0, 40)}". ${knownText(command)}`);
  const given = Object.entries(options).filter(([, value]) => value.trim() !== '');
  return Object.fromEntries(
    given.map(([name, value]) => {
      const spec = specs.find((each) => each.name === name);
      if (!spec)
        throw new UserError(
          `"${command}" has no option "${name.slice(0, 40)}". It takes: ${specs.map((each) => each.name).join(', ')}.`,
        );
      return [name, checked(spec, value.trim())];
    }),
  );
}

function knownText(command: string): string {
  const spec = commands.find((each) => each.name === command.split(' ')[0]);
  return spec && spec.subcommands.length > 0
    ? `Use ${spec.name} ${spec.subcommands.map((each) => each.name).join(', ')}.`
    : 'See help for what there is.';
}

function checked(spec: OptionSpec, value: string): string {
  switch (spec.kind) {
    case 'text':
      return value;
    case 'one-of': {
      const choice = spec.choices?.find((each) => each.value === value.toLowerCase());
      if (choice) return choice.value;
      throw new UserError(
        `"${spec.name}" is ${spec.choices?.map((each) => each.value).join(' or ')}, not "${value.slice(0, 40)}".`,
      );
    }
    case 'whole-number': {
      const number = Number(value);
      const isFitting = Number.isInteger(number) && number >= (spec.min ?? number) && number <= (spec.max ?? number);
      if (isFitting) return String(number);
      throw new UserError(
        `"${spec.name}" is a whole number from ${spec.min} to ${spec.max}, not "${value.slice(0, 40)}".`,
      );
    }
    default:
      return spec.kind satisfies never;
  }
}
