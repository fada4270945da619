// The SQL of the tenancy: installations, workspaces with their settings, persons.
import { newId } from '../random.ts';
import type { Store } from '../store/store.ts';
import type { Db } from '../store/tables.ts';

export interface WorkspaceKey {
  readonly platform: string;
  readonly installation: string;
  readonly workspace: string;
}

/** The installation's own id; it is written on first sight. */
export async function installationId(
  tx: Db,
  key: { platform: string; installation: string },
  now: number,
): Promise<string> {
  const find = () =>
    tx
      .selectFrom('installation')
      .select('id')
      .where('platform', '=', key.platform)
      .where('external_id', '=', key.installation)
      .executeTakeFirst();
  const known = await find();
  if (known) return known.id;
  const id = newId(now);
  await tx
    .insertInto('installation')
    .values({
      id,
      platform: key.platform,
      external_id: key.installation,
      state: 'active',
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'external_id']).doNothing())
    .execute();
  return (await find())?.id ?? id;
}

export interface WorkspaceRow {
  readonly id: string;
  /** JSON. */
  readonly settings: string;
  readonly state: 'active' | 'left';
}

export async function findWorkspace(db: Db, key: WorkspaceKey): Promise<WorkspaceRow | undefined> {
  return db
    .selectFrom('workspace')
    .select(['id', 'settings', 'state'])
    .where('platform', '=', key.platform)
    .where('external_id', '=', key.workspace)
    .executeTakeFirst();
}

export async function findWorkspaceById(db: Db, id: string): Promise<WorkspaceRow | undefined> {
  return db.selectFrom('workspace').select(['id', 'settings', 'state']).where('id', '=', id).executeTakeFirst();
}

/** Whoever opens, closes or scores rounds of a workspace does so one after the other. */
export async function lockWorkspace(store: Store, tx: Db, id: string): Promise<void> {
  await store.locking(tx.selectFrom('workspace').select('id').where('id', '=', id)).execute();
}

/** The workspace's row; it is written on first sight. */
export async function ensureWorkspace(tx: Db, key: WorkspaceKey, now: number): Promise<WorkspaceRow> {
  const known = await findWorkspace(tx, key);
  if (known?.state === 'active') return known;
  const installation = await installationId(tx, key, now);
  await tx
    .insertInto('workspace')
    .values({
      id: newId(now),
      platform: key.platform,
      external_id: key.workspace,
      installation_id: installation,
      settings: '{}',
      state: 'active',
      created_at: now,
      changed_at: now,
    })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'external_id']).doUpdateSet({ state: 'active', changed_at: now }),
    )
    .execute();
  const row = await findWorkspace(tx, key);
  if (!row) throw new Error('a workspace that was just written is gone');
  return row;
}

export async function writeSettings(
  tx: Db,
  workspaceId: string,
  change: { settings: string; now: number },
): Promise<void> {
  await tx
    .updateTable('workspace')
    .set({ settings: change.settings, changed_at: change.now })
    .where('id', '=', workspaceId)
    .execute();
}

export async function setWorkspaceState(
  tx: Db,
  workspaceId: string,
  change: { state: 'active' | 'left'; now: number },
): Promise<void> {
  await tx
    .updateTable('workspace')
    .set({ state: change.state, changed_at: change.now })
    .where('id', '=', workspaceId)
    .execute();
}

export interface PersonKey {
  readonly platform: string;
  readonly installation: string;
  readonly user: string;
  readonly home: string;
}

export async function findPerson(db: Db, key: PersonKey): Promise<string | undefined> {
  const row = await db
    .selectFrom('person')
    .select('id')
    .where('platform', '=', key.platform)
    .where('home_id', '=', key.home)
    .where('external_id', '=', key.user)
    .executeTakeFirst();
  return row?.id;
}

/** The person's own id; written on first sight, together with the installation that reaches them. */
export async function ensurePerson(tx: Db, key: PersonKey, now: number): Promise<string> {
  const known = await findPerson(tx, key);
  if (known !== undefined) return known;
  const id = newId(now);
  await tx
    .insertInto('person')
    .values({
      id,
      platform: key.platform,
      external_id: key.user,
      home_id: key.home,
      installation_id: await installationId(tx, key, now),
      is_hidden: 0,
      created_at: now,
    })
    .onConflict((conflict) => conflict.columns(['platform', 'home_id', 'external_id']).doNothing())
    .execute();
  return (await findPerson(tx, key)) ?? id;
}
