// Emoji, which no text font draws in colour: found in a text, and their drawings.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.resolve('@twemoji/svg/package.json')));
const emoji = /\p{RGI_Emoji}/v;
const joiner = '\u200D';
const variation = '\uFE0F';

export interface Run {
  readonly text: string;
  readonly isEmoji: boolean;
}

/** The text in runs: emoji one by one, and what stands between them. */
export function runsOf(text: string): readonly Run[] {
  const runs: Run[] = [];
  let rest = text;
  for (let match = emoji.exec(rest); match; match = emoji.exec(rest)) {
    if (match.index > 0) runs.push({ text: rest.slice(0, match.index), isEmoji: false });
    runs.push({ text: match[0], isEmoji: true });
    rest = rest.slice(match.index + match[0].length);
  }
  return rest === '' ? runs : [...runs, { text: rest, isEmoji: false }];
}

/** Twemoji's file of an emoji: its code points; the variation selector only where it is joined. */
function fileOf(text: string): string {
  const kept = text.includes(joiner) ? text : text.replaceAll(variation, '');
  return join(folder, `${[...kept].map((character) => character.codePointAt(0)?.toString(16)).join('-')}.svg`);
}

/** Whether there is a drawing. */
export const hasDrawing = (text: string): boolean => existsSync(fileOf(text));

/** The drawing as SVG, its outer element without a size. */
export const drawingOf = (text: string): string => readFileSync(fileOf(text), 'utf8');
