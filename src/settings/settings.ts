// Who a workspace is, and what its managers chose for it.
import { z } from 'zod';
import type { Actor, Place, Standing } from '../platform.ts';
import type { Db } from '../store/tables.ts';
import { ensureWorkspace, findWorkspace, findWorkspaceById, installationId, writeSettings } from './store.ts';

const settingsSchema = z.object({
  /** IANA zone; first from the first schedule. */
  zone: z.string().optional(),
  quiz: z.enum(['everyone', 'managers']).default('everyone'),
  managers: z.enum(['members', 'admins']).default('members'),
  /** Whether there are boards here. */
  boards: z.enum(['on', 'off']).default('on'),
  /** Whether a reveal names who got it right. */
  names: z.enum(['on', 'off']).default('on'),
  /** Platform ids of members whom an admin named. */
  named: z.array(z.string()).default([]),
});

export type Settings = z.infer<typeof settingsSchema>;
const defaultSettings: Settings = settingsSchema.parse({});

/** The tenant that a place belongs to. A direct message has no workspace: its rows carry `dm:<installation id>`. */
export interface Tenant {
  readonly workspaceId: string;
  readonly settings: Settings;
  readonly isDirect: boolean;
}

/** The tenant of a place, written on first sight. Runs in the caller's transaction. */
export async function ensureTenant(tx: Db, place: Place, now: number): Promise<Tenant> {
  if (place.workspace === null) {
    return { workspaceId: directId(await installationId(tx, place, now)), settings: defaultSettings, isDirect: true };
  }
  const row = await ensureWorkspace(tx, { ...place, workspace: place.workspace }, now);
  return { workspaceId: row.id, settings: settingsSchema.parse(JSON.parse(row.settings)), isDirect: false };
}

/** The settings of a place without writing anything; the defaults where it is not known yet. */
export async function readSettings(db: Db, place: Place): Promise<Settings> {
  if (place.workspace === null) return defaultSettings;
  const row = await findWorkspace(db, { ...place, workspace: place.workspace });
  return row === undefined ? defaultSettings : settingsSchema.parse(JSON.parse(row.settings));
}

/** The settings of a workspace by its own id; the defaults for a direct message. */
export async function settingsOf(db: Db, workspaceId: string): Promise<Settings> {
  const row = await findWorkspaceById(db, workspaceId);
  return row === undefined ? defaultSettings : settingsSchema.parse(JSON.parse(row.settings));
}

/** Days and windows of a workspace are those of its zone; UTC until it has one. */
export const zoneOf = (settings: Settings): string => settings.zone ?? 'UTC';

/** A direct message's rows carry `dm:<installation id>`. */
export const isDirectId = (workspaceId: string): boolean => workspaceId.startsWith(directPrefix);

/** Changes some of the settings and returns the whole. */
export async function changeSettings(
  tx: Db,
  tenant: Tenant,
  { change, now }: { change: Partial<Settings>; now: number },
): Promise<Settings> {
  const settings = { ...tenant.settings, ...change };
  await writeSettings(tx, tenant.workspaceId, { settings: JSON.stringify(settings), now });
  return settings;
}

const directPrefix = 'dm:';
const directId = (installation: string) => `${directPrefix}${installation}`;

/** What a member may be asked to be allowed to do. */
export type Right = 'manage-schedules' | 'change-settings' | 'open-quizzes';

/** The manager rule: guests never manage; settings belong to admins and to whom they name. */
export function isAllowed(right: Right, who: { standing: Standing; actor: Actor; settings: Settings }): boolean {
  const { standing, actor, settings } = who;
  const isNamed = standing !== 'guest' && settings.named.includes(actor.user);
  const isAdmin = standing === 'admin' || isNamed;
  switch (right) {
    case 'change-settings':
      return isAdmin;
    case 'manage-schedules':
      return isAdmin || (standing === 'member' && settings.managers === 'members');
    case 'open-quizzes':
      return settings.quiz === 'everyone' || isAdmin || (standing === 'member' && settings.managers === 'members');
    default:
      return right satisfies never;
  }
}
