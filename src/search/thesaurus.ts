// Everyday words for the field's own: "machine" asks for a server, "money" for a payment. It gives 0.8 points of first hits, mostly
// questions and joined words (docs/lookup.md).
import { fold } from './normalise.ts';
import { termOf } from './term.ts';

export interface Thesaurus {
  /** Terms of like meaning, without itself. */
  of(term: string): readonly string[];
}

/** `groups` holds words that may stand for each other, in any form. */
export function createThesaurus(groups: readonly (readonly string[])[]): Thesaurus {
  const others = new Map<string, Set<string>>();
  for (const group of groups) {
    const terms = group.flatMap((word) => fold(word).split(' ')).map(termOf);
    for (const term of terms) {
      const own = others.get(term) ?? new Set();
      others.set(term, own);
      for (const other of terms) if (other !== term) own.add(other);
    }
  }
  return { of: (term) => [...(others.get(term) ?? [])] };
}
