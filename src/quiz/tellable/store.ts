// The SQL of what is open where.
import type { Target } from '../../platform.ts';
import type { Db } from '../../store/tables.ts';

const open = (db: Db) => db.selectFrom('round').select('question').where('state', 'in', ['open', 'ending']);

const setOf = (rows: readonly { question: string }[]): ReadonlySet<string> => new Set(rows.map((row) => row.question));

export async function openInWorkspace(db: Db, workspaceId: string): Promise<ReadonlySet<string>> {
  return setOf(await open(db).where('workspace_id', '=', workspaceId).execute());
}

export async function openInChannel(db: Db, workspaceId: string, channel: string): Promise<ReadonlySet<string>> {
  return setOf(await open(db).where('workspace_id', '=', workspaceId).where('channel', '=', channel).execute());
}

/** In the workspaces in which the person voted. */
export async function openWhereKnown(db: Db, personId: string): Promise<ReadonlySet<string>> {
  const rows = await open(db)
    .where('workspace_id', 'in', (inner) =>
      inner.selectFrom('member').select('member.workspace_id').where('member.person_id', '=', personId),
    )
    .execute();
  return setOf(rows);
}

/** Of the questions, those that are open in any workspace of the installation. */
export async function openInInstallation(
  db: Db,
  { platform, installation }: Target,
  questions: readonly string[],
): Promise<ReadonlySet<string>> {
  if (questions.length === 0) return new Set();
  const rows = await open(db)
    .distinct()
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', 'is not', null)
    .where('question', 'in', questions)
    .execute();
  return setOf(rows);
}
