// The SQL of practice: what must not be told yet.
import type { Db } from '../../store/tables.ts';

/** Questions that are open in the workspace, or in another one in which the person votes. */
export async function questionsAsked(
  db: Db,
  { workspaceId, personId }: { readonly workspaceId: string; readonly personId: string },
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('round')
    .select('question')
    .where('state', 'in', ['open', 'ending'])
    .where((where) =>
      where.or([
        where('workspace_id', '=', workspaceId),
        where('workspace_id', 'in', (inner) =>
          inner.selectFrom('member').select('member.workspace_id').where('member.person_id', '=', personId),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map((row) => row.question));
}
