// What Slack says of a member, remembered for an hour.
import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Clock } from '../../src/clock.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Actor, Place, Standing } from '../../src/platform.ts';

const rememberedMs = 60 * 60_000;
const maxRemembered = 10_000;

const userSchema = z.object({
  team_id: z.string().optional(),
  is_admin: z.boolean().optional(),
  is_owner: z.boolean().optional(),
  is_primary_owner: z.boolean().optional(),
  is_restricted: z.boolean().optional(),
  is_ultra_restricted: z.boolean().optional(),
  is_stranger: z.boolean().optional(),
  is_bot: z.boolean().optional(),
});

/** Guests and members of other organisations never manage. */
export function standingOf(payload: unknown, workspace: string | null): Standing {
  const user = userSchema.parse(payload);
  const isForeign =
    user.is_stranger || (user.team_id !== undefined && workspace !== null && user.team_id !== workspace);
  if (isForeign || user.is_restricted || user.is_ultra_restricted || user.is_bot) return 'guest';
  return user.is_admin || user.is_owner || user.is_primary_owner ? 'admin' : 'member';
}

/** Asks users.info; a member of whom nothing can be learnt has the least rights. */
export function createStanding(client: WebClient, { clock, log }: { clock: Clock; log: Logger }) {
  const known = new Map<string, { standing: Standing; until: number }>();
  return async (place: Place, actor: Actor): Promise<Standing> => {
    const key = `${place.workspace}:${actor.user}`;
    const remembered = known.get(key);
    if (remembered && remembered.until > clock.elapsed()) return remembered.standing;
    try {
      const { user } = await client.users.info({ user: actor.user });
      const standing = standingOf(user, place.workspace);
      if (known.size >= maxRemembered) known.clear();
      known.set(key, { standing, until: clock.elapsed() + rememberedMs });
      return standing;
    } catch (error) {
      log.warn({ reason: messageOf(error) }, 'a member’s rights could not be read; treated as a guest');
      return 'guest';
    }
  };
}
