// The SQL of pictures: what is drawn for a workspace, who is named on it, what a platform holds of it, and the key of signatures.
import { type PictureSpec, pictureSchema } from '../card/picture.ts';
import type { Target } from '../platform.ts';
import { newId, newToken } from '../random.ts';
import type { Db } from '../store/tables.ts';

export type Tenant = Omit<Target, 'channel'>;

/** A direct message has no workspace; a column of a key is never null. */
const columnsOf = ({ platform, installation, workspace }: Tenant) => ({
  platform,
  installation,
  workspace: workspace ?? '',
});

export interface KeptPicture {
  readonly id: string;
  readonly spec: PictureSpec;
  readonly expiresAt: number;
}

/** Keeps a picture until `expiresAt`, and says its id; the same picture again lasts longer. In the caller's transaction. */
export async function keepPicture(
  tx: Db,
  tenant: Tenant,
  picture: { readonly hash: string; readonly spec: PictureSpec; readonly now: number; readonly expiresAt: number },
): Promise<string> {
  const { hash, spec, now, expiresAt } = picture;
  const row = await tx
    .insertInto('picture')
    .values({
      id: newId(now),
      ...columnsOf(tenant),
      hash,
      spec: JSON.stringify(spec),
      created_at: now,
      expires_at: expiresAt,
    })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'installation', 'workspace', 'hash']).doUpdateSet({ expires_at: expiresAt }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  for (const person of peopleOn(spec)) {
    await tx
      .insertInto('picture_person')
      .values({ person_id: person, picture_id: row.id })
      .onConflict((conflict) => conflict.columns(['person_id', 'picture_id']).doNothing())
      .execute();
  }
  return row.id;
}

/** Person ids of those who are named. */
export const peopleOn = (spec: PictureSpec): readonly string[] =>
  spec.kind === 'board' ? [...new Set(spec.rows.map(({ person }) => person))] : [];

/** Nothing when it is gone, has ended, or does not fit the schema of today. */
export async function findPicture(db: Db, id: string, now: number): Promise<KeptPicture | undefined> {
  const row = await db
    .selectFrom('picture')
    .select(['id', 'spec', 'expires_at'])
    .where('id', '=', id)
    .where('expires_at', '>', now)
    .executeTakeFirst();
  const spec = row && pictureSchema.safeParse(JSON.parse(row.spec));
  return row && spec?.success ? { id: row.id, spec: spec.data, expiresAt: row.expires_at } : undefined;
}

/** Takes every picture with that person away: its address is dead at once, its uploads are taken down at the next beat. */
export async function forgetPictures(tx: Db, personId: string): Promise<void> {
  const theirs = tx.selectFrom('picture_person').select('picture_id').where('person_id', '=', personId);
  const rows = await tx.selectFrom('picture').selectAll().where('id', 'in', theirs).execute();
  for (const { platform, installation, workspace, hash } of rows) {
    await tx
      .updateTable('picture_upload')
      .set({ expires_at: 0 })
      .where('platform', '=', platform)
      .where('installation', '=', installation)
      .where('workspace', '=', workspace)
      .where('hash', '=', hash)
      .execute();
  }
  await removePictures(
    tx,
    rows.map(({ id }) => id),
  );
}

async function removePictures(tx: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('picture_person').where('picture_id', 'in', ids).execute();
  await tx.deleteFrom('picture').where('id', 'in', ids).execute();
}

/** Deletes up to `limit` pictures that have ended; one that was kept longer meanwhile stays. */
export async function forgetEnded(tx: Db, now: number, limit: number): Promise<void> {
  const rows = await tx.selectFrom('picture').select('id').where('expires_at', '<=', now).limit(limit).execute();
  if (rows.length === 0) return;
  const ids = rows.map(({ id }) => id);
  await tx.deleteFrom('picture').where('id', 'in', ids).where('expires_at', '<=', now).execute();
  const left = tx.selectFrom('picture').select('id').where('id', 'in', ids);
  await tx.deleteFrom('picture_person').where('picture_id', 'in', ids).where('picture_id', 'not in', left).execute();
}

