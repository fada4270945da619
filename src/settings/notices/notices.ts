// What the managers of a workspace are told, once: in direct messages, or in the channel when none of them is known.
import { z } from 'zod';
import { paragraph } from '../../card/build.ts';
import type { Card } from '../../card/card.ts';
import type { Builder } from '../../deliveries/delivery.ts';
import { owe } from '../../deliveries/store.ts';
import type { Target } from '../../platform.ts';
import type { Db } from '../../store/tables.ts';
import { managersOf } from '../members/store.ts';

export interface Notice {
  readonly workspaceId: string;
  /** Where it happened. */
  readonly target: Target;
  /** The beginning of its idempotency keys: what it is about. Telling the same twice tells it once. */
  readonly about: string;
  readonly title: string;
  /** Paragraphs. */
  readonly lines: readonly string[];
  /** The place takes no post: where no manager is known, nobody can be told. */
  readonly isPlaceDead?: boolean;
}

const yearMs = 365 * 86_400_000;
/** Enough that somebody reads it, few enough not to be a nuisance. */
const maxManagers = 3;
const contentSchema = z.object({ title: z.string(), lines: z.array(z.string()) });

/** Owes the notice to the managers who were active last. In the caller's transaction. */
export async function tellManagers(tx: Db, notice: Notice, now: number): Promise<void> {
  const { workspaceId, target, about, title, lines, isPlaceDead } = notice;
  const managers = await managersOf(tx, workspaceId, { since: now - yearMs, limit: maxManagers });
  const elsewhere = isPlaceDead ? [] : [target.channel];
  const channels = managers.length === 0 ? elsewhere : managers.map((user) => `@${user}`);
  for (const channel of channels) {
    const key = `notice:${about}:${channel}`;
    const payload = { title, lines };
    await owe(tx, { workspaceId, key, kind: 'notice', target: { ...target, channel }, payload, dueAt: now }, { now });
  }
}

/** The builder for deliveries of the kind 'notice'. */
export const noticeBuilder: Builder = {
  build: async (delivery) => {
    const { title, lines } = contentSchema.parse(delivery.payload);
    const card: Card = { kind: 'card', tone: 'notice', title, blocks: lines.map((line) => paragraph(line)) };
    return { kind: 'post', card };
  },
};
