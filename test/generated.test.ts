// What is generated from the code is up to date.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { generated } from '../scripts/generate.ts';

it.each(Object.entries(generated()))('%s is what scripts/generate.ts makes of the code', (file, text) => {
  expect(readFileSync(file, 'utf8')).toBe(text);
});
