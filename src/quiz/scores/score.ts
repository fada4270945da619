// What a right answer is worth, and which answers count.

/** A right answer in a round that counts, however often it was changed; never more for speed. */
export const pointsForRight = 10;
/** A round counts from this many voters on: nobody collects points alone. */
export const fewestVoters = 2;
/** Unscheduled rounds that count for a member on one day. */
export const unscheduledADay = 5;
