// Which pictures are kept as goldens, and where.
import { fileURLToPath } from 'node:url';
import type { Theme } from '../../src/card/picture.ts';
import type { Order } from '../../src/pictures/order.ts';
import { otherOrders, type SampleName, sampleOrder, samples } from './samples.ts';

export interface Golden {
  readonly name: string;
  readonly order: Order;
  readonly theme: Theme;
}

/** Half as wide as the bot draws them: letters are still letters, and the files a quarter as large. */
export const goldenWidth = 600;

const folder = new URL('./goldens/', import.meta.url);
export const goldenFile = (name: string): string => fileURLToPath(new URL(`${name}.png`, folder));
/** The style version that they were made with. */
export const versionFile = fileURLToPath(new URL('style-version', folder));

const names = Object.keys(samples) as SampleName[];
const inDark: readonly SampleName[] = ['groups', 'sequence', 'classes', 'lines'];

export const goldens: readonly Golden[] = [
  ...names.map((name): Golden => ({ name, order: sampleOrder(name), theme: 'light' })),
  ...inDark.map((name): Golden => ({ name: `${name}-dark`, order: sampleOrder(name), theme: 'dark' })),
  ...Object.entries(otherOrders).map(([name, order]): Golden => ({ name: kebab(name), order, theme: 'light' })),
  { name: 'result-dark', order: otherOrders.result, theme: 'dark' },
  { name: 'board-dark', order: otherOrders.board, theme: 'dark' },
];

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
