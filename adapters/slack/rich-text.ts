// Card text as Slack's structured rich text, in which nothing is interpreted as markup.
import type { RichTextBlockElement, RichTextElement, RichTextSection } from '@slack/types';
import type { Choice, Inline, InstantStyle, Rich } from '../../src/card/card.ts';

/** Slack's date tokens (docs: date formatting). */
const dateFormats: Readonly<Record<InstantStyle, string>> = {
  time: '{time}',
  'date-time': '{date_short_pretty} at {time}',
  relative: '{ago}',
};

/** The date in UTC, for clients that cannot show the reader's own. */
export const dateFallback = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
export const dateFormat = (style: InstantStyle): string => dateFormats[style];

export function section(content: Rich): RichTextSection {
  return { type: 'rich_text_section', elements: content.flatMap(element) };
}

export const list = (style: 'bullet' | 'number', items: readonly Rich[]): RichTextBlockElement => ({
  type: 'rich_text_list',
  style: style === 'number' ? 'ordered' : 'bullet',
  elements: items.map(section),
});

export const quote = (content: Rich): RichTextBlockElement => ({
  type: 'rich_text_quote',
  elements: content.flatMap(element),
});

/** Slack refuses an empty text element; an empty code block shows one space. */
export const preformatted = (text: string): RichTextBlockElement => ({
  type: 'rich_text_preformatted',
  elements: [{ type: 'text', text: text === '' ? ' ' : text }],
});

/** "A  text", and after the reveal a mark, the votes and the why. */
export function choice({ letter, text, mark, tally, why }: Choice): RichTextSection {
  const parts: Inline[] = [
    { kind: 'bold', text: `${letter}  ` },
    { kind: mark === 'right' ? 'bold' : 'text', text },
  ];
  if (mark !== undefined) parts.push({ kind: 'bold', text: mark === 'right' ? '  ✓ right' : '  ✗' });
  if (tally !== undefined) parts.push({ kind: 'text', text: `  ${tally}` });
  if (why !== undefined) parts.push({ kind: 'text', text: '\n' }, { kind: 'italic', text: why });
  return section(parts);
}

function element(part: Inline): readonly RichTextElement[] {
  switch (part.kind) {
    case 'text':
      return part.text === '' ? [] : [{ type: 'text', text: part.text }];
    case 'bold':
    case 'italic':
    case 'code':
      return part.text === '' ? [] : [{ type: 'text', text: part.text, style: { [part.kind]: true } }];
    case 'link':
      return [isWeb(part.url) ? { type: 'link', url: part.url, text: part.text } : { type: 'text', text: part.text }];
    case 'instant':
      return [
        {
          type: 'date',
          timestamp: Math.floor(part.at / 1000),
          format: dateFormat(part.style),
          fallback: dateFallback(part.at),
        },
      ];
    default:
      return part satisfies never;
  }
}

const isWeb = (url: string) => /^https?:\/\/\S+$/.test(url) && url.length <= 3_000;
