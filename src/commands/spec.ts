// What a command looks like before any platform projects it.

export interface OptionSpec {
  /** Lower case, at most 32 characters. */
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly kind: 'text' | 'whole-number' | 'one-of';
  readonly isRequired?: boolean;
  /** For 'one-of': at most 25. */
  readonly choices?: readonly { readonly value: string; readonly label: string }[];
  /** Suggestions while typing, asked for by a `suggest` event. */
  readonly suggests?: boolean;
  readonly min?: number;
  readonly max?: number;
}

export interface SubcommandSpec {
  readonly name: string;
  readonly description: string;
  readonly options: readonly OptionSpec[];
}

export interface CommandSpec {
  readonly name: string;
  /** At most 100 characters. */
  readonly description: string;
  readonly who: 'everyone' | 'managers';
  /** As an entry in a message's own menu; the message's text becomes the first option. At most 24 characters. */
  readonly onMessage?: string;
  readonly options: readonly OptionSpec[];
  /** With subcommands a command has no options of its own; its events carry "daily set" as their command. */
  readonly subcommands: readonly SubcommandSpec[];
}
