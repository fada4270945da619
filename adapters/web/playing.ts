// What one can do in the playground, and what one sees of it.

import { picturesIn } from '../../src/card/card.ts';
import type { PictureSpec } from '../../src/card/picture.ts';
import type { MovableClock } from '../../src/clock.ts';
import type {
  ActionEvent,
  Event,
  FormEvent,
  Handle,
  PictureFile,
  Pictures,
  Reply,
  SuggestEvent,
  TextEvent,
} from '../../src/platform.ts';
import { newId } from '../../src/random.ts';
import { actorOf, cast, channels, placeOf } from './cast.ts';
import { Refusal } from './guard.ts';
import { createSlackView, type SlackPayload } from './slack-view.ts';
import type { Message, State } from './state.ts';

export interface PlayingOptions {
  readonly state: State;
  readonly clock: MovableClock;
  readonly previews: {
    readonly slack: (card: Message['card'], images: ReadonlyMap<PictureSpec, { image_url: string }>) => SlackPayload;
    readonly discord: (card: Message['card'], files: ReadonlyMap<PictureSpec, PictureFile>) => unknown;
  };
  readonly pictures: Pictures;
  /** Runs after the clock was moved: whatever fell due is done. */
  readonly afterMove: () => Promise<void>;
  readonly nextSlotAt: () => Promise<number | undefined>;
  readonly handle: () => Handle;
}

interface Where {
  readonly as: string;
  readonly channel: string;
}

/** What the page does next. */
interface Outcome {
  readonly form?: Extract<Reply, { kind: 'form' }>['form'];
  readonly errors?: Readonly<Record<string, string>>;
  readonly choices?: Extract<Reply, { kind: 'suggestions' }>['choices'];
}

export type Playing = ReturnType<typeof createPlaying>;

/** The page shows eight and scrolls none. */
const maxChoices = 8;
const longestStepMs = 60_000;
/** A round closes and is revealed, a count is refreshed: what follows the move within this time is done as well. */
const settleMs = 5_000;

export function createPlaying(options: PlayingOptions) {
  const { state, clock } = options;
  const slackView = createSlackView();
  const base = ({ as, channel }: Where) => ({
    id: `web:${newId(clock.elapsed())}`,
    place: placeOf(channel),
    actor: actorOf(as),
  });
  const perform = async (where: Where, event: Event, pressed?: Message): Promise<Outcome> =>
    take(options, { where, replies: await options.handle()(event), pressed });
  return {
    onChange: state.onChange,
    say: async (body: Where & { text: string }) => {
      const event: TextEvent = { ...base(body), kind: 'text', text: body.text.trim().replace(/^\/arch\b\s*/i, '') };
      return perform(body, event);
    },
    press: async (body: Where & { message: string; action: string }) => {
      const pressed = state.messages.find((message) => message.id === body.message);
      if (!pressed) throw new Refusal(404, 'This message is no longer here.');
      const isPrivateMessage = pressed.onlyFor !== null;
      const ref = isPrivateMessage ? {} : { message: { channel: body.channel, message: pressed.id } };
      const event: ActionEvent = { ...base(body), kind: 'action', action: body.action, isPrivateMessage, ...ref };
      return perform(body, event, pressed);
    },
    submit: async (body: Where & Pick<FormEvent, 'action' | 'values'>) =>
      perform(body, { ...base(body), kind: 'form', action: body.action, values: body.values }),
    suggest: async (body: Where & Pick<SuggestEvent, 'command' | 'option' | 'typed'>) => {
      const { command, option, typed } = body;
      return perform(body, { ...base(body), kind: 'suggest', command, option, typed, maxChoices });
    },
    move: async (by: 'next' | number) => {
      await move(options, by === 'next' ? await untilNext(options) : by);
      return { now: clock.now() };
    },
    view: async (where: Where) => ({
      now: clock.now(),
      nextSlotAt: (await options.nextSlotAt()) ?? null,
      members: cast.map(({ id, name }) => ({ id, name })),
      channels,
      messages: await Promise.all(seenBy(state.messages, where).map((message) => viewOf(options, message, slackView))),
    }),
  };
}

const seenBy = (messages: readonly Message[], { as, channel }: Where) =>
  messages.filter((message) => {
    // A direct message stands in no channel: the page shows it in each.
    const isHere = message.channel === channel || message.channel === `@${as}`;
    return isHere && (message.onlyFor === null || message.onlyFor === as);
  });

