// The fonts: where their files are, how wide a text is, and which characters they have.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Font, openSync } from 'fontkit';

/** Inter's weights that we use. */
export const weights = [500, 600, 700] as const;
export type Weight = (typeof weights)[number];

const files: Readonly<Record<Weight, string>> = {
  500: '500Medium/Inter_500Medium.ttf',
  600: '600SemiBold/Inter_600SemiBold.ttf',
  700: '700Bold/Inter_700Bold.ttf',
};
const folder = fileURLToPath(new URL('.', import.meta.resolve('@expo-google-fonts/inter/package.json')));

/** Paths of the font files, from their package. */
export const fontFiles: readonly string[] = weights.map((weight) => join(folder, files[weight]));

const opened = new Map<Weight, Font>();
const advances = new Map<string, number>();
const maxRemembered = 20_000;

function fontOf(weight: Weight): Font {
  const known = opened.get(weight);
  if (known) return known;
  const font = openSync(join(folder, files[weight]));
  if (!('layout' in font)) throw new TypeError(`${files[weight]} holds several fonts`);
  opened.set(weight, font);
  return font;
}

/** How wide a text without emoji is, kerning included, in the unit of `size`. */
export function advanceOf(text: string, size: number, weight: Weight): number {
  const key = `${weight}${text}`;
  let advance = advances.get(key);
  if (advance === undefined) {
    const font = fontOf(weight);
    advance = font.layout(text).advanceWidth / font.unitsPerEm;
    if (advances.size >= maxRemembered) advances.clear();
    advances.set(key, advance);
  }
  return advance * size;
}

/** Whether the font draws every character of the text. */
export function hasGlyphs(text: string): boolean {
  const font = fontOf(600);
  return [...text].every((character) => font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0));
}
