// Text for pictures: how wide it is, where it breaks, how it is cut, and whether it can be drawn at all.
import { hasDrawing, runsOf } from './emoji.ts';
import { advanceOf, hasGlyphs, type Weight } from './fonts.ts';

export interface TextStyle {
  readonly size: number;
  readonly weight: Weight;
  /** Additional space behind each character. */
  readonly tracking?: number;
}

/** From one baseline to the next, as a part of the size. */
export const lineHeight = 1.28;
/** How wide an emoji stands, as a part of the size. */
export const emojiWidth = 1.2;
const ellipsis = '…';

/** In the unit of the style's size. */
export function widthOf(text: string, { size, weight, tracking = 0 }: TextStyle): number {
  const advance = runsOf(text).reduce(
    (sum, run) => sum + (run.isEmoji ? emojiWidth * size : advanceOf(run.text, size, weight)),
    0,
  );
  return advance + tracking * [...text].length;
}

export const widestOf = (lines: readonly string[], style: TextStyle): number =>
  Math.max(0, ...lines.map((line) => widthOf(line, style)));

/** Lines of at most `maxWidth` where words allow it, about equally long; "\n" always breaks. */
export function wrap(text: string, maxWidth: number, style: TextStyle): readonly string[] {
  const lines = greedy(text, maxWidth, style);
  if (lines.length < 2) return lines;
  for (let width = maxWidth / 2; width < maxWidth; width += maxWidth / 32) {
    const narrower = greedy(text, width, style);
    if (narrower.length === lines.length && widestOf(narrower, style) <= maxWidth) return narrower;
  }
  return lines;
}

function greedy(text: string, maxWidth: number, style: TextStyle): readonly string[] {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && widthOf(longer, style) > maxWidth) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line];
  });
}

/** At most `maxLines` lines, each at most `maxWidth`: words that are too long break, and what is too much ends in "…". */
export function fitLines(
  text: string,
  box: { maxWidth: number; maxLines: number },
  style: TextStyle,
): readonly string[] {
  const lines = wrap(text, box.maxWidth, style).flatMap((line) => broken(line, box.maxWidth, style));
  if (lines.length <= box.maxLines) return lines;
  const kept = lines.slice(0, box.maxLines);
  return [...kept.slice(0, -1), cutToWidth(`${kept.at(-1)} ${lines[box.maxLines]}`, box.maxWidth, style)];
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const charactersOf = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment);

function broken(line: string, maxWidth: number, style: TextStyle): readonly string[] {
  if (widthOf(line, style) <= maxWidth) return [line];
  const parts: string[] = [];
  let part = '';
  for (const character of charactersOf(line)) {
    if (part !== '' && widthOf(part + character, style) > maxWidth) {
      parts.push(part);
      part = character;
    } else part += character;
  }
  return [...parts, part];
}

/** The text, or its beginning with "…", never wider than `maxWidth` and never half a character. */
export function cutToWidth(text: string, maxWidth: number, style: TextStyle): string {
  if (widthOf(text, style) <= maxWidth) return text;
  let kept = charactersOf(text);
  // Width grows with length: halve the step until the longest beginning is found.
  let [low, high] = [0, kept.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(kept.slice(0, middle).join('').trimEnd() + ellipsis, style) <= maxWidth) low = middle;
    else high = middle - 1;
  }
  kept = kept.slice(0, low);
  return kept.join('').trimEnd() + ellipsis;
}

/** Whether every character has a glyph or a drawing: what has neither would be drawn as an empty box. */
export const isDrawable = (text: string): boolean =>
  runsOf(text).every((run) => (run.isEmoji ? hasDrawing(run.text) : hasGlyphs(run.text.replace(/[\s\n]/g, ' '))));

/** Control, format and other invisible characters out, white space to single spaces. */
export const visible = (text: string): string =>
  runsOf(text)
    .map((run) => (run.isEmoji ? run.text : run.text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, ' ')))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
