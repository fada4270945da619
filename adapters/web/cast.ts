// Who one can be in the playground, and where.
import type { Actor, Place, Standing } from '../../src/platform.ts';

export interface CastMember {
  readonly id: string;
  readonly name: string;
  readonly standing: Standing;
}

export const cast: readonly CastMember[] = [
  { id: 'ana', name: 'Ana (admin)', standing: 'admin' },
  { id: 'ben', name: 'Ben', standing: 'member' },
  { id: 'chi', name: 'Chi', standing: 'member' },
  { id: 'dan', name: 'Dan (guest)', standing: 'guest' },
];

export const channels: readonly string[] = ['general', 'interviews'];

export const placeOf = (channel: string): Place => ({
  platform: 'web',
  installation: 'playground',
  workspace: 'playground',
  channel,
});

/** The zone is the machine's own. */
export const actorOf = (id: string): Actor => ({
  user: id,
  home: '',
  name: cast.find((member) => member.id === id)?.name ?? id,
  zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
});

export const standingOf = (id: string): Standing => cast.find((member) => member.id === id)?.standing ?? 'guest';
