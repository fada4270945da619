// Sums of measurements: percentiles of one run, medians over runs.

/** The value below which `share` (0 to 1) of the values lie, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** One decimal is all that a noisy machine allows. */
export const rounded = (value: number): number => Math.round(value * 10) / 10;
