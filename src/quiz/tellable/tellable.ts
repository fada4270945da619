// Which questions may be asked, and answered, here and now: none that is open elsewhere for the same people, none that was reported.
import { type Question, refOf } from '../../content/catalogue.ts';
import type { Target } from '../../platform.ts';
import { isDirectId } from '../../settings/settings.ts';
import type { Db } from '../../store/tables.ts';
import { heldBack, versionOf } from '../reports/store.ts';
import { openInChannel, openInInstallation, openInWorkspace, openWhereKnown } from './store.ts';

export interface Where {
  readonly workspaceId: string;
  readonly target: Target;
  /** Whoever asks; undefined for a schedule. */
  readonly personId: string | undefined;
}

/**
 * The candidates that give away no answer: in a workspace those that are open in none of its rounds, nor in another
 * workspace in which the person votes. In a direct message it is not known to which workspaces somebody belongs: what is
 * open anywhere in the installation is left out, and only where that leaves nothing, what is open where they vote.
 */
export async function tellable(db: Db, candidates: readonly Question[], where: Where): Promise<readonly Question[]> {
  const { workspaceId, target, personId } = where;
  const refs = candidates.map(refOf);
  const known = personId === undefined ? new Set<string>() : await openWhereKnown(db, personId);
  if (!isDirectId(workspaceId)) {
    const open = await openInWorkspace(db, workspaceId);
    const held = await heldBack(db, workspaceId);
    return candidates.filter((question) => {
      const ref = refOf(question);
      return !open.has(ref) && !known.has(ref) && !held.has(versionOf(ref, question.contentHash));
    });
  }
  // Reports of strangers hold nothing back in somebody's own conversation.
  const here = await openInChannel(db, workspaceId, target.channel);
  const near = candidates.filter((question) => !here.has(refOf(question)) && !known.has(refOf(question)));
  const anywhere = await openInInstallation(db, target, refs);
  const far = near.filter((question) => !anywhere.has(refOf(question)));
  return far.length > 0 ? far : near;
}
