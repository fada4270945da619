// The text behind `/arch`: which command it is, and with which options.
import type { CommandSpec, OptionSpec } from './spec.ts';
import { commands } from './table.ts';

export interface Line {
  /** "topic", "daily set" ... */
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}

/** Reads any text; what is no command is a topic to look up, and nothing at all asks for help. */
export function parseLine(text: string): Line {
  const line = text.trim();
  if (line === '') return { command: 'help', options: {} };
  const [, first = '', rest = ''] = /^\/?(\S+)\s*([\s\S]*)$/.exec(line) ?? [];
  const spec = commands.find((command) => command.name === first.toLowerCase());
  return (spec && parseCommand(spec, rest.trim())) ?? lookup(line);
}

const lookup = (query: string): Line => ({ command: 'topic', options: { query } });

function parseCommand(spec: CommandSpec, rest: string): Line | undefined {
  if (spec.subcommands.length === 0) return parseSimple(spec, rest);
  const [, word = '', more = ''] = /^(\S*)\s*([\s\S]*)$/.exec(rest) ?? [];
  const usual = spec.subcommands.find((each) => each.name === 'show') ?? spec.subcommands[0];
  if (word === '') return { command: `${spec.name} ${usual?.name}`, options: {} };
  const sub = spec.subcommands.find((each) => each.name === word.toLowerCase());
  if (sub) return { command: `${spec.name} ${sub.name}`, options: parseOptions(sub.options, more) };
  // "daily active users" is a topic, "daily sett" a slip.
  return more === '' ? { command: `${spec.name} ${word.toLowerCase()}`, options: {} } : undefined;
}

function parseSimple(spec: CommandSpec, rest: string): Line | undefined {
  const [only] = spec.options;
  if (spec.name === 'topic') return lookup(rest);
  // "progress bar" is a topic to look up, and so is whatever follows a command without finding a place in it.
  if (spec.options.length === 0 && rest !== '') return undefined;
  if (spec.options.length === 1 && only)
    return { command: spec.name, options: rest === '' ? {} : { [only.name]: rest } };
  const hasPlace = spec.options.some((option) => option.kind === 'text') || isPlaced(spec.options, rest);
  return hasPlace ? { command: spec.name, options: parseOptions(spec.options, rest) } : undefined;
}

/** Every word is an option by name, or has the shape of one. */
function isPlaced(specs: readonly OptionSpec[], text: string): boolean {
  const words = text.split(/\s+/).filter(Boolean);
  return words.every((word) =>
    specs.some((spec) => shapes[spec.name]?.test(word) || new RegExp(`^${spec.name}[:=]`, 'i').test(word)),
  );
}

/** `name:value`, `name:"several words"` or `name=value`; other words go to the option whose shape they have. */
function parseOptions(specs: readonly OptionSpec[], text: string): Record<string, string> {
  const options: Record<string, string> = {};
  const named = /(\w+)[:=](?:"([^"]*)"|(\S+))/g;
  const loose = text.replace(named, (whole: string, name: string, quoted?: string, plain?: string) => {
    const spec = specs.find((each) => each.name === name.toLowerCase());
    if (!spec) return whole;
    options[spec.name] = quoted ?? plain ?? '';
    return ' ';
  });
  for (const word of loose.split(/\s+/).filter(Boolean)) addLoose(options, specs, word);
  return options;
}

function addLoose(options: Record<string, string>, specs: readonly OptionSpec[], word: string): void {
  const fitting = specs.find(
    (spec) => shapes[spec.name]?.test(word) && (options[spec.name] === undefined || spec.name === 'days'),
  );
  const target = fitting ?? specs.find((spec) => spec.kind === 'text' && shapes[spec.name] === undefined);
  if (!target) return;
  const before = options[target.name];
  const glue = target.name === 'days' || target.name === 'categories' ? ',' : ' ';
  options[target.name] = before === undefined ? word : `${before}${glue}${word}`;
}

const day = '(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*';

/** What a word without a name looks like; an option without a shape takes what is left. */
const shapes: Readonly<Record<string, RegExp>> = {
  at: /^\d{1,2}(?:[:.h]\d{2})?(?:am|pm)?$/i,
  zone: /^(?:[A-Za-z_]+\/[\w/+-]+|utc)$/i,
  days: new RegExp(`^(?:daily|weekdays|weekends|${day}(?:[,–-]${day})*),?$`, 'i'),
  post: /^(?:tip|quiz|both)$/i,
  level: /^(?:beginner|intermediate|advanced)$/i,
  close: /^\d+(?:m|min|h|d)$/i,
  minutes: /^\d+$/,
  holidays: /^$/,
  off: /^$/,
  from: /^$/,
  until: /^\d{4}-\d{2}-\d{2}$/,
  votes: /^(?:hidden|visible)$/i,
  window: /^(?:week|month|season|all)$/i,
  of: /^(?:channel|workspace)$/i,
  boards: /^(?:shown|hidden)$/i,
  names: /^$/,
  quiz: /^$/,
  managers: /^$/,
  manager: /^<@/,
};
