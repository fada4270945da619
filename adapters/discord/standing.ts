// What Discord's permissions say of a member.
import type { Actor, Standing } from '../../src/platform.ts';
import { commandAllowed } from './inbound.ts';

const administrator = 1n << 3n;
const manageGuild = 1n << 5n;

/**
 * Whoever Discord let use a managers' command manages; else whoever may manage the server. Nobody else does, whatever
 * the workspace's settings say of members: on Discord the server's own permissions decide.
 */
export function standingOf({ rights }: Pick<Actor, 'rights'>): Standing {
  if (rights === commandAllowed) return 'admin';
  const bits = /^\d+$/.test(rights ?? '') ? BigInt(rights ?? 0) : 0n;
  return (bits & (administrator | manageGuild)) !== 0n ? 'admin' : 'guest';
}
