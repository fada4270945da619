// A member's name as it may stand in our messages.

const maxCharacters = 40;
/** Controls, and what turns the direction of the text behind it (Unicode: bidirectional controls). */
const unseen = /[\p{Cc}\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** One line of at most 40 characters; 'Somebody' when nothing is left to see. */
export function shownName(name: string): string {
  const line = name.replace(/\s+/g, ' ').replace(unseen, '').trim();
  const characters = [...line];
  if (characters.length === 0) return 'Somebody';
  return characters.length <= maxCharacters ? line : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
