// The form in which a word is compared: stem, one spelling, numbers in words. "Replicas", "2" and "colour" are replica, two and color.
import { stemmer } from 'stemmer';

/** In words: "2 phase commit" is "two-phase commit". */
const numerals = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

const british: readonly (readonly [RegExp, string])[] = [
  [/isation/, 'ization'],
  [/([a-z]{3})is(e[drs]?|ing)$/, '$1iz$2'],
  [/([a-z]{3})yse/, '$1yze'],
  [/([bdlvn])our(s|ed|ing|al|ful)?$/, '$1or$2'],
  [/tre(s?)$/, 'ter$1'],
  [/ence$/, 'ense'],
  [/ogue(s?)$/, 'og$1'],
  [/ll(ed|ing|er)$/, 'l$1'],
];

/** Made on first sight and kept; the words of content and queries repeat. Bounded, since queries are anything. */
const known = new Map<string, string>();
const maxKnown = 100_000;

/** The same for all forms of a word; `word` is folded. Porter's stems (1980). */
export function termOf(word: string): string {
  const found = known.get(word);
  if (found !== undefined) return found;
  const term = compute(word);
  if (known.size >= maxKnown) known.clear();
  known.set(word, term);
  return term;
}

/** One spelling and the singular: "shards", but not "sharded", is a shard. For names in a passage, where a stem would find too much. */
export function singularOf(word: string): string {
  const american = british.reduce((text, [from, to]) => text.replace(from, to), word);
  if (!/^[a-z]{4,}$/.test(american)) return american.replace(/^([a-z]*\d+)s$/, '$1');
  return american
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^su])s$/, '$1');
}

function compute(word: string): string {
  const numeral = /^\d{1,2}$/.test(word) ? numerals[Number(word)] : undefined;
  if (numeral) return numeral;
  if (!/^[a-z]{3,}$/.test(word)) return word.replace(/^([a-z]+\d+)s$/, '$1');
  const american = british.reduce((text, [from, to]) => text.replace(from, to), word);
  return stemmer(american);
}
