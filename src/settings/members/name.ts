// A member's name as it may stand in our messages.

const maxCharacters = 40;
/** Controls, what turns the direction of a text, and letters that are blank. */
const unseen = /[\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]/gu;
/** What a platform would make a link of. */
const address = /:\/\//g;

/** One line of at most 40 characters; 'Somebody' when nothing is left to see. */
export function shownName(name: string): string {
  const line = name.replace(unseen, ' ').replace(address, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...line];
  if (characters.length === 0) return 'Somebody';
  return characters.length <= maxCharacters ? line : `${characters.slice(0, maxCharacters - 1).join('')}…`;
}
