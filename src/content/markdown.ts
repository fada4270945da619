// The article's Markdown, a stated subset, turned into card blocks; what is outside it is refused with its line.
import type { List, Node, PhrasingContent, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { Block, Inline, Rich } from '../card/card.ts';

/** A piece of Markdown outside the subset. */
export interface Refusal {
  /** 1-based, within the text that was given. */
  readonly line: number;
  readonly what: string;
  readonly mend: string;
}

/** A top-level piece: a `##` heading, or a block of the card. */
export type Piece =
  | { readonly kind: 'section'; readonly heading: string; readonly line: number }
  | { readonly kind: 'block'; readonly block: Block; readonly line: number; readonly language?: string };

export interface Markdown {
  readonly pieces: readonly Piece[];
  readonly refusals: readonly Refusal[];
}

/** Parses the whole text; nothing of it is dropped silently. */
export function parseMarkdown(text: string): Markdown {
  const tree = fromMarkdown(text, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const refusals: Refusal[] = [];
  const refuse = (node: Node, what: string, mend: string) => refusals.push({ line: lineOf(node), what, mend });
  const pieces = tree.children.flatMap((node) => pieceOf(node, refuse) ?? []);
  return { pieces, refusals };
}

type Refuse = (node: Node, what: string, mend: string) => void;

const lineOf = (node: Node) => node.position?.start.line ?? 1;

function pieceOf(node: RootContent, refuse: Refuse): Piece | undefined {
  const line = lineOf(node);
  if (node.type === 'heading') {
    const heading = plainText(richOf(node.children, refuse));
    if (node.depth === 2) return { kind: 'section', heading, line };
    refuse(node, `a heading of level ${node.depth}`, `## ${heading}`);
    return undefined;
  }
  const block = blockOf(node, refuse);
  const language = node.type === 'code' ? node.lang : undefined;
  return block && { kind: 'block', block, line, ...(language ? { language } : {}) };
}

function blockOf(node: RootContent, refuse: Refuse): Block | undefined {
  switch (node.type) {
    case 'paragraph':
      return { kind: 'paragraph', content: richOf(node.children, refuse) };
    case 'code':
      return { kind: 'code', text: node.value };
    case 'list':
      return listOf(node, refuse);
    case 'blockquote': {
      const inner = node.children.flatMap((child) =>
        child.type === 'paragraph' ? richOf(child.children, refuse) : [],
      );
      if (node.children.some((child) => child.type !== 'paragraph'))
        refuse(node, 'more than text in a quote', '> one paragraph');
      return { kind: 'quote', content: inner };
    }
    case 'table':
      return tableOf(node, refuse);
    case 'thematicBreak':
      return { kind: 'divider' };
    default:
      refuse(node, `a "${node.type}"`, 'use paragraphs, flat lists, quotes, fenced code and tables');
      return undefined;
  }
}

function listOf(list: List, refuse: Refuse): Block {
  const items = list.children.map((item) =>
    item.children.flatMap((child) => {
      if (child.type === 'paragraph') return richOf(child.children, refuse);
      refuse(
        child,
        `a "${child.type}" inside a list item`,
        '- one paragraph an item; write nested points as sentences',
      );
      return [];
    }),
  );
  return { kind: 'list', style: list.ordered ? 'number' : 'bullet', items };
}

function tableOf(table: Table, refuse: Refuse): Block {
  const [header = [], ...rows] = table.children.map((row) =>
    row.children.map((cell) => plainText(richOf(cell.children, refuse))),
  );
  return { kind: 'table', header, rows };
}

const plainText = (content: Rich) => content.map((part) => ('text' in part ? part.text : '')).join('');

function richOf(nodes: readonly PhrasingContent[], refuse: Refuse): Rich {
  return joined(nodes.flatMap((node) => inlineOf(node, refuse)));
}

function inlineOf(node: PhrasingContent, refuse: Refuse): Rich {
  switch (node.type) {
    case 'text':
      return [{ kind: 'text', text: node.value.replace(/\s*\n\s*/g, ' ') }];
    case 'strong':
    case 'emphasis': {
      const kind = node.type === 'strong' ? 'bold' : 'italic';
      const inner = richOf(node.children, refuse);
      return inner.map((part) => (part.kind === 'text' || part.kind === 'italic' ? { kind, text: part.text } : part));
    }
    case 'inlineCode':
      return [{ kind: 'code', text: node.value }];
    case 'link':
      return [{ kind: 'link', text: plainText(richOf(node.children, refuse)), url: node.url }];
    case 'break':
      return [{ kind: 'text', text: ' ' }];
    default:
      refuse(node, `a "${node.type}"`, 'use plain text, **bold**, *italic*, `code` and [links](https://...)');
      return [];
  }
}

/** Neighbouring plain texts become one. */
function joined(parts: Rich): Rich {
  return parts.reduce<Inline[]>((all, part) => {
    const last = all.at(-1);
    if (last?.kind === 'text' && part.kind === 'text')
      all[all.length - 1] = { kind: 'text', text: last.text + part.text };
    else all.push(part);
    return all;
  }, []);
}
