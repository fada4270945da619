// The topics that a passage names: by title and alias, the longest name first, whole words, case and plural forgiven.
import type { Topic } from '../content/catalogue.ts';
import { capitalsOnly, isEveryday, relativesOnly, technicalWords } from './everyday.ts';
import { fold } from './normalise.ts';
import type { Phrase } from './phrases.ts';
import { isStopWord } from './stop-words.ts';
import { singularOf } from './term.ts';

export interface Term {
  readonly topic: Topic;
  /** The name as the passage writes it. */
  readonly as: string;
}

/** Each topic once, in the order in which the passage names them first. Any text, any length; never throws. */
export type FindTerms = (passage: string) => readonly Term[];

/** What is read of a passage; 100,000 characters take 9 to 18 ms (docs/lookup.md). */
const maxChars = 100_000;
/** Words on either side in which technical talk is looked for. */
const reach = 40;

interface Name {
  readonly topic: Topic;
  readonly terms: readonly string[];
  readonly needs: 'nothing' | 'context' | 'capitals' | 'relatives';
}

interface Word {
  readonly text: string;
  readonly term: string;
  readonly at: number;
  readonly end: number;
}

/** A name at a place of the passage: the words from `from` to before `to`. */
interface Sighting {
  readonly name: Name;
  readonly from: number;
  readonly to: number;
}

export function createTermFinder(topics: readonly Topic[], phrases: readonly (readonly Phrase[])[]): FindTerms {
  const names = namesByFirst(topics, phrases);
  const technical = new Set(technicalWords.map(singularOf));
  return (passage) => {
    const words = wordsIn(passage.slice(0, maxChars));
    const seen = sightings(words, names);
    const evidence = evidenceAt(words, { seen, technical });
    const found = new Map<string, Term>();
    for (const sighting of seen) {
      const { name, from, to } = sighting;
      if (found.has(name.topic.id) || !isMeant(sighting, { passage, words, seen, evidence })) continue;
      found.set(name.topic.id, { topic: name.topic, as: passage.slice(words[from]?.at, words[to - 1]?.end) });
    }
    return [...found.values()];
  };
}

/** By the first term, the longest first. */
function namesByFirst(
  topics: readonly Topic[],
  phrases: readonly (readonly Phrase[])[],
): ReadonlyMap<string, readonly Name[]> {
  const byKey = new Map<string, Name>();
  // Titles come before aliases, so that a name which two topics share goes to the one that is called so.
  for (const field of ['title', 'alias'] as const) {
    for (const [place, own] of phrases.entries()) {
      const names = own.filter((phrase) => phrase.field === field).flatMap((phrase) => namesIn(phrase, topics[place]));
      for (const name of names) if (!byKey.has(name.terms.join(' '))) byKey.set(name.terms.join(' '), name);
    }
  }
  const byFirst = Map.groupBy(byKey.values(), ({ terms }) => terms[0] ?? '');
  for (const own of byFirst.values()) own.sort((one, other) => other.terms.length - one.terms.length);
  return byFirst;
}

function namesIn({ field, folded }: Phrase, topic: Topic | undefined): readonly Name[] {
  const texts = field === 'title' ? [folded, folded.replace(/^design an? /, '')] : [folded];
  return texts.flatMap((text) => {
    const words = text.split(' ');
    if (!topic || text.length < leastChars || words.every(isStopWord)) return [];
    return [{ topic, terms: words.map(singularOf), needs: needsOf(text) }];
  });
}

/** "s3" is a name, "c" none. */
const leastChars = 2;

function needsOf(name: string): Name['needs'] {
  // "dr" and "ms" are abbreviations of many things; "s3" is not.
  if (capitalsOnly.has(name) || /^[a-z]{2}$/.test(name)) return 'capitals';
  if (relativesOnly.has(name)) return 'relatives';
  return isEveryday(name) || /^\d+$/.test(name) ? 'context' : 'nothing';
}

