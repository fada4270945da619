// Builders that make cards short to write.
import type { Block, Button, Inline, InstantStyle, Rich } from './card.ts';

export const text = (value: string): Inline => ({ kind: 'text', text: value });
export const bold = (value: string): Inline => ({ kind: 'bold', text: value });
export const italic = (value: string): Inline => ({ kind: 'italic', text: value });
export const code = (value: string): Inline => ({ kind: 'code', text: value });
export const link = (label: string, url: string): Inline => ({ kind: 'link', text: label, url });
export const instant = (at: number, style: InstantStyle): Inline => ({ kind: 'instant', at, style });

/** Strings become plain text; other parts stay. */
export function rich(...parts: readonly (string | Inline)[]): Rich {
  return parts.map((part) => (typeof part === 'string' ? text(part) : part));
}

export const heading = (value: string): Block => ({ kind: 'heading', text: value });
export const paragraph = (...parts: readonly (string | Inline)[]): Block => ({
  kind: 'paragraph',
  content: rich(...parts),
});
export const small = (...parts: readonly (string | Inline)[]): Block => ({ kind: 'small', content: rich(...parts) });
export const bullets = (items: readonly string[]): Block => ({
  kind: 'list',
  style: 'bullet',
  items: items.map((item) => rich(item)),
});

/** No block at all for no buttons, so that views can spread it. */
export function buttons(...list: readonly Button[]): readonly Block[] {
  return list.length === 0 ? [] : [{ kind: 'buttons', buttons: list }];
}
