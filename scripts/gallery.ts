// Every picture at 1200 and at 400 px, light and dark, on one page for the eye: npm run gallery [-- <folder>]
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { themes } from '../src/card/picture.ts';
import { loadContent } from '../src/content/load.ts';
import { checkPicture } from '../src/pictures/check.ts';
import { drawSvg } from '../src/pictures/drawing.ts';
import { type Order, orderOf } from '../src/pictures/order.ts';
import { pngOf } from '../src/pictures/raster.ts';
import { otherOrders } from '../test/pictures/samples.ts';

const folder = resolve(process.argv[2] ?? 'gallery');
const extra = (process.env.CONTENT_DIRS ?? '').split(',').filter(Boolean);
const content = loadContent({ main: 'content', extra });

interface Shown {
  readonly name: string;
  readonly order: Order;
  readonly notes: readonly string[];
}

const topics = await Promise.all(
  content.topics.map(async (topic): Promise<readonly Shown[]> => {
    const order = orderOf({ kind: 'topic', topic: topic.id }, content);
    const { problems, warnings } = await checkPicture(topic, content.categories);
    return order ? [{ name: topic.id, order, notes: [...problems, ...warnings].map(({ what }) => what) }] : [];
  }),
);
const others = Object.entries(otherOrders).map(([name, order]): Shown => ({ name, order, notes: [] }));

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

mkdirSync(folder, { recursive: true });
const sections: string[] = [];
for (const { name, order, notes } of [...topics.flat(), ...others]) {
  const pictures: string[] = [];
  for (const theme of themes) {
    const file = `${name}-${theme}.png`;
    writeFileSync(join(folder, file), pngOf(await drawSvg(order, theme)));
    pictures.push(`<a href="${file}"><img src="${file}" width="1200" alt="${name}, ${theme}"></a>`);
    pictures.push(`<img class="phone" src="${file}" width="400" alt="${name}, ${theme}, on a phone">`);
  }
  const list = notes.map((note) => `<li>${escaped(note)}</li>`).join('');
  sections.push(`<section id="${name}"><h2>${name}</h2><ul>${list}</ul><div>${pictures.join('\n')}</div></section>`);
}
const page = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Pictures</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 24px; background: #d9dce3; }
section > div { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; }
img { max-width: 100%; height: auto; box-shadow: 0 1px 6px rgb(0 0 0 / 30%); }
li { color: #9a3412; }
</style>
<h1>${sections.length} pictures</h1>
${sections.join('\n')}
</html>
`;
writeFileSync(join(folder, 'index.html'), page);
process.stdout.write(`Written: ${join(folder, 'index.html')}\n`);
