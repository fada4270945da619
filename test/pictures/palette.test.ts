// Contrast is measured (WCAG 2.2): 4.5:1 for text, 3:1 for lines and shapes that carry meaning.

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { themes } from '../../src/card/picture.ts';
import { accents, ownAccent, type Paint, palettes, roles } from '../../src/pictures/palette.ts';
import { ownContent } from '../support/bot.ts';

/** Relative luminance (WCAG 2.2, definitions). */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

it('the measure is that of WCAG', () => {
  expect(contrast('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
  expect(contrast('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
});

describe.each(themes)('in %s', (theme) => {
  const palette = palettes[theme];
  type Named = Exclude<Paint, 'accent'>;
  const texts: readonly (readonly [Named, Named])[] = [
    ['strip-ink', 'strip'],
    ['ink', 'panel'],
    ['ink', 'group'],
    ['sub', 'panel'],
    ['sub', 'group'],
    ['sub', 'page'],
    ['panel', 'sub'],
    ['panel', 'line'],
    ['panel', 'ok-edge'],
    ['panel', 'service-edge'],
    ['ink', 'grid'],
    ['service-edge', 'service-fill'],
    ['service-edge', 'panel'],
    ['store-edge', 'panel'],
    ['queue-edge', 'panel'],
    ['gateway-edge', 'panel'],
    ['medal-ink', 'gold'],
    ['medal-ink', 'silver'],
    ['medal-ink', 'bronze'],
    ...roles.map((role) => ['ink', `${role}-fill`] as const),
  ];
  it.each(texts)('the text %s on %s has a contrast of 4.5', (ink, ground) => {
    expect(contrast(palette[ink], palette[ground])).toBeGreaterThanOrEqual(4.5);
  });

  const lines: readonly (readonly [Named, Named])[] = [
    ['line', 'panel'],
    ['line', 'group'],
    ['bad-edge', 'panel'],
    ...(['series-1', 'series-2', 'series-3', 'series-4'] as const).map((series) => [series, 'panel'] as const),
    ...roles.map((role) => [`${role}-edge`, 'panel'] as const),
  ];
  it.each(lines)('the line %s on %s has a contrast of 3', (line, ground) => {
    expect(contrast(palette[line], palette[ground])).toBeGreaterThanOrEqual(3);
  });

  it.each([...Object.entries(accents), ['a category of our own', ownAccent] as const])(
    'the colour of %s is read on the strip',
    (_, accent) => {
      expect(contrast(accent, palette.strip)).toBeGreaterThanOrEqual(4.5);
    },
  );
});

it('every category has a colour of its own', () => {
  const plan: { categories: { id: string }[] } = parse(readFileSync('content/catalogue.yaml', 'utf8'));
  expect(Object.keys(accents).sort()).toEqual(plan.categories.map(({ id }) => id).sort());
  expect(Object.keys(accents)).toHaveLength(16);
  expect(new Set(Object.values(accents)).size).toBe(16);
  for (const { category } of ownContent().topics) expect(accents).toHaveProperty(category);
});