const wordPattern = /[\p{L}\p{M}\p{N}]+(?:['’](?!s\b)[\p{L}]+)?[+#]*/gu;

function wordsIn(passage: string): readonly Word[] {
  const terms = new Map<string, string>();
  return Array.from(passage.matchAll(wordPattern), ({ 0: text, index: at }) => {
    let term = terms.get(text);
    if (term === undefined) {
      term = singularOf(fold(text));
      terms.set(text, term);
    }
    return { text, term, at, end: at + text.length };
  }).filter(({ term }) => term !== '');
}

/** From left to right, the longest name at each word; names do not overlap. */
function sightings(words: readonly Word[], names: ReadonlyMap<string, readonly Name[]>): readonly Sighting[] {
  const found: Sighting[] = [];
  let from = 0;
  while (from < words.length) {
    const here = names.get(words[from]?.term ?? '');
    const name = here?.find(({ terms }) => terms.every((term, index) => words[from + index]?.term === term));
    if (name) found.push({ name, from, to: from + name.terms.length });
    from += name?.terms.length ?? 1;
  }
  return found;
}

/** A passage with what was seen in it. */
interface Reading {
  readonly passage: string;
  readonly words: readonly Word[];
  readonly seen: readonly Sighting[];
  readonly evidence: Evidence;
}

interface Evidence {
  /** Technical words and certain names before each word. */
  readonly technical: Uint32Array;
  /** Doubtful names before each word. */
  readonly doubtful: Uint32Array;
}

/** Running sums, so that a neighbourhood is counted in one step. */
function evidenceAt(
  words: readonly Word[],
  { seen, technical }: { seen: readonly Sighting[]; technical: ReadonlySet<string> },
): Evidence {
  const needs = new Map(seen.map(({ name, from }) => [from, name.needs]));
  const met = new Set<string>();
  const weightAt = (index: number, term: string) => {
    if (needs.has(index)) return needs.get(index) === 'nothing' ? certainWeight : 0;
    // A word counts once: "messages" ten times is no more technical than once.
    if (!technical.has(term) || met.has(term)) return 0;
    met.add(term);
    return 1;
  };
  return {
    technical: runningSum(words.map(({ term }, index) => weightAt(index, term))),
    doubtful: runningSum(words.map((_, index) => (isDoubtful(needs.get(index)) ? 1 : 0))),
  };
}

/** What is a name in capitals alone says nothing when it is not written so. */
const isDoubtful = (needs: Name['needs'] | undefined) => needs === 'context' || needs === 'relatives';

/** At each place the sum of all before it. */
function runningSum(values: readonly number[]): Uint32Array {
  const sums = new Uint32Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = (sums[index] ?? 0) + value;
  return sums;
}

const certainWeight = 2;
/** Evidence that a doubtful name asks for, and for each other doubtful name around it. */
const leastEvidence = 2;
const evidencePerDoubt = 0.6;

function isMeant(sighting: Sighting, { passage, words, seen, evidence }: Reading): boolean {
  const { name, from, to } = sighting;
  if (name.needs === 'nothing') return true;
  const isMarked = isCode(passage, words[from]) || isCapital(passage, words.slice(from, to));
  if (name.needs === 'capitals' && !isMarked) return false;
  if (name.needs === 'relatives' && !isMarked) return hasRelative(sighting, seen);
  const [left, right] = [Math.max(0, from - reach), Math.min(words.length, to + reach)];
  const between = (sums: Uint32Array) => (sums[right] ?? 0) - (sums[left] ?? 0);
  const others = between(evidence.doubtful) - (isDoubtful(name.needs) ? 1 : 0);
  return between(evidence.technical) >= (isMarked ? 0 : leastEvidence) + evidencePerDoubt * others;
}

/** Another name around it, certain by itself, of this topic or of one that either leads to. */
function hasRelative({ name, from }: Sighting, seen: readonly Sighting[]): boolean {
  return seen.some(
    (other) =>
      other.name.needs === 'nothing' &&
      Math.abs(other.from - from) <= reach &&
      (other.name.topic.id === name.topic.id ||
        other.name.topic.related.includes(name.topic.id) ||
        name.topic.related.includes(other.name.topic.id)),
  );
}

const isCode = (passage: string, word: Word | undefined) => word !== undefined && passage[word.at - 1] === '`';

/** CAP, or LoRA; in a passage that is not shouted as a whole. */
const isCapital = (passage: string, words: readonly Word[]) =>
  words.every(({ text }) => /\p{Lu}.*\p{Lu}/u.test(text)) && passage !== passage.toUpperCase();
