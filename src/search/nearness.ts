// How near a query is to a name, letter by letter: what tells "kuberentes" for Kubernetes from Docker and Kubernetes.

/** Runs of three letters, word borders included. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}

/** From 0 to 1: by letters to change, or by runs in common when parts changed places. */
export function nearness(one: string, other: string): number {
  const length = Math.max(one.length, other.length);
  if (length === 0) return 1;
  const bearable = Math.ceil(length / 3);
  return Math.max(1 - editsBetween(one, other, bearable) / length, shareOfTrigrams(one, other));
}

/** Twice the trigrams in common over all of both (Dice, 1945). */
function shareOfTrigrams(one: string, other: string): number {
  const [left, right] = [trigramsOf(one), trigramsOf(other)];
  const common = [...left].filter((trigram) => right.has(trigram)).length;
  return (2 * common) / (left.size + right.size);
}

/**
 * Letters to insert, delete, replace or swap with their neighbour (optimal string alignment; Damerau, 1964); more than `most` comes
 * back as `most + 1`.
 */
export function editsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let before: readonly number[] = [];
  let previous: readonly number[] = Array.from({ length: other.length + 1 }, (_, at) => at);
  for (let row = 1; row <= one.length; row++) {
    const current = nextRow({ one, other, row, previous, before });
    if (Math.min(...current) > most) return most + 1;
    before = previous;
    previous = current;
  }
  return Math.min(previous[other.length] ?? most + 1, most + 1);
}

interface Rows {
  readonly one: string;
  readonly other: string;
  readonly row: number;
  readonly previous: readonly number[];
  readonly before: readonly number[];
}

function nextRow({ one, other, row, previous, before }: Rows): readonly number[] {
  const current = [row];
  for (let at = 1; at <= other.length; at++) {
    const isSame = one[row - 1] === other[at - 1];
    const isSwap = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1];
    const insertedOrDeleted = Math.min(previous[at] ?? 0, current[at - 1] ?? 0) + 1;
    const replaced = (previous[at - 1] ?? 0) + (isSame ? 0 : 1);
    const swapped = isSwap ? (before[at - 2] ?? 0) + 1 : replaced;
    current.push(Math.min(insertedOrDeleted, replaced, swapped));
  }
  return current;
}
