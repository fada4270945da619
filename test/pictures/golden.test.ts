// Pixels: about twenty pictures must look as they did, one grey level aside. `npm run goldens` renews them.
import { existsSync, readFileSync } from 'node:fs';
import { PNG } from 'pngjs';
import { expect, it } from 'vitest';
import { drawSvg } from '../../src/pictures/drawing.ts';
import { styleVersion } from '../../src/pictures/order.ts';
import { pngOf } from '../../src/pictures/raster.ts';
import { goldenFile, goldens, goldenWidth, versionFile } from './goldens.ts';

/** Of 255, in each channel. */
const tolerance = 1;

it.each(goldens)('$name looks as it did', async ({ name, order, theme }) => {
  const file = goldenFile(name);
  expect(existsSync(file), `${file} is missing: npm run goldens`).toBe(true);
  const golden = PNG.sync.read(readFileSync(file));
  const drawn = PNG.sync.read(pngOf(await drawSvg(order, theme), goldenWidth));
  expect([drawn.width, drawn.height]).toEqual([golden.width, golden.height]);
  let worst = 0;
  for (const [index, value] of drawn.data.entries())
    worst = Math.max(worst, Math.abs(value - (golden.data[index] ?? 0)));
  expect(
    worst,
    'it looks different: raise styleVersion, run npm run goldens, and look at what changed',
  ).toBeLessThanOrEqual(tolerance);
});

it('were made with the style of today', () => {
  expect(Number(readFileSync(versionFile, 'utf8'))).toBe(styleVersion);
});
