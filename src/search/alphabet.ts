// Finding a place in a list that is in order.

/** The index of the first of `count` that is not before what is sought, by binary search; `count` when all are. */
export function firstFrom(count: number, isBefore: (index: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