async function viewOf(options: PlayingOptions, message: Message, slackView: ReturnType<typeof createSlackView>) {
  const { previews } = options;
  const { card, ...rest } = message;
  const shown = await shownPictures(options, message);
  const slack = previews.slack(card, shown.images);
  return {
    ...rest,
    title: card.title,
    tone: card.tone,
    slack,
    slackHtml: ownAddresses(await slackView(slack)),
    discord: previews.discord(card, shown.files),
    attachments: shown.attachments,
  };
}

/** The page may stand under another name of this machine than the pictures do. */
const ownAddresses = (html: string) => html.replace(/src="https?:\/\/[^/"]+(\/pictures\/)/g, 'src="$1');

const known = new WeakMap<Message['card'], ShownPictures>();

interface ShownPictures {
  readonly images: ReadonlyMap<PictureSpec, { image_url: string }>;
  readonly files: ReadonlyMap<PictureSpec, PictureFile>;
  /** Paths of the attachments by their names. */
  readonly attachments: Readonly<Record<string, string>>;
}

/** The pictures of a message as each platform would get them, found once. */
async function shownPictures(options: PlayingOptions, { card, channel }: Message): Promise<ShownPictures> {
  const remembered = known.get(card);
  if (remembered) return remembered;
  const shown = await findPictures(options, card, channel);
  // Before the server knows its own address there is nothing to remember.
  if (shown.images.size === picturesIn(card).length) known.set(card, shown);
  return shown;
}

async function findPictures(
  { pictures }: PlayingOptions,
  card: Message['card'],
  channel: string,
): Promise<ShownPictures> {
  const target = placeOf(channel);
  const found = await Promise.all(
    picturesIn(card).map(async ({ picture }, index) => {
      const light = await pictures.address(picture, { theme: 'light', target });
      const dark = await pictures.address(picture, { theme: 'dark', target });
      const name = `${index}-${picture.kind === 'topic' ? picture.topic : picture.kind}.png`;
      // The page fetches the picture itself; the payload needs its name alone.
      return light === undefined || dark === undefined
        ? []
        : [{ picture, light, dark, file: { name, png: new Uint8Array() } }];
    }),
  );
  const all = found.flat();
  return {
    images: new Map(all.map(({ picture, light }) => [picture, { image_url: light }])),
    files: new Map(all.map(({ picture, file }) => [picture, file])),
    attachments: Object.fromEntries(all.map(({ dark, file }) => [file.name, new URL(dark).pathname])),
  };
}

interface Taking {
  readonly where: Where;
  readonly replies: readonly Reply[];
  readonly pressed: Message | undefined;
}

function take(options: PlayingOptions, { where, replies, pressed }: Taking): Outcome {
  const outcomes = replies.map((reply) => takeOne(options, reply, { where, pressed }));
  return Object.assign({}, ...outcomes);
}

function takeOne({ state, clock }: PlayingOptions, reply: Reply, { where, pressed }: Omit<Taking, 'replies'>): Outcome {
  switch (reply.kind) {
    case 'message': {
      const onlyFor = reply.audience === 'asker' ? where.as : null;
      state.add({ channel: where.channel, onlyFor, card: reply.card, at: clock.now() });
      return {};
    }
    case 'replace':
      if (pressed) state.edit(pressed.id, reply.card);
      return {};
    case 'form':
      return { form: reply.form };
    case 'form-errors':
      return { errors: reply.errors };
    case 'suggestions':
      return { choices: reply.choices };
    default:
      return reply satisfies never;
  }
}

async function untilNext({ clock, nextSlotAt }: PlayingOptions): Promise<number> {
  const next = await nextSlotAt();
  if (next === undefined) throw new Refusal(409, 'No channel has a daily post yet. Try: /arch daily set 09:30 mon-fri');
  return Math.max(1_000, next - clock.now() + 1_000);
}

/** Moves and does what fell due; a little more time then passes, so that what follows from it happens as well. */
async function move({ clock, state, afterMove }: PlayingOptions, byMs: number): Promise<void> {
  const steps = byMs > longestStepMs ? [byMs - settleMs, settleMs] : [byMs];
  for (const step of steps) {
    clock.move(step);
    state.moved(step);
    await afterMove();
  }
}
