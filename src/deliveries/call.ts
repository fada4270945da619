// The one call that a delivery comes to.
import type { Budget, Platform, Poll, PollPost, Post, Sending, Target } from '../platform.ts';
import { type Built, type Delivery, nonceOf } from './delivery.ts';

/** What a call draws on: the platform's budgets, and those of the message itself. */
export function budgetsOf(
  platform: Platform,
  target: Target,
  built: Exclude<Built, { kind: 'skip' }>,
): readonly Budget[] {
  const own = built.kind === 'edit' ? (built.budgets ?? []) : [];
  return [...own, ...platform.budgets(target, built.kind === 'edit' ? 'edit' : 'post')];
}

type Sent = Exclude<Built, { kind: 'skip' | 'poll-end' }>;

/** One call, of the kind that was built. */
export async function send(platform: Platform, delivery: Delivery, built: Sent): Promise<Sending> {
  const { target } = delivery;
  switch (built.kind) {
    case 'edit':
      return platform.edit({ target, ref: built.ref, card: built.card });
    case 'post':
      return platform.post(postOf(delivery, built, 0));
    case 'poll':
      return platform.polls?.post(pollPostOf(delivery, built.poll, 0)) ?? noPolls;
    default:
      return built satisfies never;
  }
}

export const noPolls = { kind: 'refused', why: 'this platform has no polls of its own' } as const;

export const postOf = (
  delivery: Delivery,
  { card, replyTo }: Extract<Built, { kind: 'post' }>,
  sinceFirstMs: number,
): Post => ({
  target: delivery.target,
  card,
  nonce: nonceOf(delivery.id),
  sinceFirstMs,
  ...(replyTo === undefined ? {} : { replyTo }),
});

export const pollPostOf = (delivery: Delivery, poll: Poll, sinceFirstMs: number): PollPost => ({
  target: delivery.target,
  poll,
  nonce: nonceOf(delivery.id),
  sinceFirstMs,
});
