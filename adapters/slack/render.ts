// A card as Block Kit, with a text that says all of it.
import type { ActionsBlock, KnownBlock, RichTextBlock, Button as SlackButton } from '@slack/types';
import type { Block, Button, Card, PictureBlock } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { fitted } from '../../src/card/fit.ts';
import { type PlainStyle, plainCard, plainRich, plainTable } from '../../src/card/plain.ts';
import {
  maxActions,
  maxAltChars,
  maxBlocks,
  maxBlocksChars,
  maxButtonChars,
  maxContextChars,
  maxHeaderChars,
  maxTextChars,
} from './limits.ts';
import { type ImageSources, noImages } from './pictures.ts';
import { choice, dateFallback, dateFormat, list, preformatted, quote, section } from './rich-text.ts';

export interface SlackMessage {
  /** What screen readers and notifications say: the whole card. */
  readonly text: string;
  readonly blocks: KnownBlock[];
}

/** Slack's three characters with a meaning (docs: formatting text). */
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

const mrkdwn: PlainStyle = {
  escape: escaped,
  instant: (at, style) => `<!date^${Math.floor(at / 1000)}^${dateFormat(style)}|${dateFallback(at)}>`,
};

/** Within all of Slack's ceilings; pure. A picture that is not among `images` goes out as words. */
export function renderCard(card: Card, images: ImageSources = noImages): SlackMessage {
  const header: KnownBlock = {
    type: 'header',
    text: { type: 'plain_text', text: cutAtWord(card.title, maxHeaderChars), emoji: false },
  };
  const blocks = fitted(card, { maxChars: maxBlocksChars, sizeOf }).flatMap((block, index) =>
    block.kind === 'picture' ? pictured(block, images) : rendered(block, index),
  );
  return { text: textOf(card), blocks: [header, ...withinCount(blocks)] };
}

/** More blocks than fit lose their last texts, never their buttons. */
function withinCount(blocks: readonly KnownBlock[]): readonly KnownBlock[] {
  let surplus = blocks.length + 1 - maxBlocks;
  if (surplus <= 0) return blocks;
  return blocks
    .toReversed()
    .filter((block) => block.type === 'actions' || surplus-- <= 0)
    .toReversed();
}

function textOf(card: Card): string {
  const whole = plainCard(card, mrkdwn);
  if (whole.length <= maxTextChars) return whole;
  const note = '\n(The message below has the rest.)';
  // A cut must not leave half an escape or half a date behind.
  const cut = cutAtWord(whole, maxTextChars - note.length).replace(/(?:&[a-z]{0,3}|<![^>]*)…$/, '…');
  return `${cut}${note}`;
}

function sizeOf(block: Block): number {
  if (block.kind === 'picture') return Math.max(block.alt.length, block.outline.length);
  return block.kind === 'buttons' ? 0 : plainCard({ kind: 'card', tone: 'notice', title: '', blocks: [block] }).length;
}

function pictured({ picture, alt, outline }: PictureBlock, images: ImageSources): readonly KnownBlock[] {
  const source = images.get(picture);
  if (!source) return outline === '' ? [] : [richText(preformatted(outline))];
  return [{ type: 'image', alt_text: cutAtWord(alt, maxAltChars), ...source }];
}

function rendered(block: Exclude<Block, PictureBlock>, index: number): readonly KnownBlock[] {
  switch (block.kind) {
    case 'heading':
      return [richText({ ...section([{ kind: 'bold', text: block.text }]) })];
    case 'paragraph':
      return block.content.length === 0 ? [] : [richText(section(block.content))];
    case 'list':
      return block.items.length === 0 ? [] : [richText(list(block.style, block.items))];
    case 'choices':
      return block.items.map((item) => richText(choice(item)));
    case 'quote':
      return [richText(quote(block.content))];
    case 'code':
      return [richText(preformatted(block.text))];
    case 'table':
      return [richText(preformatted(plainTable(block.header, block.rows)))];
    case 'divider':
      return [{ type: 'divider' }];
    case 'small':
      return [{ type: 'context', elements: [{ type: 'mrkdwn', text: contextText(block.content), verbatim: true }] }];
    case 'buttons':
      return actions(block.buttons, index);
    default:
      return block satisfies never;
  }
}

const richText = (element: RichTextBlock['elements'][number]): RichTextBlock => ({
  type: 'rich_text',
  elements: [element],
});

/** mrkdwn has no escape for its own marks: a zero-width space behind each keeps it from meaning anything. */
function contextText(content: Extract<Block, { kind: 'small' }>['content']): string {
  const style: PlainStyle = { ...mrkdwn, escape: (text) => escaped(text).replace(/[*_~`]/g, '$&\u200B') };
  const text = plainRich(content, style);
  return text.length <= maxContextChars ? text || ' ' : cutAtWord(plainRich(content), maxContextChars / 2);
}

function actions(buttons: readonly Button[], index: number): readonly ActionsBlock[] {
  const rows = Math.ceil(buttons.length / maxActions);
  return Array.from({ length: rows }, (_, row) => ({
    type: 'actions',
    block_id: `actions-${index}-${row}`,
    elements: buttons.slice(row * maxActions, (row + 1) * maxActions).map(button),
  }));
}

function button({ action, label, style }: Button): SlackButton {
  const text = cutAtWord(label, maxButtonChars);
  return {
    type: 'button',
    action_id: action,
    text: { type: 'plain_text', text, emoji: false },
    ...(style === undefined ? {} : { style }),
  };
}
