// A card as text for a terminal: wrapped, with bold and colour where they are wanted. Pure.
import { stripVTControlCharacters, styleText } from 'node:util';
import type { Block, Card, Choice, Inline, InstantStyle, Rich, Tone } from '../../src/card/card.ts';
import { plainTable } from '../../src/card/plain.ts';

export interface TerminalStyle {
  readonly widthColumns: number;
  readonly isColour: boolean;
}

type Look = Parameters<typeof styleText>[0];
const toneLooks: Readonly<Record<Tone, Look>> = {
  topic: ['bold', 'blue'],
  tip: ['bold', 'green'],
  quiz: ['bold', 'magenta'],
  reveal: ['bold', 'green'],
  notice: ['bold'],
  trouble: ['bold', 'red'],
};

/** Buttons are numbered in the order of the card, from 1 unless said otherwise. */
export function renderCard(card: Card, style: TerminalStyle, firstButton = 1): string {
  let button = firstButton - 1;
  const title = look(style, toneLooks[card.tone], clean(card.title));
  const blocks = card.blocks.map((block) => {
    if (block.kind !== 'buttons') return blockText(block, style);
    return block.buttons.map(({ label }) => `${look(style, 'cyan', `[${++button}]`)} ${clean(label)}`).join('  ');
  });
  return [title, ...blocks.filter((text) => text !== '')].join('\n\n');
}

/** Control characters and escape sequences in content must not reach the terminal. */
function clean(text: string): string {
  return stripVTControlCharacters(text).replace(/[^\P{Cc}\n\t]/gu, '');
}

const look = ({ isColour }: TerminalStyle, format: Look, text: string) =>
  isColour ? styleText(format, text, { validateStream: false }) : text;

function blockText(block: Exclude<Block, { kind: 'buttons' }>, style: TerminalStyle): string {
  switch (block.kind) {
    case 'heading':
      return look(style, 'bold', clean(block.text));
    case 'paragraph':
      return wrap(richText(block.content, style), style);
    case 'small':
      return look(style, 'dim', wrap(richText(block.content, style), style));
    case 'quote':
      return wrap(richText(block.content, style), style, '│ ', '│ ');
    case 'list':
      return block.items
        .map((item, index) =>
          wrap(richText(item, style), style, block.style === 'number' ? `${index + 1}. ` : '• ', '   '),
        )
        .join('\n');
    case 'choices':
      return block.items.map((choice) => choiceText(choice, style)).join('\n');
    case 'code':
      return indented(clean(block.text));
    case 'table':
      return indented(clean(plainTable(block.header, block.rows)));
    case 'picture':
      return block.outline === ''
        ? ''
        : `${look(style, 'dim', 'The picture in words:')}\n${indented(clean(block.outline))}`;
    case 'divider':
      return '─'.repeat(Math.min(20, style.widthColumns));
    default:
      return block satisfies never;
  }
}

const indented = (text: string) => text.replace(/^/gm, '    ');

function choiceText({ letter, text, mark, tally, why }: Choice, style: TerminalStyle): string {
  const marked = mark === undefined ? '' : mark === 'right' ? ' ✓ right' : ' ✗';
  const counted = tally === undefined ? '' : ` (${tally})`;
  const line = wrap(`${clean(text)}${marked}${counted}`, style, `${letter}  `, '   ');
  const shown = mark === 'right' ? look(style, ['bold', 'green'], line) : line;
  return why === undefined ? shown : `${shown}\n${look(style, 'dim', wrap(clean(why), style, '   ', '   '))}`;
}

function richText(content: Rich, style: TerminalStyle): string {
  return content.map((part) => inline(part, style)).join('');
}

function inline(part: Inline, style: TerminalStyle): string {
  switch (part.kind) {
    case 'text':
      return clean(part.text);
    case 'bold':
    case 'italic':
      return look(style, part.kind, clean(part.text));
    case 'code':
      return look(style, 'yellow', clean(part.text));
    case 'link':
      return part.text === part.url ? clean(part.url) : clean(`${part.text} <${part.url}>`);
    case 'instant':
      return instantText(part.at, part.style);
    default:
      return part satisfies never;
  }
}

/** The reader of a terminal is in the machine's own zone. */
function instantText(at: number, style: InstantStyle): string {
  const date = new Date(at);
  if (style === 'time') return date.toLocaleTimeString('en-GB', { timeStyle: 'short' });
  return date.toLocaleString('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  });
}

/** Breaks at spaces; the width is that of what is seen, without escape sequences. */
function wrap(text: string, { widthColumns }: TerminalStyle, first = '', rest = ''): string {
  return text
    .split('\n')
    .map((paragraph, index) => wrapLine(paragraph, widthColumns, { first: index === 0 ? first : rest, rest }))
    .join('\n');
}

function wrapLine(text: string, widthColumns: number, { first, rest }: { first: string; rest: string }): string {
  const lines: string[] = [];
  let line = first;
  let isEmpty = true;
  for (const word of text.split(' ')) {
    const width = stripVTControlCharacters(`${line} ${word}`).length;
    if (!isEmpty && width > widthColumns) {
      lines.push(line);
      line = `${rest}${word}`;
    } else line = isEmpty ? `${line}${word}` : `${line} ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}
