// A whole bot over a fresh SQLite file and a platform in memory.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, createBot } from '../../src/bot/bot.ts';
import type { Card } from '../../src/card/card.ts';
import { plainCard } from '../../src/card/plain.ts';
import type { MovableClock } from '../../src/clock.ts';
import type { Catalogue } from '../../src/content/catalogue.ts';
import { loadContent } from '../../src/content/load.ts';
import { createLogger, type Logger } from '../../src/log.ts';
import type { Actor, Event, Place, Reply } from '../../src/platform.ts';
import { createSearch, type Search } from '../../src/search/search.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { testPictures } from './pictures.ts';
import { createRecorder, type Recorder } from './recorder.ts';

/** Monday 23 November 2026, 08:00 in UTC. */
export const monday = Date.UTC(2026, 10, 23, 8);

/** A calendar that stands still until it is moved; real time moves along with it. */
export function testClock(at = monday): MovableClock {
  let now = at;
  return {
    now: () => now,
    elapsed: () => now,
    move: (byMs) => {
      now += byMs;
    },
  };
}

export const silent: Logger = createLogger('silent');
let content: Catalogue | undefined;

/** The project's own content, read once. */
export function ownContent(): Catalogue {
  content ??= loadContent({ main: 'content', extra: [] });
  return content;
}

let search: Search | undefined;

/** Lookup over it, built once. */
export function ownSearch(): Search {
  search ??= createSearch(ownContent());
  return search;
}

export interface World {
  readonly store: Store;
  readonly bot: Bot;
  readonly clock: MovableClock;
  readonly platform: Recorder;
  readonly url: string;
  /** Says a line as a member; the replies. */
  say(user: string, text: string): Promise<readonly Reply[]>;
  /** Presses the button with that label on a card, as a member: in public when it was posted, else privately. */
  press(user: string, card: Card | undefined, label: string): Promise<readonly Reply[]>;
  send(event: Event): Promise<readonly Reply[]>;
  /** Ends this bot and starts another over the same database. */
  restarted(): Promise<World>;
  close(): Promise<void>;
}

export const place: Place = { platform: 'memory', installation: 'i1', workspace: 'w1', channel: 'c1' };
export const actor = (user: string): Actor => ({ user, home: '', name: user });

let events = 0;
export const nextEventId = (): string => `event-${++events}`;

export interface WorldOptions {
  readonly url?: string;
  readonly clock?: MovableClock;
  readonly platform?: Recorder;
  /** The first answer for every choice by chance. */
  readonly random?: (below: number) => number;
}

/** `close` removes the file, unless the database was given. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const folder = options.url === undefined ? mkdtempSync(join(tmpdir(), 'archway-')) : undefined;
  const url = options.url ?? `file:${join(folder ?? '', 'test.db')}`;
  const clock = options.clock ?? testClock();
  const platform = options.platform ?? createRecorder();
  const store = await openStore(url, silent);
  const bot = createBot({
    store,
    clock,
    random: options.random ?? (() => 0),
    log: silent,
    catalogue: ownContent(),
    search: ownSearch(),
    platforms: new Map([[platform.name, platform]]),
    pictures: testPictures(store, clock),
  });
  const send = (event: Event) => bot.handle(event);
  const shut = async () => {
    await bot.stop();
    await store.close();
  };
  return {
    store,
    bot,
    clock,
    platform,
    url,
    send,
    say: (user, text) => send({ kind: 'text', id: nextEventId(), place, actor: actor(user), text }),
    press: (user, card, label) =>
      send({
        kind: 'action',
        id: nextEventId(),
        place,
        actor: actor(user),
        action: actionOf(card, label),
        ...standingOf(platform, actionOf(card, label)),
      }),
    restarted: async () => {
      await shut();
      return createWorld({ ...options, url, clock, platform });
    },
    close: async () => {
      await shut();
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The public message that holds the button; a private one when none does. */
function standingOf(platform: Recorder, action: string) {
  const message = platform.posts.findLastIndex(({ card }) => JSON.stringify(card).includes(JSON.stringify(action))) + 1;
  return message === 0
    ? { isPrivateMessage: true }
    : { isPrivateMessage: false, message: { channel: place.channel, message: `m${message}` } };
}

/** The action behind a button. */
export function actionOf(card: Card | undefined, label: string): string {
  const buttons = card?.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])) ?? [];
  const button = buttons.find((each) => each.label === label);
  if (!button) throw new Error(`no button "${label}" among ${buttons.map((each) => each.label).join(', ')}`);
  return button.action;
}

/** The card of the first message or replacement among replies. */
export function cardIn(replies: readonly Reply[]): Card {
  for (const reply of replies) if (reply.kind === 'message' || reply.kind === 'replace') return reply.card;
  throw new Error(`no card in ${JSON.stringify(replies)}`);
}

export const textIn = (replies: readonly Reply[]): string => plainCard(cardIn(replies));
