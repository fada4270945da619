// Which tip comes next: one that was not had, from the category and of the level that were had the longest ago.
import type { Tip, Topic } from '../content/catalogue.ts';
import { refOf } from '../content/catalogue.ts';
import { chooseFresh } from '../history/choice.ts';
import type { Random } from '../random.ts';

export interface TipChoice {
  readonly topics: readonly Topic[];
  /** When each tip was last had, by `topic/tip`. */
  readonly lastSeen: ReadonlyMap<string, number>;
  readonly random: Random;
}

/**
 * A tip that was not had, until all that fit have been had; then the one had the longest ago. Among the new ones categories
 * take turns, and within a category levels do, so that no week is about one thing. Nothing when the topics have no tip.
 */
export function chooseTip({ topics, lastSeen, random }: TipChoice): Tip | undefined {
  const isNew = (tip: Tip) => !lastSeen.has(refOf(tip));
  const withNew = topics.filter(({ tips }) => tips.some(isNew));
  const inTurn = leastRecent(withNew, ({ category }) => category, { topics, lastSeen });
  const ofLevel = leastRecent(inTurn, ({ category, level }) => `${category} ${level}`, { topics, lastSeen });
  const fresh = ofLevel.flatMap(({ tips }) => tips.filter(isNew));
  const all = topics.flatMap(({ tips }) => tips);
  return chooseFresh(fresh.length > 0 ? fresh : all, refOf, { lastSeen, random });
}

/** The topics of the group, or of the groups with no tip had yet, whose last tip is the longest ago. */
function leastRecent(
  candidates: readonly Topic[],
  groupOf: (topic: Topic) => string,
  { topics, lastSeen }: Pick<TipChoice, 'topics' | 'lastSeen'>,
): readonly Topic[] {
  const last = new Map<string, number>();
  for (const topic of topics) {
    for (const tip of topic.tips) {
      const at = lastSeen.get(refOf(tip)) ?? Number.NEGATIVE_INFINITY;
      last.set(groupOf(topic), Math.max(at, last.get(groupOf(topic)) ?? Number.NEGATIVE_INFINITY));
    }
  }
  const at = (topic: Topic) => last.get(groupOf(topic)) ?? Number.NEGATIVE_INFINITY;
  const earliest = Math.min(...candidates.map(at));
  return candidates.filter((topic) => at(topic) === earliest);
}
