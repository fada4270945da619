// A query as typed, reduced to plain words: one form for every letter, platform marks gone, at most 200 characters.

/** No topic needs more than this to be named; a pasted page would only cost time. Plain Fuse holds the event loop 2.8 s over 3,000. */
const maxChars = 200;
/** Looked at before the cut, so that a wall of spaces or marks does not push the words out. */
const maxRead = 4_000;

/** Mentions and addresses as Slack and Discord write them: `<@U1>`, `<#C1|name>`, `<!here>`, `<:emoji:1>`, `<https://...>`. */
const platformMarks = /<[@#!:a][^<>\s]*>|<?https?:\/\/[^\s>]+>?|(?<![\p{L}\p{N}])@[\p{L}\p{N}_.-]+/gu;

/** Lower case, accents off, marks as spaces; '' when nothing is left. "C++" and "C#" keep their marks. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['’`´]/g, '')
    .replace(/[^\p{L}\p{N}+#]+/gu, ' ')
    .replace(/(?<![\p{L}])[+#]+|[+#]+(?=[\p{L}\p{N}])/gu, ' ')
    .replace(/ +/g, ' ')
    .trim();
}

/** What was asked, folded: without mentions and addresses, at most 200 characters. */
export function normalise(query: string): string {
  const read = query
    .slice(0, maxRead)
    // One letter may unfold to eighteen.
    .normalize('NFKD')
    .slice(0, maxRead)
    .replace(platformMarks, ' ')
    .replace(/^\s*\/arch\b/i, ' ');
  const folded = fold(read);
  if (folded.length <= maxChars) return folded;
  const cut = folded.slice(0, maxChars);
  // A word cut in two would only be misspelled.
  return cut.slice(0, Math.max(cut.lastIndexOf(' '), 0)) || cut;
}
