// How Discord says no: a status, a code and, for a bad form, the place of every breach.

/** One rule of Discord's that a request breaks; the path leads to the field. */
export interface Breach {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

// Codes and texts: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  'unknown-route': [404, 0, '404: Not Found'],
  'unknown-channel': [404, 10003, 'Unknown Channel'],
  'unknown-guild': [404, 10004, 'Unknown Guild'],
  'unknown-message': [404, 10008, 'Unknown Message'],
  'unknown-user': [404, 10013, 'Unknown User'],
  'unknown-webhook': [404, 10015, 'Unknown Webhook'],
  'unknown-interaction': [404, 10062, 'Unknown interaction'],
  'too-large': [413, 40005, 'Request entity too large'],
  'already-crossposted': [400, 40033, 'This message has already been crossposted.'],
  'already-acknowledged': [400, 40060, 'Interaction has already been acknowledged.'],
  'missing-access': [403, 50001, 'Missing Access'],
  'empty-message': [400, 50006, 'Cannot send an empty message'],
  'closed-direct-messages': [403, 50007, 'Cannot send messages to this user'],
  'no-text-channel': [400, 50008, 'Cannot send messages in a non-text channel'],
  'missing-permissions': [403, 50013, 'Missing Permissions'],
  'wrong-channel-type': [400, 50024, 'Cannot execute action on this channel type'],
  'token-expired': [401, 50027, 'Invalid Webhook Token'],
  'invalid-json': [400, 50109, 'The request body contains invalid JSON.'],
  'poll-expired': [400, 520001, 'Poll expired'],
  'poll-not-editable': [400, 520003, 'Cannot edit a poll message'],
  'no-poll': [400, 520006, 'Message is not a poll'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type RefusalKind = keyof typeof REFUSALS;

/** An answer with an error code; the breaches are the bot's own faults and are kept as violations. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly breaches: readonly Breach[];

  constructor(status: number, body: { code: number; message: string }, breaches: readonly Breach[] = []) {
    super(body.message);
    this.status = status;
    this.body = body;
    this.breaches = breaches;
  }
}

/** The refusal with one of Discord's codes. */
export function refusal(kind: RefusalKind): Refusal {
  const [status, code, message] = REFUSALS[kind];
  const isFault = kind === 'unknown-route' || kind === 'empty-message' || kind === 'invalid-json';
  return new Refusal(status, { code, message }, isFault ? [{ path: [], message }] : []);
}

/** Refuses with 50035 unless there is no breach. @throws Refusal */
export function refuseBreaches(breaches: readonly Breach[]): void {
  if (breaches.length === 0) return;
  const body = { message: 'Invalid Form Body', code: 50035, errors: nest(breaches) };
  throw new Refusal(400, body, breaches);
}

/** A breach as one line, the place first. */
export function breachText({ path, message }: Breach): string {
  return path.length === 0 ? message : `${path.join('.')}: ${message}`;
}

interface Errors {
  [field: string]: Errors | { code: string; message: string }[];
}

function nest(breaches: readonly Breach[]): Errors {
  const root: Errors = {};
  for (const { path, message } of breaches) {
    let place = root;
    for (const key of path) {
      const inner = place[key];
      const next: Errors = inner === undefined || Array.isArray(inner) ? {} : inner;
      place[key] = next;
      place = next;
    }
    const listed = Array.isArray(place._errors) ? place._errors : [];
    place._errors = [...listed, { code: 'INVALID', message }];
  }
  return root;
}
