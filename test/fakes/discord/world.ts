// All that the fake remembers, and the one place where a test waits for a change.
import { EventEmitter } from 'node:events';
import type { DiscordCall } from './http.ts';
import { type Channel, initialChannels, initialPermissions } from './inhabitants.ts';
import type { Interaction } from './interaction.ts';
import type { DiscordMessage } from './message.ts';
import { breachText } from './refusal.ts';
import type { Schemas } from './schemas.ts';
import { createSnowflakes } from './snowflake.ts';

export interface Command {
  readonly id: string;
  readonly name: string;
  readonly type?: number | null;
  readonly options?: readonly CommandOption[] | null;
  readonly contexts?: readonly number[] | null;
}

export interface CommandOption {
  readonly type: number;
  readonly name: string;
  readonly required?: boolean | null;
  readonly autocomplete?: boolean | null;
  readonly options?: readonly CommandOption[] | null;
  readonly choices?: readonly { readonly name: string; readonly value: unknown }[] | null;
}

interface Nonced {
  readonly messageId: string;
  readonly at: number;
}

export interface Wait {
  readonly timeoutMs: number;
  /** Tells what there was instead, when the time is over. */
  readonly seen: () => string;
}

export class World {
  readonly calls: DiscordCall[] = [];
  readonly violations: string[] = [];
  /** Faults of the fake itself; they fail `stop`. */
  readonly faults: string[] = [];
  readonly channels: Map<string, Channel> = initialChannels();
  readonly permissions: Map<string, bigint> = initialPermissions();
  readonly messages = new Map<string, DiscordMessage>();
  readonly nonces = new Map<string, Nonced>();
  readonly interactions = new Map<string, Interaction>();
  /** The last bulk PUT of each scope, as it was sent and as it is answered; the key is a server's id or `global`. */
  readonly commands = new Map<string, { readonly sent: readonly unknown[]; readonly stored: readonly Command[] }>();
  readonly newId: () => string;
  readonly now: () => number;
  readonly schemas: Schemas;
  private readonly bus = new EventEmitter<{ change: []; dispatch: [event: string, data: unknown] }>();

  constructor(schemas: Schemas, now: () => number) {
    this.schemas = schemas;
    this.now = now;
    this.newId = createSnowflakes(now);
    this.bus.setMaxListeners(0);
  }

  /** Sends an event to every gateway session that is to see it. */
  dispatch(event: string, data: unknown): void {
    this.bus.emit('dispatch', event, data);
  }

  onDispatch(send: (event: string, data: unknown) => void): void {
    this.bus.on('dispatch', send);
  }

  /** Lets everyone who waits look again. */
  changed(): void {
    this.bus.emit('change');
  }

  violate(where: string, what: string): void {
    this.violations.push(`${where}: ${what}`);
  }

  /** Holds the fake's own answers to the specification. @throws Error on a fault of the fake. */
  vouch<T>(schema: Parameters<Schemas['check']>[0], answer: T): T {
    const breaches = this.schemas.check(schema, answer);
    if (breaches.length === 0) return answer;
    throw new Error(`the fake breaks ${schema}: ${breaches.map(breachText).join('; ')}`);
  }

  /** Resolves as soon as there is something; looks again on every change. @throws Error when the time is over. */
  until<T>(look: () => T | undefined | null | false, { timeoutMs, seen }: Wait): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const check = () => {
      try {
        const found = look();
        if (found !== undefined && found !== null && found !== false) resolve(found);
      } catch (error) {
        reject(error);
      }
    };
    const timer = setTimeout(() => reject(new Error(`nothing came in ${timeoutMs} ms; ${seen()}`)), timeoutMs);
    this.bus.on('change', check);
    check();
    return promise.finally(() => {
      clearTimeout(timer);
      this.bus.off('change', check);
    });
  }
}
