// The one worker thread that draws: started by the first picture, ended when there has been nothing to draw for a while.
import type { Theme } from '../card/picture.ts';
import { messageOf } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { Order } from './order.ts';

export interface Artist {
  /** The PNG. @throws Error when it cannot be drawn in time. */
  draw(order: Order, theme: Theme): Promise<Uint8Array>;
  /** Ends the thread; what waits is rejected. */
  close(): Promise<void>;
}

const idleMs = 60_000;
const maxDrawingMs = 15_000;
/** A burst of posts asks for few pictures, since each is drawn once; more than this is no use to anybody. */
const maxWaiting = 500;
const maxHeapMb = 128;
/** A small young generation takes 90 MB off the peak and costs no time (npm run bench -- pictures, 2026-11-24). */
const maxYoungMb = 8;

/** Loads nothing before the first picture. */
export function createArtist(log: Pick<Logger, 'warn'>): Artist {
  let pool: Promise<import('tinypool').Tinypool> | undefined;
  const open = async () => {
    const { Tinypool } = await import('tinypool');
    const opened = new Tinypool({
      filename: new URL('./worker.ts', import.meta.url).href,
      name: 'draw',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: idleMs,
      maxQueue: maxWaiting,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb, maxYoungGenerationSizeMb: maxYoungMb },
    });
    // A thread that dies between two pictures says so here; unheard, it would end the process.
    opened.on('error', (error: unknown) => log.warn({ reason: messageOf(error) }, 'the thread that draws has died'));
    return opened;
  };
  return {
    draw: async (order, theme) => {
      pool ??= open().catch((error: unknown) => {
        pool = undefined;
        throw error;
      });
      const opened = await pool;
      return opened.run({ order, theme }, { signal: AbortSignal.timeout(maxDrawingMs) });
    },
    close: async () => {
      await (await pool)?.destroy();
    },
  };
}
