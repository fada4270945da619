// Answers that a test orders in advance: rate limits, server errors and refusals.
import type { Answer } from './http.ts';

/** The route is matched against `POST /channels/1/messages`, without `/api/v10` and with `:token` for a token. */
export type Misbehaviour =
  | RateLimited
  | (Matched & {
      readonly kind: 'status';
      readonly status: number;
      /** The request takes effect all the same: the answer alone is lost. */
      readonly takesEffect?: boolean;
    })
  | (Matched & { readonly kind: 'error'; readonly status: number; readonly code: number; readonly message: string });

interface Matched {
  readonly route: RegExp;
  readonly times: number;
}

interface RateLimited extends Matched {
  readonly kind: 'rate-limited';
  readonly retryAfterS: number;
  readonly global?: boolean;
}

export interface Mischief {
  add(rule: Misbehaviour): void;
  /** Takes the rule that the next request falls under; nothing when it is to be answered as usual. */
  take(methodAndPath: string): Misbehaviour | undefined;
}

/** Rules are used up in the order in which they were added. */
export function createMischief(): Mischief {
  const rules: { readonly rule: Misbehaviour; left: number }[] = [];
  return {
    add: (rule) => {
      rules.push({ rule, left: rule.times });
    },
    take(methodAndPath) {
      const found = rules.find(({ rule, left }) => left > 0 && new RegExp(rule.route).test(methodAndPath));
      if (found) found.left -= 1;
      return found?.rule;
    },
  };
}

/** The answer that a rule orders. */
export function misbehave(rule: Misbehaviour): Answer {
  switch (rule.kind) {
    case 'rate-limited':
      return rateLimited(rule);
    case 'status':
      return { status: rule.status, text: '<html>upstream error</html>' };
    case 'error':
      return { status: rule.status, body: { message: rule.message, code: rule.code } };
    default:
      return rule satisfies never;
  }
}

function rateLimited({ retryAfterS, global = false }: RateLimited): Answer {
  return {
    status: 429,
    body: { message: 'You are being rate limited.', retry_after: retryAfterS, global },
    headers: {
      'retry-after': String(Math.ceil(retryAfterS)),
      'x-ratelimit-scope': global ? 'global' : 'user',
      ...(global ? { 'x-ratelimit-global': 'true' } : { 'x-ratelimit-remaining': '0' }),
      'x-ratelimit-reset-after': String(retryAfterS),
    },
  };
}
