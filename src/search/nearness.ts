// How near a query is to a name, letter by letter: what tells "kuberentes" for Kubernetes from Docker and Kubernetes.

/** Runs of three letters, word borders included. */
export function trigramsOf(text: string): ReadonlySet<string> {
  const padded = `  ${text} `;
  return new Set(Array.from({ length: Math.max(0, padded.length - 2) }, (_, at) => padded.slice(at, at + 3)));
}

/** From 0 to 1: twice the trigrams in common over all of both (Dice, 1945). */
export function nearness(one: string, other: string): number {
  const [left, right] = [trigramsOf(one), trigramsOf(other)];
  const common = [...left].filter((trigram) => right.has(trigram)).length;
  return (2 * common) / (left.size + right.size);
}
