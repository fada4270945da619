// The SQL of topics that members asked for and that do not exist.
import type { Db } from '../store/tables.ts';

/** Different questions kept of one workspace; further ones are counted without their words. */
const maxOfWorkspace = 500;

/** Counts one question; '' counts without words. */
export async function addWish(tx: Db, wish: { workspaceId: string; text: string; now: number }): Promise<void> {
  const text = (await hasRoom(tx, wish)) ? wish.text : '';
  await tx
    .insertInto('topic_wish')
    .values({ workspace_id: wish.workspaceId, text, count: 1, first_at: wish.now, last_at: wish.now })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'text']).doUpdateSet((eb) => ({
        count: eb('topic_wish.count', '+', 1),
        last_at: wish.now,
      })),
    )
    .execute();
}

async function hasRoom(tx: Db, { workspaceId, text }: { workspaceId: string; text: string }): Promise<boolean> {
  const known = await tx
    .selectFrom('topic_wish')
    .select('text')
    .where('workspace_id', '=', workspaceId)
    .where('text', '=', text)
    .executeTakeFirst();
  if (known) return true;
  const { count } = await tx
    .selectFrom('topic_wish')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .executeTakeFirstOrThrow();
  return Number(count) < maxOfWorkspace;
}

export interface Wish {
  /** '' for questions whose words are not kept. */
  readonly text: string;
  readonly count: number;
  readonly workspaces: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** Over all workspaces, the most asked for first. */
export async function listWishes(db: Db): Promise<readonly Wish[]> {
  const rows = await db
    .selectFrom('topic_wish')
    .select((eb) => [
      'text',
      eb.fn.sum<number>('count').as('count'),
      eb.fn.countAll<number>().as('workspaces'),
      eb.fn.min('first_at').as('firstAt'),
      eb.fn.max('last_at').as('lastAt'),
    ])
    .groupBy('text')
    .orderBy('count', 'desc')
    .orderBy('text')
    .execute();
  return rows.map((row) => ({
    text: row.text,
    count: Number(row.count),
    workspaces: Number(row.workspaces),
    firstAt: Number(row.firstAt),
    lastAt: Number(row.lastAt),
  }));
}
