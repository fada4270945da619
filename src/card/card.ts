// The platform-neutral message: plain data that every adapter renders in its own way.

import type { PictureSpec } from './picture.ts';

/** A stretch of text inside a paragraph. `text` is never markup: renderers escape it. */
export type Inline =
  | { readonly kind: 'text' | 'bold' | 'italic' | 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly url: string }
  | { readonly kind: 'instant'; readonly at: number; readonly style: InstantStyle };

/** How a reader sees an instant, in their own zone: 17:00 · Mon 23 Nov, 17:00 · in 2 hours. */
export type InstantStyle = 'time' | 'date-time' | 'relative';

export type Rich = readonly Inline[];

export interface Button {
  /** An encoded action (see action.ts). */
  readonly action: string;
  /** At most 40 characters. */
  readonly label: string;
  readonly style?: 'primary' | 'danger';
}

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: Rich }
  | { readonly kind: 'list'; readonly style: 'bullet' | 'number'; readonly items: readonly Rich[] }
  /** Choices of a quiz: a letter, its text, and after the reveal a mark and the why. */
  | { readonly kind: 'choices'; readonly items: readonly Choice[] }
  | { readonly kind: 'quote'; readonly content: Rich }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'table'; readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] }
  /** A picture; where a surface has none it shows `outline`, lines with the same facts. `alt` says them in sentences. */
  | PictureBlock
  | { readonly kind: 'divider' }
  | { readonly kind: 'small'; readonly content: Rich }
  | { readonly kind: 'buttons'; readonly buttons: readonly Button[] };

export interface PictureBlock {
  readonly kind: 'picture';
  readonly picture: PictureSpec;
  readonly alt: string;
  readonly outline: string;
}

export interface Choice {
  readonly letter: string;
  readonly text: string;
  readonly mark?: 'right' | 'wrong';
  /** Such as "3 votes (60 %)". */
  readonly tally?: string;
  readonly why?: string;
}

export type Tone = 'topic' | 'tip' | 'quiz' | 'reveal' | 'notice' | 'trouble';

export interface Card {
  readonly kind: 'card';
  readonly tone: Tone;
  /** At most 150 characters, plain. */
  readonly title: string;
  readonly blocks: readonly Block[];
  /** The action that shows what a platform's limit cut off. */
  readonly readOn?: string;
}

/** A short form: a modal on Slack and Discord, a dialog on a page. */
export interface Form {
  readonly kind: 'form';
  /** The action that its submission carries. */
  readonly action: string;
  /** At most 24 characters. */
  readonly title: string;
  readonly submitLabel: string;
  readonly fields: readonly Field[];
}

export type Field =
  | (FieldBase & {
      readonly kind: 'line';
      readonly initial?: string;
      readonly placeholder?: string;
      /** Where a surface can, it takes no more. */
      readonly maxChars?: number;
    })
  /** A line that suggests while one types, by a `suggest` event of its name; a plain line where a surface cannot. */
  | (FieldBase & { readonly kind: 'search' })
  | (FieldBase & { readonly kind: 'one-of'; readonly options: readonly Option[]; readonly initial?: string })
  | (FieldBase & {
      readonly kind: 'some-of';
      readonly options: readonly Option[];
      readonly initial: readonly string[];
    });

interface FieldBase {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly optional?: boolean;
}

/** A value at most 75 characters, a label at most 75. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** The pictures of a card, in its order. */
export const picturesIn = ({ blocks }: Card): readonly PictureBlock[] =>
  blocks.filter((block) => block.kind === 'picture');
