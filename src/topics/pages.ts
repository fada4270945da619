// An article in pages, each small enough for every platform.
import type { Block, Rich } from '../card/card.ts';
import type { Section } from '../content/catalogue.ts';

/** Below every platform's ceiling (Discord shows 4,000 characters a message), with room for escapes and sources. */
const pageChars = 2_400;

/** Sections in order, as many on a page as fit; a section that fits no page is split between its blocks. */
export function pagesOf(sections: readonly Section[]): readonly (readonly Block[])[] {
  const pages: Block[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const section of sections) {
    const blocks: readonly Block[] = [{ kind: 'heading', text: section.heading }, ...section.blocks];
    const isFitting = used + sumOf(blocks) <= pageChars;
    for (const [index, block] of blocks.entries()) {
      const startsPage = index === 0 ? !isFitting : used + sizeOf(block) > pageChars && index > 1;
      if (startsPage) {
        pages.push([]);
        used = 0;
      }
      pages.at(-1)?.push(block);
      used += sizeOf(block);
    }
  }
  return pages;
}

const sumOf = (blocks: readonly Block[]) => blocks.reduce((sum, block) => sum + sizeOf(block), 0);
const richSize = (content: Rich) => content.reduce((sum, part) => sum + ('text' in part ? part.text.length : 20), 0);

/** Roughly how many characters a block takes. */
function sizeOf(block: Block): number {
  switch (block.kind) {
    case 'heading':
    case 'code':
      return block.text.length;
    case 'paragraph':
    case 'small':
    case 'quote':
      return richSize(block.content);
    case 'list':
      return block.items.reduce((sum, item) => sum + richSize(item) + 3, 0);
    case 'table':
      return [block.header, ...block.rows].flat().reduce((sum, cell) => sum + cell.length + 4, 0);
    case 'choices':
      return block.items.reduce((sum, item) => sum + item.text.length + (item.why?.length ?? 0), 0);
    case 'picture':
      return block.alt.length + block.outline.length;
    case 'divider':
    case 'buttons':
      return 0;
    default:
      return block satisfies never;
  }
}
