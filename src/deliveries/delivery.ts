// What a delivery is, and the pure rules of its retries.
import type { Card } from '../card/card.ts';
import type { Budget, Finding, MessageRef, Poll, PollVote, Sending, Target } from '../platform.ts';
import type { Db } from '../store/tables.ts';

/** What a feature owes to a channel. */
export interface Owed {
  readonly workspaceId: string;
  /** The idempotency key, unique in the workspace: owing it twice is owing it once. */
  readonly key: string;
  readonly kind: string;
  readonly target: Target;
  /** JSON-safe; holds the chosen content, so that a retry posts the same. */
  readonly payload: unknown;
  /** Calendar instant before which it is not sent. */
  readonly dueAt: number;
  /** Waits until that delivery is settled. */
  readonly afterId?: string;
  /** 0 unless said otherwise; among the due, a lower number goes first. */
  readonly priority?: number;
}

export interface Delivery extends Owed {
  readonly id: string;
  readonly attempts: number;
  readonly firstAttemptAt: number | undefined;
  readonly leaseToken: string;
}

export type Built =
  | { readonly kind: 'post'; readonly card: Card; readonly replyTo?: MessageRef }
  /** `budgets` are drawn on beside the platform's own. */
  | { readonly kind: 'edit'; readonly ref: MessageRef; readonly card: Card; readonly budgets?: readonly Budget[] }
  | { readonly kind: 'poll'; readonly poll: Poll }
  /** Ends a poll and reads its votes. */
  | { readonly kind: 'poll-end'; readonly ref: MessageRef; readonly answers: number }
  | { readonly kind: 'skip'; readonly why: string };

/** How a feature makes the message of one kind of delivery. */
export interface Builder {
  build(delivery: Delivery): Promise<Built>;
  /** Runs in the transaction that settles it as sent. */
  sent?(tx: Db, delivery: Delivery, ref: MessageRef): Promise<void>;
  /** Runs in the transaction that settles it as failed, skipped or unknown. */
  ended?(tx: Db, delivery: Delivery, end: End): Promise<void>;
  /** Takes the votes of a poll that was ended, before it is settled as sent; may be told twice. */
  counted?(delivery: Delivery, votes: readonly PollVote[]): Promise<void>;
  /** A message that can no longer be edited: the payload for posting it as a reply instead. */
  asReply?(delivery: Delivery): unknown;
}

/** How a delivery ends without a message that is known. */
export interface End {
  readonly state: 'failed' | 'skipped' | 'unknown';
  readonly why: string;
}

export type Settlement =
  | { readonly state: 'sent'; readonly ref: MessageRef }
  | End
  /** Back in the queue, at a real time. */
  | { readonly state: 'pending'; readonly retryAt: number; readonly why: string; readonly payload?: unknown }
  /** Nobody knows; looked at again at a real time. */
  | { readonly state: 'sending'; readonly lookAt: number; readonly why: string };

/** A lease on a claimed delivery, in real time. A call's timeout is at most a third of it. */
export const leaseMs = 30_000;
export const maxAttempts = 20;
/** For so long the votes of a poll are asked for again. */
export const longestReadingMs = 24 * 60 * 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 10 * 60_000;
/** An ambiguous outcome is looked at this soon. */
const lookAgainMs = 2_000;

/** What a platform's answer makes of a delivery. */
export function settlementOf(sending: Sending, delivery: Delivery, elapsed: number): Settlement {
  switch (sending.kind) {
    case 'sent':
      return { state: 'sent', ref: sending.ref };
    case 'retry':
      return retryAfter(sending, delivery.attempts, elapsed);
    case 'ambiguous':
      return { state: 'sending', lookAt: elapsed + lookAgainMs, why: sending.why };
    case 'dead-channel':
      return { state: 'failed', why: `${sending.why}. ${sending.mend}` };
    case 'dead-workspace':
    case 'cannot-edit':
    case 'refused':
      return { state: 'failed', why: sending.why };
    default:
      return sending satisfies never;
  }
}

/** What a look for a message of unknown outcome makes of its delivery; `again` when it is surely not there. */
export function foundSettlement(finding: Finding, again: Settlement): Settlement {
  switch (finding.kind) {
    case 'found':
      return { state: 'sent', ref: finding.ref };
    case 'absent':
      return again;
    case 'cannot-tell':
      return { state: 'unknown', why: `it may or may not have been posted: ${finding.why}` };
    default:
      return finding satisfies never;
  }
}

function retryAfter(sending: { afterMs: number; why: string }, attempts: number, elapsed: number): Settlement {
  if (attempts >= maxAttempts) return { state: 'failed', why: `given up after ${attempts} attempts: ${sending.why}` };
  const backoffMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.max(0, attempts - 1));
  const pauseMs = sending.afterMs > 0 ? sending.afterMs : backoffMs;
  return { state: 'pending', retryAt: elapsed + pauseMs, why: sending.why };
}

/** At most 25 characters (Discord's ceiling for a nonce), the same for every attempt of one delivery. */
export const nonceOf = (deliveryId: string): string => deliveryId.replaceAll('-', '').slice(-25);
