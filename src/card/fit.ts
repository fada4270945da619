// Fitting a card into a platform's ceiling: cut at a word, keep the buttons, and leave a way to read on.

import type { Block, Button, Card, Rich } from './card.ts';
import { cutAtWord } from './cut.ts';

export interface Ceiling {
  readonly maxChars: number;
  /** How many characters a block takes on this platform, escapes included. */
  readonly sizeOf: (block: Block) => number;
}

/** What stands for the part that was cut when the card names no way to read it. */
const cutNote: Block = {
  kind: 'small',
  content: [{ kind: 'text', text: 'The rest does not fit into one message here.' }],
};
const noteRoom = 60;

/**
 * The blocks of a card, no action twice, within the ceiling. Nothing is lost silently: where something was cut, the
 * card's "Read on" is there, or a note.
 */
export function fitted(card: Card, ceiling: Ceiling): readonly Block[] {
  const blocks = withoutRepeatedActions(card.blocks);
  const sizes = blocks.map(ceiling.sizeOf);
  if (sizes.reduce((sum, size) => sum + size, 0) <= ceiling.maxChars) return blocks;
  const fixed = blocks.reduce((sum, block, index) => sum + (block.kind === 'buttons' ? (sizes[index] ?? 0) : 0), 0);
  let room = ceiling.maxChars - fixed - noteRoom;
  const kept = blocks.flatMap((block, index) => {
    if (block.kind === 'buttons') return [block];
    const size = sizes[index] ?? 0;
    const fitting = size <= room ? block : shortened(block, room, ceiling);
    room = size <= room ? room - size : 0;
    return fitting === undefined ? [] : [fitting];
  });
  return [...kept, ...readOnBlocks(card, blocks)];
}

function readOnBlocks(card: Card, blocks: readonly Block[]): readonly Block[] {
  if (card.readOn === undefined) return [cutNote];
  const has = blocks.some(
    (block) => block.kind === 'buttons' && block.buttons.some((button) => button.action === card.readOn),
  );
  return has ? [] : [{ kind: 'buttons', buttons: [{ action: card.readOn, label: 'Read on' }] }];
}

/** Platforms refuse a message in which two buttons carry the same id. */
function withoutRepeatedActions(blocks: readonly Block[]): readonly Block[] {
  const seen = new Set<string>();
  const isNew = (button: Button) => !seen.has(button.action) && seen.add(button.action) !== undefined;
  return blocks.flatMap((block): readonly Block[] => {
    if (block.kind !== 'buttons') return [block];
    const buttons = block.buttons.filter(isNew);
    return buttons.length === 0 ? [] : [{ ...block, buttons }];
  });
}

/** The block cut to the room, or nothing when not even its beginning fits. */
function shortened(block: Block, room: number, { sizeOf }: Ceiling): Block | undefined {
  // Escapes can make a text longer than its characters: try with less until it fits.
  for (let chars = room; chars >= 20; chars = Math.floor(chars / 2)) {
    const cut = cutBlock(block, chars);
    if (cut === undefined) return undefined;
    if (sizeOf(cut) <= room) return cut;
  }
  return undefined;
}

function cutBlock(block: Block, maxChars: number): Block | undefined {
  switch (block.kind) {
    case 'heading':
      return undefined;
    case 'code':
      return { ...block, text: cutAtWord(block.text, maxChars) };
    case 'paragraph':
    case 'small':
    case 'quote':
      return { ...block, content: cutRich(block.content, maxChars) };
    case 'list':
      return { ...block, items: whileFitting(block.items, maxChars, richLength) };
    case 'choices':
      return {
        ...block,
        items: whileFitting(block.items, maxChars, (item) => item.text.length + (item.why?.length ?? 0)),
      };
    case 'table':
      return { ...block, rows: whileFitting(block.rows, maxChars, (row) => row.join('  ').length) };
    case 'picture':
      return {
        ...block,
        alt: cutAtWord(block.alt, maxChars),
        outline: cutAtWord(block.outline, Math.max(1, maxChars - block.alt.length)),
      };
    case 'divider':
    case 'buttons':
      return block;
    default:
      return block satisfies never;
  }
}

const richLength = (content: Rich) => content.reduce((sum, part) => sum + ('text' in part ? part.text.length : 20), 0);

function whileFitting<T>(items: readonly T[], maxChars: number, lengthOf: (item: T) => number): readonly T[] {
  let room = maxChars;
  return items.filter((item) => {
    room -= lengthOf(item) + 4;
    return room >= 0;
  });
}

function cutRich(content: Rich, maxChars: number): Rich {
  let room = maxChars;
  return content.flatMap((part) => {
    const length = 'text' in part ? part.text.length : 20;
    const before = room;
    room -= length;
    if (before <= 0) return [];
    if (room >= 0 || !('text' in part)) return [part];
    return [{ ...part, text: cutAtWord(part.text, before) }];
  });
}
