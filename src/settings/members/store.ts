// The SQL of members: their names in a workspace, who hides, and who manages.
import type { Db } from '../../store/tables.ts';
import { shownName } from './name.ts';

/** Remembers the name that the platform gave with the member's own event; writes only when it is another. */
export async function putMember(
  tx: Db,
  member: { readonly workspaceId: string; readonly personId: string; readonly name: string; readonly now: number },
): Promise<void> {
  const values = { name: shownName(member.name), changed_at: member.now };
  await tx
    .insertInto('member')
    .values({ workspace_id: member.workspaceId, person_id: member.personId, ...values })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'person_id']).doUpdateSet(values).where('member.name', '!=', values.name),
    )
    .execute();
}

/** Keeps the person off every board and out of every reveal from now on, or shows them again. */
export async function setHidden(tx: Db, personId: string, isHidden: boolean): Promise<void> {
  await tx
    .updateTable('person')
    .set({ is_hidden: isHidden ? 1 : 0 })
    .where('id', '=', personId)
    .execute();
}

export async function isHidden(db: Db, personId: string): Promise<boolean> {
  const row = await db.selectFrom('person').select('is_hidden').where('id', '=', personId).executeTakeFirst();
  return row?.is_hidden === 1;
}

/** Remembers who passed the check of a manager, so that they can be told when something needs one. */
export async function noteManager(
  tx: Db,
  manager: { readonly workspaceId: string; readonly user: string; readonly now: number },
): Promise<void> {
  await tx
    .insertInto('manager')
    .values({ workspace_id: manager.workspaceId, user_id: manager.user, at: manager.now })
    .onConflict((conflict) => conflict.columns(['workspace_id', 'user_id']).doUpdateSet({ at: manager.now }))
    .execute();
}

/** The platform's ids of those who managed something since `since`, the latest first. */
export async function managersOf(
  db: Db,
  workspaceId: string,
  { since, limit }: { readonly since: number; readonly limit: number },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('manager')
    .select('user_id')
    .where('workspace_id', '=', workspaceId)
    .where('at', '>=', since)
    .orderBy('at', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => row.user_id);
}

/** Deletes the person, their names in all workspaces, and that they managed anything. */
export async function forgetPerson(tx: Db, personId: string): Promise<void> {
  const person = await tx
    .selectFrom('person')
    .select(['platform', 'external_id'])
    .where('id', '=', personId)
    .executeTakeFirst();
  if (!person) return;
  const theirs = tx.selectFrom('workspace').select('id').where('platform', '=', person.platform);
  await tx
    .deleteFrom('manager')
    .where('user_id', '=', person.external_id)
    .where('workspace_id', 'in', theirs)
    .execute();
  await tx.deleteFrom('member').where('person_id', '=', personId).execute();
  await tx.deleteFrom('person').where('id', '=', personId).execute();
}
