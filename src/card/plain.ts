// A card as plain text: the terminal's body, Slack's accessible fallback, and what tests read.
import type { Block, Button, Card, Choice, Inline, Rich } from './card.ts';

/** How the surface writes an instant and makes text safe. */
export interface PlainStyle {
  readonly instant: (at: number, style: 'time' | 'date-time' | 'relative') => string;
  readonly escape: (text: string) => string;
}

/** ISO time in UTC, nothing escaped. */
const isoStyle: PlainStyle = {
  instant: (at) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`,
  escape: (value) => value,
};

/** The whole card, buttons included, as lines of text. Nothing is cut. */
export function plainCard(card: Card, style: PlainStyle = isoStyle): string {
  const parts = [style.escape(card.title), ...card.blocks.map((block) => plainBlock(block, style))];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A run of inline text. */
export function plainRich(content: Rich, style: PlainStyle = isoStyle): string {
  return content.map((part) => plainInline(part, style)).join('');
}

function plainInline(part: Inline, style: PlainStyle): string {
  switch (part.kind) {
    case 'text':
    case 'bold':
    case 'italic':
    case 'code':
      return style.escape(part.text);
    case 'link':
      return style.escape(part.text === part.url ? part.url : `${part.text} (${part.url})`);
    case 'instant':
      return style.instant(part.at, part.style);
    default:
      return part satisfies never;
  }
}

function plainBlock(block: Block, style: PlainStyle): string {
  switch (block.kind) {
    case 'heading':
      return style.escape(block.text);
    case 'paragraph':
    case 'small':
    case 'quote':
      return plainRich(block.content, style);
    case 'list':
      return block.items
        .map((item, index) => `${block.style === 'number' ? `${index + 1}.` : '•'} ${plainRich(item, style)}`)
        .join('\n');
    case 'choices':
      return block.items.map((choice) => plainChoice(choice, style)).join('\n');
    case 'code':
      return style.escape(block.text);
    case 'table':
      return style.escape(plainTable(block.header, block.rows));
    case 'picture':
      return style.escape(block.alt);
    case 'divider':
      return '';
    case 'buttons':
      return style.escape(`Buttons: ${block.buttons.map((button: Button) => button.label).join(' · ')}`);
    default:
      return block satisfies never;
  }
}

function plainChoice(choice: Choice, style: PlainStyle): string {
  const mark = choice.mark === undefined ? '' : choice.mark === 'right' ? ' ✓ right' : ' ✗';
  const tally = choice.tally === undefined ? '' : ` · ${choice.tally}`;
  const why = choice.why === undefined ? '' : `\n   ${choice.why}`;
  return style.escape(`${choice.letter}. ${choice.text}${mark}${tally}${why}`);
}

/** Columns padded to one width, as for a fixed-width font. */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => [...(row[column] ?? '')].length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => (row[column] ?? '').padEnd(width))
      .join('  ')
      .trimEnd();
  return [line(header), widths.map((width) => '-'.repeat(width)).join('  '), ...rows.map(line)].join('\n');
}
