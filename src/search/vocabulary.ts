// Every word of the content: how many topics hold it, which words join to another, and which begin as another does.
import { isNameField, type Phrase } from './phrases.ts';
import { termOf } from './term.ts';

export interface Vocabulary {
  /** Folded words of the content in order of the alphabet, unstemmed; spelling and prefixes look here. */
  readonly words: readonly string[];
  /** Whether it stands in a title, an alias or a tag. */
  readonly isName: (word: string) => boolean;
  readonly isNameTerm: (term: string) => boolean;
  readonly has: (term: string) => boolean;
  /** Whether this very form stands somewhere. */
  readonly hasWord: (word: string) => boolean;
  /** How much a term tells, by the share of topics that hold it: ln(1 + topics / holders). The most for an unknown one. */
  readonly weightOf: (term: string) => number;
  /** "loadbalancer": the words that it joins in some name. */
  readonly partsOf: (word: string) => readonly [string, string] | undefined;
}

/** A word that stands in no name, in one ask by chance, tells no more than one that stands in so many. */
const leastHolders = 4;
/** As if half a topic held it. */
const unknownHolders = 0.5;

/** `topics` holds the phrases of each topic. */
export function createVocabulary(topics: readonly (readonly Phrase[])[]): Vocabulary {
  const all = topics.flat();
  const named = all.filter(({ field }) => isNameField(field) || field === 'tag');
  const words = new Set(all.flatMap((phrase) => phrase.words));
  const names = new Set(named.flatMap((phrase) => phrase.words));
  const nameTerms = new Set([...names].map(termOf));
  const holders = holdersOf(topics);
  const parts = new Map(named.flatMap(joinedOf));
  return {
    words: [...words].sort(),
    isName: (word) => names.has(word),
    isNameTerm: (term) => nameTerms.has(term),
    has: (term) => holders.has(term),
    hasWord: (word) => words.has(word),
    weightOf: (term) => {
      const known = holders.get(term);
      const count = known === undefined || nameTerms.has(term) ? known : Math.max(known, leastHolders);
      return Math.log(1 + topics.length / (count ?? unknownHolders));
    },
    partsOf: (word) => parts.get(word),
  };
}

function holdersOf(topics: readonly (readonly Phrase[])[]): ReadonlyMap<string, number> {
  const holders = new Map<string, number>();
  for (const phrases of topics) {
    const own = new Set(phrases.flatMap(({ words }) => words.map(termOf)));
    for (const term of own) holders.set(term, (holders.get(term) ?? 0) + 1);
  }
  return holders;
}

const joinedOf = ({ words }: Phrase): readonly (readonly [string, readonly [string, string]])[] =>
  words.slice(1).map((word, index) => [`${words[index]}${word}`, [words[index] ?? '', word]]);
