// A query read word by word: each with the terms that it may stand for, and how much it tells.
import { firstFrom } from './alphabet.ts';
import { meaningfulWords } from './phrases.ts';
import type { Spelling } from './spelling.ts';
import { isStopWord } from './stop-words.ts';
import { termOf } from './term.ts';
import type { Thesaurus } from './thesaurus.ts';
import type { Vocabulary } from './vocabulary.ts';

export interface Reading {
  readonly term: string;
  /** From 0 to 1: how surely the word means this term. */
  readonly likeness: number;
}

export interface Slot {
  readonly word: string;
  /** How much of the query's meaning hangs on it: the weight of its likeliest reading. */
  readonly weight: number;
  /** Its likeliest reading stands in some title, alias or tag. */
  readonly isName: boolean;
  /** Best first; none for a word that the content cannot know. */
  readonly readings: readonly Reading[];
}

export interface Query {
  /** The whole of it, folded. */
  readonly folded: string;
  /** Its words that carry meaning, joined by spaces. */
  readonly wanted: string;
  readonly slots: readonly Slot[];
}

export interface Lexicon {
  readonly vocabulary: Vocabulary;
  readonly spelling: Spelling;
  readonly thesaurus: Thesaurus;
}

/** More words than any question needs; a paste is judged by its first ones. */
const maxSlots = 24;
/** Spelling is the dearest step. */
const maxMisspelled = 8;
const maxCompletions = 60;

const likenesses = { joined: 0.95, synonym: 0.55, completed: 0.75 } as const;

/** `folded` comes from normalise(). */
export function readQuery(folded: string, lexicon: Lexicon): Query {
  const words = [...new Set(meaningfulWords(folded))].slice(0, maxSlots);
  const isAllStops = words.every((word) => isStopWord(word));
  const split = words.flatMap((word) => lexicon.vocabulary.partsOf(word) ?? word);
  let misspelled = 0;
  const slots = split.map((word, index) => {
    const isKnown = lexicon.vocabulary.hasWord(word);
    const mayCorrect = !isKnown && misspelled++ < maxMisspelled;
    const isLast = index === split.length - 1 && folded.endsWith(word);
    return slotOf(
      word,
      { before: split[index - 1], after: split[index + 1], isKnown, mayCorrect, isLast, isAll: folded === word },
      lexicon,
    );
  });
  return { folded, wanted: words.join(' '), slots: isAllStops ? [] : slots };
}

interface Context {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly isKnown: boolean;
  readonly mayCorrect: boolean;
  /** Still being typed, perhaps. */
  readonly isLast: boolean;
  /** The whole of what was typed. */
  readonly isAll: boolean;
}

function slotOf(word: string, context: Context, lexicon: Lexicon): Slot {
  const { vocabulary, thesaurus } = lexicon;
  const candidates: readonly Reading[] = [
    ...ownReading(word, context),
    ...joinedReadings(word, context, lexicon),
    ...thesaurus.of(termOf(word)).map((term) => ({ term, likeness: likenesses.synonym })),
    ...(context.isLast ? completedReadings(word, context, vocabulary) : []),
    ...(context.mayCorrect ? correctedReadings(word, lexicon) : []),
  ];
  const readings = new Map<string, number>();
  for (const { term, likeness } of candidates) {
    if (vocabulary.has(term)) readings.set(term, Math.max(likeness, readings.get(term) ?? 0));
  }
  const sorted = [...readings]
    .map(([term, likeness]) => ({ term, likeness }))
    .sort((one, other) => other.likeness - one.likeness);
  const isName = vocabulary.isNameTerm(sorted[0]?.term ?? '');
  return { word, weight: weightOf(word, sorted, vocabulary), isName, readings: sorted };
}

/** One letter at the end is the beginning of a word, unless it is all. */
const ownReading = (word: string, { isLast, isAll }: Context): readonly Reading[] =>
  word.length === 1 && isLast && !isAll ? [] : [{ term: termOf(word), likeness: 1 }];

/** "web rtc" for WebRTC, mistyped as well. */
function joinedReadings(word: string, { before, after, mayCorrect }: Context, lexicon: Lexicon): readonly Reading[] {
  const joined = [before === undefined ? [] : [before + word], after === undefined ? [] : [word + after]].flat();
  return joined.flatMap((whole) => {
    const isForeign = mayCorrect && !lexicon.vocabulary.hasWord(whole);
    const corrected = isForeign ? correctedReadings(whole, lexicon) : [];
    return [{ term: termOf(whole), likeness: 1 }, ...corrected].map(({ term, likeness }) => ({
      term,
      likeness: likeness * likenesses.joined,
    }));
  });
}

const correctedReadings = (word: string, { spelling }: Lexicon): readonly Reading[] =>
  spelling.corrections(word).map(({ word: other, likeness }) => ({ term: termOf(other), likeness }));

/** A word that is known as it stands is less likely to be the beginning of another. */
function completedReadings(word: string, { isKnown }: Context, vocabulary: Vocabulary): readonly Reading[] {
  const { completed } = likenesses;
  return completionsOf(word, vocabulary).map(({ word: whole, share }) => ({
    term: termOf(whole),
    likeness: isKnown ? completed * share : completed + (1 - completed) * share,
  }));
}

/** A digit alone tells little, however rare it is. */
function weightOf(word: string, readings: readonly Reading[], vocabulary: Vocabulary): number {
  const own = termOf(word);
  const [best] = readings;
  const weight = vocabulary.weightOf(vocabulary.has(own) || !best ? own : best.term);
  return /^\d$/.test(word) ? weight / 3 : weight;
}

/** Names that begin with what was typed, of at least two letters; `share` is how much of them stands there. */
function completionsOf(typed: string, { words, isName }: Vocabulary): readonly { word: string; share: number }[] {
  if (typed.length < 2) return [];
  const found: { word: string; share: number }[] = [];
  for (
    let place = firstFrom(words.length, (index) => (words[index] ?? '') < typed);
    place < words.length && found.length < maxCompletions;
    place++
  ) {
    const word = words[place] ?? '';
    if (!word.startsWith(typed)) break;
    if (word !== typed && isName(word)) found.push({ word, share: typed.length / word.length });
  }
  return found;
}