export interface Upload {
  readonly hash: string;
  readonly file: string;
  readonly now: number;
  /** Nothing for a picture of a topic, which stays. */
  readonly expiresAt: number | undefined;
}

/** The newest file of the picture that the platform holds; nothing when all are to be taken down. */
export async function findUpload(
  db: Db,
  tenant: Tenant,
  { hash, now }: { hash: string; now: number },
): Promise<string | undefined> {
  const { platform, installation, workspace } = columnsOf(tenant);
  const row = await db
    .selectFrom('picture_upload')
    .select('file')
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', '=', workspace)
    .where('hash', '=', hash)
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.file;
}

/** Remembers an upload. Two replicas may upload the same picture: both files are known, so that both can be taken down. */
export async function keepUpload(tx: Db, tenant: Tenant, { hash, file, now, expiresAt }: Upload): Promise<void> {
  const values = { created_at: now, expires_at: expiresAt ?? null };
  await tx
    .insertInto('picture_upload')
    .values({ ...columnsOf(tenant), hash, file, ...values })
    .onConflict((conflict) =>
      conflict.columns(['platform', 'installation', 'workspace', 'hash', 'file']).doUpdateSet(values),
    )
    .execute();
}

/** The file is not used any more, and is taken down at the next beat. */
export async function endUpload(tx: Db, tenant: Tenant, file: string): Promise<void> {
  const { platform, installation, workspace } = columnsOf(tenant);
  await tx
    .updateTable('picture_upload')
    .set({ expires_at: 0 })
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', '=', workspace)
    .where('file', '=', file)
    .execute();
}

export interface EndedUpload {
  readonly tenant: Tenant;
  readonly file: string;
}

/** Uploads on those platforms that are to be taken down, the longest ended first. */
export async function endedUploads(
  db: Db,
  { now, limit, platforms }: { now: number; limit: number; platforms: readonly string[] },
): Promise<readonly EndedUpload[]> {
  if (platforms.length === 0) return [];
  const rows = await db
    .selectFrom('picture_upload')
    .selectAll()
    .where('expires_at', '<=', now)
    .where('platform', 'in', platforms)
    .orderBy('expires_at')
    .limit(limit)
    .execute();
  return rows.map(({ platform, installation, workspace, file }) => ({
    tenant: { platform, installation, workspace: workspace === '' ? null : workspace },
    file,
  }));
}

export async function dropUpload(tx: Db, tenant: Tenant, file: string): Promise<void> {
  const { platform, installation, workspace } = columnsOf(tenant);
  await tx
    .deleteFrom('picture_upload')
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', '=', workspace)
    .where('file', '=', file)
    .execute();
}

/** A workspace that the bot has left: its pictures go, and what the platform holds is the platform's. */
export async function dropTenant(tx: Db, tenant: Tenant): Promise<void> {
  const { platform, installation, workspace } = columnsOf(tenant);
  const rows = await tx
    .selectFrom('picture')
    .select('id')
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', '=', workspace)
    .execute();
  await removePictures(
    tx,
    rows.map(({ id }) => id),
  );
  await tx
    .deleteFrom('picture_upload')
    .where('platform', '=', platform)
    .where('installation', '=', installation)
    .where('workspace', '=', workspace)
    .execute();
}

const signingName = 'picture-signing';

/** The key of signed addresses, made by whichever replica asks first; in the caller's transaction. */
export async function signingKey(tx: Db): Promise<string> {
  await tx
    .insertInto('secret')
    .values({ name: signingName, value: `${newToken()}${newToken()}` })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const { value } = await tx
    .selectFrom('secret')
    .select('value')
    .where('name', '=', signingName)
    .executeTakeFirstOrThrow();
  return value;
}
