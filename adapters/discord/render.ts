// A card as Components V2.
import type {
  APIActionRowComponent,
  APIButtonComponent,
  APIComponentInContainer,
  APIContainerComponent,
  APIMessageTopLevelComponent,
} from 'discord.js';
import type { Block, Button, Card, PictureBlock, Tone } from '../../src/card/card.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { fitted } from '../../src/card/fit.ts';
import { maxAltChars, maxButtonChars, maxButtons, maxRowButtons, maxTextBytes, maxTextChars } from './limits.ts';
import { blockText, escaped } from './markdown.ts';
import { attachedIn, type Files, noFiles } from './pictures.ts';

export interface DiscordMessage {
  /** IS_COMPONENTS_V2: no content, no embeds. */
  readonly flags: number;
  readonly components: APIMessageTopLevelComponent[];
  /** Nobody is pinged. */
  readonly allowed_mentions: { readonly parse: [] };
  /** The files that go along, by their index; absent when there is none. */
  readonly attachments?: readonly { readonly id: number; readonly filename: string; readonly description: string }[];
}

/** Component types (components/reference) by their numbers, so that rendering loads no SDK. */
const type = { row: 1, button: 2, text: 10, gallery: 12, separator: 14, container: 17 } as const;
const componentsV2 = 1 << 15;

const accents: Readonly<Record<Tone, number>> = {
  topic: 0x2f6fb7,
  tip: 0x2c8a5b,
  quiz: 0x7a4fc0,
  reveal: 0x2c8a5b,
  notice: 0x6b7684,
  trouble: 0xc0392b,
};

/** Within all of Discord's ceilings; pure. A picture that is not among `files` goes out as words. */
export function renderCard(card: Card, files: Files = noFiles): DiscordMessage {
  const title = `### ${escaped(cutAtWord(card.title.replaceAll('\n', ' '), 150))}`;
  const room = maxTextChars - title.length - 50;
  const isAttached = (block: Block) => block.kind === 'picture' && files.has(block.picture);
  const blocks = fitted(card, { maxChars: room, sizeOf: (block) => (isAttached(block) ? 0 : sizeOf(block)) });
  const container: APIContainerComponent = {
    type: type.container,
    accent_color: accents[card.tone],
    components: [{ type: type.text, content: title }, ...components(blocks, files)],
  };
  const attachments = attachedIn(card, files).map(({ block, file }, id) => ({
    id,
    filename: file.name,
    description: cutAtWord(block.alt, maxAltChars),
  }));
  return {
    flags: componentsV2,
    components: [container],
    allowed_mentions: { parse: [] },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
}

/** Bytes weigh more than characters where a text is not Latin. */
function sizeOf(block: Block): number {
  const text = blockText(block);
  return text === ''
    ? 0
    : Math.ceil(Math.max(text.length, (Buffer.byteLength(text) * maxTextChars) / maxTextBytes)) + 2;
}

/** Texts that follow each other share one component. */
function components(blocks: readonly Block[], files: Files): APIComponentInContainer[] {
  const parts: APIComponentInContainer[] = [];
  let buttonsLeft = maxButtons;
  for (const block of blocks) {
    if (block.kind === 'buttons') {
      const shown = block.buttons.slice(0, buttonsLeft);
      buttonsLeft -= shown.length;
      parts.push(...rows(shown));
    } else if (block.kind === 'divider') parts.push({ type: type.separator });
    else if (block.kind === 'picture') addPicture(parts, block, files);
    else addText(parts, block);
  }
  return parts;
}

/** A gallery of one; Discord shows no attachment that no component names. */
function addPicture(parts: APIComponentInContainer[], block: PictureBlock, files: Files): void {
  const file = files.get(block.picture);
  if (!file) {
    addText(parts, block);
    return;
  }
  const description = cutAtWord(block.alt, maxAltChars);
  parts.push({ type: type.gallery, items: [{ media: { url: `attachment://${file.name}` }, description }] });
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
