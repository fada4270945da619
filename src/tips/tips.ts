// Short lessons: one that a member, or a channel, has not had.
import type { Catalogue, Tip, Topic } from '../content/catalogue.ts';
import { refOf } from '../content/catalogue.ts';
import { lastSeen, remember, tipItem } from '../history/store.ts';
import type { Random } from '../random.ts';
import type { Db } from '../store/tables.ts';
import { chooseTip } from './choice.ts';

export interface Audience {
  readonly workspaceId: string;
  /** `channel:...` or `person:...`. */
  readonly subject: string;
}

/** Chooses a tip of the topics and remembers it, in the caller's transaction. Nothing when the topics have none. */
export async function takeTip(
  tx: Db,
  audience: Audience,
  choice: { readonly topics: readonly Topic[]; readonly random: Random; readonly now: number },
): Promise<Tip | undefined> {
  const seen = await lastSeen(tx, { ...audience, prefix: tipItem('') });
  const tip = chooseTip({ topics: choice.topics, lastSeen: seen, random: choice.random });
  if (tip) await remember(tx, [{ ...audience, item: tipItem(refOf(tip)), outcome: 'seen', at: choice.now }]);
  return tip;
}

/** Topics of the categories and the level; all for no category. */
export function topicsOf(
  catalogue: Catalogue,
  wish: { readonly categories: readonly string[]; readonly level?: string | undefined },
): readonly Topic[] {
  return catalogue.topics
    .filter((topic) => wish.categories.length === 0 || wish.categories.includes(topic.category))
    .filter((topic) => wish.level === undefined || topic.level === wish.level);
}
