// How hard a text is to read, in words that a rule can compare.

/** What a rule looks at when it counts: plain words, without marks. */
export const wordsOf = (text: string): readonly string[] => text.match(/[\p{L}\p{N}][\p{L}\p{N}'’+#./-]*/gu) ?? [];

/**
 * Years of school that a text asks for: the automated readability index (Smith and Senter, 1967), from letters a word and words
 * a sentence. It needs no syllables, which a technical text makes hard to count. 0 for a text without words.
 */
export function readingYears(text: string): number {
  const words = wordsOf(text);
  if (words.length === 0) return 0;
  const sentences = Math.max(1, text.match(/[.!?:;](?=\s|$)/g)?.length ?? 1);
  const letters = words.reduce((sum, word) => sum + word.replace(/[^\p{L}\p{N}]/gu, '').length, 0);
  return 4.71 * (letters / words.length) + 0.5 * (words.length / sentences) - 21.43;
}

/** Runs of three words, in small letters. */
function shinglesOf(text: string): ReadonlySet<string> {
  const words = wordsOf(text.toLowerCase());
  if (words.length < 3) return new Set([words.join(' ')]);
  return new Set(words.slice(2).map((word, index) => `${words[index]} ${words[index + 1]} ${word}`));
}

/** How alike two texts are, from 0 to 1: the share of runs of three words that they have in common (Jaccard). */
export function likeness(one: string, other: string): number {
  const [left, right] = [shinglesOf(one), shinglesOf(other)];
  const common = [...left].filter((shingle) => right.has(shingle)).length;
  return common / (left.size + right.size - common);
}
