// Which topics have a name that begins with what was typed: autocomplete shows these first, and lookup looks at them as well.
import { firstFrom } from './alphabet.ts';
import { isNameField, type Phrase } from './phrases.ts';

export interface Beginnings {
  /** Places of the topics with such a name, the shortest name first; at most `limit`. */
  of(typed: string, limit: number): readonly number[];
}

/** Names looked at for one query. */
const maxNames = 400;

/** `topics` holds the phrases of each topic. A name counts whole, and without its stop words. */
export function createBeginnings(topics: readonly (readonly Phrase[])[]): Beginnings {
  const names = topics
    .flatMap((phrases, place) =>
      phrases
        .filter(({ field }) => isNameField(field))
        .flatMap(({ folded, words }) => [...new Set([folded, words.join(' ')])].map((name) => ({ name, place }))),
    )
    .sort((one, other) => (one.name < other.name ? -1 : one.name > other.name ? 1 : one.place - other.place));
  return {
    of: (typed, limit) => {
      if (typed === '') return [];
      const from = firstFrom(names.length, (index) => (names[index]?.name ?? '') < typed);
      const found = names.slice(from, from + maxNames).filter(({ name }) => name.startsWith(typed));
      const sorted = found.sort((one, other) => one.name.length - other.name.length || one.place - other.place);
      return [...new Set(sorted.map(({ place }) => place))].slice(0, limit);
    },
  };
}
