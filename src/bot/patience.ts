// Waiting for an answer only as long as a platform waits for its acknowledgement.

export interface Patience<T> {
  /** The answer, when it came in time. */
  readonly quick: T | undefined;
  readonly later: Promise<T>;
}

/** Resolves as soon as the work does, or after `patienceMs` of real time without it. */
export async function patient<T>(work: Promise<T>, patienceMs: number): Promise<Patience<T>> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs);
  });
  const quick = await Promise.race([work, tooLate]);
  clearTimeout(timer);
  return { quick, later: work };
}
