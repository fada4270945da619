// Draws in a thread of its own: neither a layout nor a rasterisation holds up the bot.
import type { Theme } from '../card/picture.ts';
import { drawSvg } from './drawing.ts';
import type { Order } from './order.ts';
import { pngOf } from './raster.ts';

export interface Commission {
  readonly order: Order;
  readonly theme: Theme;
}

/** The PNG. @throws RangeError for a source that the check refuses. */
export async function draw({ order, theme }: Commission): Promise<Uint8Array> {
  return pngOf(await drawSvg(order, theme));
}
