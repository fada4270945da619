// What happens when the bot is removed from a workspace: its work there stops.
import type { Services } from '../commands/ask.ts';
import { failAll } from '../deliveries/store.ts';
import { dropTenant } from '../pictures/store.ts';
import type { Place } from '../platform.ts';
import { pauseAll } from '../schedule/store.ts';
import { findWorkspace, setWorkspaceState } from '../settings/store.ts';

const why = 'the bot was removed from the workspace';

/** Pauses the schedules and drops what is owed; may run twice. */
export async function leave(services: Services, place: Place): Promise<void> {
  const { workspace, platform, installation } = place;
  if (workspace === null) return;
  const now = services.clock.now();
  await services.store.write(async (tx) => {
    await dropTenant(tx, { platform, installation, workspace });
    const known = await findWorkspace(tx, { platform, installation, workspace });
    if (!known) return;
    await setWorkspaceState(tx, known.id, { state: 'left', now });
    await pauseAll(tx, { platform, installation, workspace }, { why, at: now });
    await failAll(tx, { platform, installation, workspace }, { why, now });
  });
}
