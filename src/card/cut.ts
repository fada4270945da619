// Cutting a text at a word, never inside a character.

const ellipsis = '…';

/**
 * The text itself when it has at most `maxChars` UTF-16 units, else its beginning up to a word's end, with "…".
 * Never longer than `maxChars`, never half a surrogate pair.
 */
export function cutAtWord(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  const room = Math.max(0, maxChars - ellipsis.length);
  const head = wholeCharacters(text.slice(0, room));
  const space = head.search(/\s\S*$/u);
  const kept = space > room / 2 ? head.slice(0, space) : head;
  return `${kept.trimEnd()}${ellipsis}`.slice(0, maxChars);
}

function wholeCharacters(text: string): string {
  const last = text.charCodeAt(text.length - 1);
  return last >= 0xd800 && last <= 0xdbff ? text.slice(0, -1) : text;
}
