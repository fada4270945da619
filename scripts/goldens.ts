// Renews the golden pictures: npm run goldens. Refuses while pictures look different and the style version is the old one.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { drawSvg } from '../src/pictures/drawing.ts';
import { styleVersion } from '../src/pictures/order.ts';
import { pngOf } from '../src/pictures/raster.ts';
import { goldenFile, goldens, goldenWidth, versionFile } from '../test/pictures/goldens.ts';

mkdirSync(dirname(versionFile), { recursive: true });
const before = existsSync(versionFile) ? Number(readFileSync(versionFile, 'utf8')) : undefined;
const changed: { file: string; png: Buffer }[] = [];
let isAnyDifferent = false;
for (const { name, order, theme } of goldens) {
  const file = goldenFile(name);
  const png = pngOf(await drawSvg(order, theme), goldenWidth);
  const old = existsSync(file) ? readFileSync(file) : undefined;
  if (old?.equals(png)) continue;
  if (old) isAnyDifferent = true;
  changed.push({ file, png });
}
if (isAnyDifferent && before === styleVersion) {
  process.stderr.write(
    `${changed.length} pictures look different: raise styleVersion in src/pictures/order.ts (it is ${styleVersion}), or caches and addresses keep the old ones.\n`,
  );
  process.exit(1);
}
for (const { file, png } of changed) writeFileSync(file, png);
writeFileSync(versionFile, `${styleVersion}\n`);
process.stdout.write(
  `${changed.length} of ${goldens.length} golden pictures renewed. Look at them before you commit.\n`,
);
