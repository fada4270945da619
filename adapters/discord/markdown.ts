// Card text as Discord's Markdown, with everything that a text may hold made harmless.
import type { Block, Choice, Inline, InstantStyle, Rich } from '../../src/card/card.ts';
import { plainTable } from '../../src/card/plain.ts';

const zeroWidth = '\u200B';
const instantStyles: Readonly<Record<InstantStyle, string>> = { time: 't', 'date-time': 'f', relative: 'R' };

/** Discord hides a backslash before any punctuation; a mention is broken by a zero-width space. */
export function escaped(text: string): string {
  return text
    .replace(/[\\*_~`|[\]()<>]/g, '\\$&')
    .replace(/@/g, `@${zeroWidth}`)
    .replace(
      /^(\s*)([-+#]|\d+(?=[.)]))/gm,
      (_, space: string, mark: string) => `${space}${/\d/.test(mark) ? `${zeroWidth}${mark}` : `\\${mark}`}`,
    );
}

/** Inside a fence only another fence has a meaning. */
const fenced = (text: string) => `\`\`\`\n${text.replaceAll('```', `\`${zeroWidth}\`${zeroWidth}\``)}\n\`\`\``;

export function richText(content: Rich): string {
  return content.map(inline).join('');
}

function inline(part: Inline): string {
  switch (part.kind) {
    case 'text':
      return escaped(part.text);
    case 'bold':
      return wrapped(part.text, '**');
    case 'italic':
      return wrapped(part.text, '*');
    case 'code':
      return part.text === '' ? '' : `\`${part.text.replaceAll('`', 'ˋ').replace(/\s+/g, ' ')}\``;
    case 'link':
      return isWeb(part.url) ? `[${escaped(part.text)}](<${part.url}>)` : escaped(part.text);
    case 'instant':
      return `<t:${Math.floor(part.at / 1000)}:${instantStyles[part.style]}>`;
    default:
      return part satisfies never;
  }
}

/** Marks must touch the text: spaces at its ends stay outside. */
function wrapped(text: string, mark: string): string {
  const [, before = '', inner = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? [];
  return inner === '' ? text : `${before}${mark}${escaped(inner)}${mark}${after}`;
}

const isWeb = (url: string) => /^https?:\/\/[^\s<>]+$/.test(url) && url.length <= 512;

/** One block as Markdown; '' for buttons and dividers, which are components of their own. */
export function blockText(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return wrapped(block.text, '**');
    case 'paragraph':
      return richText(block.content);
    case 'list':
      return block.items
        .map((item, index) => `${block.style === 'number' ? `${index + 1}.` : '-'} ${richText(item)}`)
        .join('\n');
    case 'choices':
      return block.items.map(choiceText).join('\n');
    case 'quote':
      return `> ${richText(block.content).replaceAll('\n', '\n> ')}`;
    case 'code':
      return fenced(block.text);
    case 'table':
      return fenced(plainTable(block.header, block.rows));
    case 'picture':
      return block.outline === '' ? '' : fenced(block.outline);
    case 'small':
      return `-# ${richText(block.content).replaceAll('\n', ' ')}`;
    case 'divider':
    case 'buttons':
      return '';
    default:
      return block satisfies never;
  }
}

function choiceText({ letter, text, mark, tally, why }: Choice): string {
  const shown = mark === 'right' ? wrapped(text, '**') : escaped(text);
  const marked = mark === undefined ? '' : mark === 'right' ? ' ✓ **right**' : ' ✗';
  const counted = tally === undefined ? '' : ` · ${escaped(tally)}`;
  const reason = why === undefined ? '' : `\n-# ${escaped(why)}`;
  return `**${letter}** ${shown}${marked}${counted}${reason}`;
}
