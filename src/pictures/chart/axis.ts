// The scale of an axis: round steps that cover the data.

export interface Axis {
  readonly low: number;
  readonly high: number;
  /** From low to high, evenly. */
  readonly ticks: readonly number[];
}

const wantedSteps = 5;

/** Covers the values with steps of 1, 2 or 5 times a power of ten; bars begin at zero. `range` fixes the ends. */
export function axisOf(values: readonly number[], range: readonly [number, number] | undefined): Axis {
  const least = range?.[0] ?? Math.min(0, ...values);
  const most = range?.[1] ?? Math.max(0, ...values);
  const step = roundStep((most - least || 1) / wantedSteps);
  const low = range ? least : Math.floor(least / step) * step;
  const high = range ? most : Math.ceil(most / step) * step || step;
  const first = Math.ceil(low / step);
  const count = Math.floor(high / step + 1e-9) - first + 1;
  return { low, high, ticks: Array.from({ length: count }, (_, index) => tidy((first + index) * step)) };
}

function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  const part = raw / power;
  return (part <= 1 ? 1 : part <= 2 ? 2 : part <= 5 ? 5 : 10) * power;
}

/** Without the dust of binary fractions. */
const tidy = (value: number) => Number(value.toPrecision(12));

/** 0.25, 1,200, 3.5M. */
export function numberText(value: number): string {
  if (Math.abs(value) >= 1e6)
    return new Intl.NumberFormat('en-US', { notation: 'compact', maximumFractionDigits: 1 }).format(value);
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 }).format(value);
}
