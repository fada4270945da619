// A query as typed, reduced to the words that carry its meaning.

/** No topic needs more than this to be named; a pasted page would only cost time. */
const maxChars = 200;

/** Words of a question that name no topic. */
const stopWords = new Set(
  (
    'a an the is are was were be do does did how what why when where which who whom whose can could should would will ' +
    'i we you they it its this that these those my our your me us to of in on at for with from by and or but not no ' +
    'explain tell about show give please help need want know understand mean means meaning work works working between ' +
    'difference vs versus system design interview question topic some any so if then than as use using used'
  ).split(' '),
);

/** Lower case, one form for every letter, punctuation as spaces; at most 200 characters. '' when nothing is left. */
export function normalise(text: string): string {
  return text
    .slice(0, 4 * maxChars)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/<[^>]*>/g, ' ')
    .replace(/['’`]/g, '')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .trim()
    .slice(0, maxChars)
    .trim();
}

/** The words that carry meaning; all of them when every one is a stop word. */
export function meaningfulWords(normalised: string): readonly string[] {
  const words = normalised.split(' ').filter(Boolean);
  const kept = words.filter((word) => !stopWords.has(word));
  return kept.length > 0 ? kept : words;
}
