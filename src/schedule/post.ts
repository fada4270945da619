// One day's post of a channel: a tip, a quiz, or a tip and then a quiz, owed in the caller's transaction.
import { z } from 'zod';
import type { Catalogue } from '../content/catalogue.ts';
import type { Builder } from '../deliveries/delivery.ts';
import { owe } from '../deliveries/store.ts';
import { channelSubject } from '../history/store.ts';
import type { Target } from '../platform.ts';
import { type Opened, type Opening, openRound, type QuizOptions } from '../quiz/quiz.ts';
import { type Before, beforeText } from '../quiz/round.ts';
import { lastResult } from '../quiz/store.ts';
import type { Db } from '../store/tables.ts';
import { takeTip, topicsOf } from '../tips/tips.ts';
import { type TipContent, tipCard } from '../tips/view.ts';
import type { Plan } from './plan.ts';

export interface DailyPost {
  readonly workspaceId: string;
  readonly target: Target;
  readonly plan: Plan;
  /** The beginning of its idempotency keys: `schedule:<id>:<slot>`. */
  readonly key: string;
  readonly scheduleId?: string;
  readonly now: number;
  /** A quiz closes before this instant. */
  readonly closeBefore: number;
}

const beforeNextSlotMs = 60_000;
/** "Last quiz" is one that somebody still remembers: a week's, with a holiday in between. */
const rememberedMs = 10 * 86_400_000;

/** Owes the post and returns the ids of its deliveries; none when no content fits the plan. */
export async function owePost(tx: Db, quiz: QuizOptions, post: DailyPost): Promise<readonly string[]> {
  const topics = topicsOf(quiz.catalogue, post.plan);
  const before = await resultBefore(tx, post);
  const tipId = post.plan.post === 'quiz' ? undefined : await oweTip(tx, quiz, { post, topics, before });
  if (post.plan.post === 'tip') return tipId === undefined ? [] : [tipId];
  const opening: Opening = {
    workspaceId: post.workspaceId,
    target: post.target,
    wish: { topics: topicsOf(quiz.catalogue, { categories: post.plan.categories }), level: post.plan.level },
    openedAt: post.now,
    closesAt: Math.min(post.now + post.plan.closeAfterMs, post.closeBefore - beforeNextSlotMs),
    ...(post.scheduleId === undefined ? {} : { scheduleId: post.scheduleId }),
    // The first message of the day says it.
    ...(tipId === undefined ? { before } : { afterId: tipId }),
  };
  const opened = await openAsPlanned(tx, quiz, { opening, votes: post.plan.votes });
  const quizId = opened.kind === 'opened' ? [opened.deliveryId] : [];
  return tipId === undefined ? quizId : [tipId, ...quizId];
}

/** Few questions are short enough for a poll: rather hidden votes than the same question again. */
async function openAsPlanned(
  tx: Db,
  quiz: QuizOptions,
  { opening, votes }: { opening: Opening; votes: Plan['votes'] },
): Promise<Opened> {
  if (votes === 'hidden') return openRound(tx, quiz, opening);
  const opened = await openRound(tx, quiz, { ...opening, votes, onlyRested: true });
  return opened.kind === 'opened' ? opened : openRound(tx, quiz, opening);
}

async function resultBefore(tx: Db, { workspaceId, target, scheduleId, now }: DailyPost): Promise<Before | undefined> {
  if (scheduleId === undefined) return undefined;
  return lastResult(tx, { workspaceId, channel: target.channel, scheduleId, since: now - rememberedMs });
}

interface TipOrder {
  readonly post: DailyPost;
  readonly topics: ReturnType<typeof topicsOf>;
  readonly before: Before | undefined;
}

async function oweTip(tx: Db, quiz: QuizOptions, { post, topics, before }: TipOrder): Promise<string | undefined> {
  const { workspaceId, target, now } = post;
  const subject = channelSubject(target.platform, target.channel);
  const tip = await takeTip(tx, { workspaceId, subject }, { topics, random: quiz.random, now });
  const topic = tip && quiz.catalogue.topicById.get(tip.topic);
  if (!tip || !topic) return undefined;
  const category = quiz.catalogue.categories.find((each) => each.id === topic.category);
  const content: TipContent = {
    topicId: topic.id,
    topicTitle: topic.title,
    categoryTitle: category?.title ?? topic.category,
    text: tip.text,
    ...(before ? { before: beforeText(before) } : {}),
  };
  return owe(tx, { workspaceId, key: `${post.key}:tip`, kind: 'tip', target, payload: content, dueAt: now }, { now });
}

const tipSchema = z.object({
  topicId: z.string(),
  topicTitle: z.string(),
  categoryTitle: z.string(),
  text: z.string(),
  before: z.string().optional(),
});

/** The builder for deliveries of the kind 'tip'. */
export const tipBuilder = ({ topicById }: Pick<Catalogue, 'topicById'>): Builder => ({
  build: async (delivery) => {
    const content = tipSchema.parse(delivery.payload);
    return { kind: 'post', card: tipCard(content, topicById.get(content.topicId)) };
  },
});
