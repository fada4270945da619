// A card as Components V2.
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIContainerComponent,
  APIMessageTopLevelComponent,
} from 'discord.js';
import type { Block, Button, Card, Tone } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { fitted } from '../../src/card/fit.ts';
import { maxButtonChars, maxButtons, maxRowButtons, maxTextBytes, maxTextChars } from './limits.ts';
import { blockText, escaped } from './markdown.ts';

export interface DiscordMessage {
  /** IS_COMPONENTS_V2: no content, no embeds. */
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  /** Nobody is pinged. */
  readonly allowed_mentions: { readonly parse: [] };
}

/** Component types (components/reference) by their numbers, so that rendering loads no SDK. */
const type = { row: 1, button: 2, text: 10, separator: 14, container: 17 } as const;
const componentsV2 = 1 << 15;

const accents: Readonly<Record<Tone, number>> = {
  topic: 0x2f6fb7,
  tip: 0x2c8a5b,
  quiz: 0x7a4fc0,
  reveal: 0x2c8a5b,
  notice: 0x6b7684,
  trouble: 0xc0392b,
};

/** Within all of Discord's ceilings; pure. */
export function renderCard(card: Card): DiscordMessage {
  const title = `### ${escaped(cutAtWord(card.title.replaceAll('\n', ' '), 150))}`;
  const room = maxTextChars - title.length - 50;
  const blocks = fitted(card, { maxChars: room, sizeOf });
  const container: APIContainerComponent = {
    type: type.container,
    accent_color: accents[card.tone],
    components: [{ type: type.text, content: title }, ...components(blocks)],
  };
  return { flags: componentsV2, components: [container], allowed_mentions: { parse: [] } };
}

/** Bytes weigh more than characters where a text is not Latin. */
function sizeOf(block: Block): number {
  const text = blockText(block);
  return text === ''
    ? 0
    : Math.ceil(Math.max(text.length, (Buffer.byteLength(text) * maxTextChars) / maxTextBytes)) + 2;
}

/** Texts that follow each other share one component. */
function components(blocks: readonly Block[]): APIComponentInContainer[] {
  const parts: APIComponentInContainer[] = [];
  let buttonsLeft = maxButtons;
  for (const block of blocks) {
    if (block.kind === 'buttons') {
      const shown = block.buttons.slice(0, buttonsLeft);
      buttonsLeft -= shown.length;
      parts.push(...rows(shown));
    } else if (block.kind === 'divider') parts.push({ type: type.separator });
    else addText(parts, block);
  }
  return parts;
}

function addText(parts: APIComponentInContainer[], block: Block): void {
  const text = blockText(block);
  if (text.trim() === '') return;
  const last = parts.at(-1);
  const gap = block.kind === 'small' ? '\n' : '\n\n';
  if (last?.type === type.text) last.content = `${last.content}${gap}${text}`;
  else parts.push({ type: type.text, content: text });
}

function rows(buttons: readonly Button[]): APIActionRowComponent<APIButtonComponent>[] {
  const count = Math.ceil(buttons.length / maxRowButtons);
  return Array.from({ length: count }, (_, row) => ({
    type: type.row,
    components: buttons.slice(row * maxRowButtons, (row + 1) * maxRowButtons).map(button),
  }));
}

/** Styles: 1 primary, 2 secondary, 4 danger. */
const button = ({ action, label, style }: Button): APIButtonComponent => ({
  type: type.button,
  style: style === 'primary' ? 1 : style === 'danger' ? 4 : 2,
  custom_id: action,
  label: cutAtWord(label, maxButtonChars),
});
