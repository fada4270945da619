// What of a question that found nothing may be kept for the authors: its plain words, and only when they name nobody.
import { encodeAction } from '../card/action.ts';
import { fold, normalise } from '../search/normalise.ts';

/** What `archway misses` shows of a question at most. */
const maxWishChars = 100;

/** Mentions, addresses of mail, web and machine, and numbers: of these nothing is kept but that somebody asked. */
const personal = /[@<>\d]|#\w|https?:|www\.|\w\.\w{2,}|[/\\]\w+[/\\]/i;

/** The words to keep, at most 100 characters; '' when only the count may be. */
function wishText(query: string): string {
  const folded = fold(query);
  // Folding may bring out a number that was written in other digits.
  if (personal.test(query) || personal.test(folded)) return '';
  // What is longer than a topic's name is a paste and no wish.
  return folded.length <= maxWishChars ? normalise(query) : '';
}

/** The button's action, with the words in it as far as they fit: what is kept is what the button holds. */
export function wishAction(query: string): string {
  let words = wishText(query);
  for (;;) {
    try {
      return encodeAction('wish', words.replaceAll(' ', '_'));
    } catch (error) {
      if (!(error instanceof RangeError) || words === '') throw error;
      words = [...words].slice(0, -1).join('').trimEnd();
    }
  }
}

/** The reverse: the words that a button holds, checked again, since anybody can send any button. */
export const wishOf = (arg: string): string => wishText(arg.replaceAll('_', ' '));
