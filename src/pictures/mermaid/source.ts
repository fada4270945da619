// The lines of a Mermaid text, and the list of what is outside our subset of it.

/** Something that is not read, with the line at which it stands. */
export interface Refusal {
  /** 1-based, within the text. */
  readonly line: number;
  readonly what: string;
  /** The corrected line, or what to do. */
  readonly mend: string;
}

export interface SourceLine {
  /** Trimmed, never empty, never a comment. */
  readonly text: string;
  readonly number: number;
}

/** One reading of one text: its lines below the first, and where to complain. */
export interface Reading {
  /** The first line, such as "flowchart TD". */
  readonly head: SourceLine;
  readonly lines: readonly SourceLine[];
  refuse(line: number, what: string, mend: string): void;
  /** Nothing was refused so far. */
  isClean(): boolean;
}

/** Splits a text; comments (`%%`) and empty lines are left out, directives (`%%{`) are refused. */
export function openReading(text: string, refusals: Refusal[]): Reading {
  const refuse: Reading['refuse'] = (line, what, mend) => void refusals.push({ line, what, mend });
  const lines = text
    .split('\n')
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '');
  for (const line of lines.filter(({ text }) => /^(%%\{|---)/.test(text))) {
    refuse(line.number, 'a directive changes how the picture looks', 'delete it; one house style draws every picture');
  }
  const [head = { text: '', number: 1 }, ...rest] = lines.filter(({ text }) => !text.startsWith('%%'));
  return { head, lines: rest, refuse, isClean: () => refusals.length === 0 };
}

/** Marks that mean something to Mermaid, at the beginning or anywhere, and therefore stand in quotes only. */
const bare = /^(?![-/])[^"()[\]{}|<>;#`\\@]+$/;
const names: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', nbsp: ' ' };
const lineBreak = /<br\s*\/?>/gi;
const entity = /#(\d{1,6}|[a-z]{2,6});/g;

/**
 * The text of a label: quotes removed, `#quot;` and its kin decoded, `<br>` as "\n"; nothing when it was refused.
 * Without quotes it may not hold brackets, quotes and such.
 */
export function labelOf(raw: string, line: number, { refuse }: Pick<Reading, 'refuse'>): string | undefined {
  const written = raw.trim();
  const [, quoted] = /^"([^"]*)"$/.exec(written) ?? [];
  const inner = quoted ?? written;
  const complain = (what: string) => {
    refuse(line, what, `"${inner.replace(/[`"\\]/g, "'").replace(/<(?!br)[^>]*>/g, '') || '...'}"`);
    return undefined;
  };
  if (inner.trim() === '') return complain('a label is empty');
  if (/^`|`$/.test(inner)) return complain('a label with Markdown in it');
  const text = inner.replace(lineBreak, '\n');
  if (/<[a-z/][^>]*>/i.test(text)) return complain('HTML in a label');
  if (quoted === undefined && !bare.test(text)) return complain(`the label "${inner}" needs quotes`);
  return decoded(text)
    .split('\n')
    .map((part) => part.trim().replace(/[ \t]+/g, ' '))
    .join('\n');
}

const decoded = (text: string) =>
  text.replace(entity, (whole, code: string) => {
    if (/^\d/.test(code)) return Number(code) <= 0x10_ff_ff ? String.fromCodePoint(Number(code)) : whole;
    return names[code] ?? whole;
  });

/** `TD` and its kin. */
export const directions: Readonly<Record<string, 'down' | 'up' | 'right' | 'left'>> = {
  TD: 'down',
  TB: 'down',
  BT: 'up',
  LR: 'right',
  RL: 'left',
};
