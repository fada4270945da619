// The conversation in a terminal: a line is what stands behind /arch, a number presses a button.
import { createInterface } from 'node:readline/promises';
import type { Card } from '../../src/card/card.ts';
import type { Connection, Event, Handle, Place, Platform, Post, Reply, Sending } from '../../src/platform.ts';
import { newId } from '../../src/random.ts';
import { renderCard, type TerminalStyle } from './render.ts';

export interface TerminalOptions {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream & { readonly columns?: number; readonly isTTY?: boolean };
  /** For the ids of events. */
  readonly now: () => number;
  /** Moves the calendar forward and does what falls due. */
  readonly move: (byMs: number) => Promise<void>;
}

export interface Terminal extends Connection {
  /** Reads lines until `:quit` or the end of the input. */
  run(): Promise<void>;
}

const place: Place = { platform: 'terminal', installation: 'terminal', workspace: 'terminal', channel: 'terminal' };
const greeting =
  'Type what you would type behind /arch, such as: cap theorem, quiz, tip, help. A number presses a button;\n:as ben speaks as somebody else, :later 8h moves the clock, :quit ends.\n';

const unitsMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

interface Shown {
  readonly card: Card;
  readonly isPrivate: boolean;
  readonly message: string | undefined;
  /** What was said privately beneath a quiz: its buttons go on counting where the quiz's end. */
  readonly beneath?: Shown;
}

/** State of one conversation. */
interface Chat {
  readonly options: TerminalOptions;
  handle: Handle;
  user: string;
  posted: number;
  last: Shown | undefined;
}

export function createTerminal(options: TerminalOptions): Terminal {
  const chat: Chat = { options, handle: async () => [], user: 'you', posted: 0, last: undefined };
  return { platform: createPlatform(chat), routes: [], run: () => run(chat) };
}

function createPlatform(chat: Chat): Platform {
  const sent = (message: string): Sending => ({ kind: 'sent', ref: { channel: place.channel, message } });
  return {
    name: 'terminal',
    start: async (handle) => {
      chat.handle = handle;
    },
    stop: async () => undefined,
    isReady: () => true,
    standing: async () => 'admin',
    post: async ({ card }: Post) => {
      const message = String(++chat.posted);
      show(chat, { card, isPrivate: false, message });
      return sent(message);
    },
    edit: async ({ card, ref }) => {
      // Only the end of a round is worth printing again; its counts are not.
      if (card.tone === 'reveal') show(chat, { card, isPrivate: false, message: ref.message });
      return sent(ref.message);
    },
    find: async () => ({ kind: 'absent' }),
    budgets: () => [],
  };
}

async function run(chat: Chat): Promise<void> {
  const { input, output } = chat.options;
  output.write(greeting);
  const lines = createInterface({ input, output, prompt: '> ', terminal: output.isTTY ?? false });
  lines.prompt();
  for await (const line of lines) {
    if (line.trim() === ':quit') break;
    await take(chat, line.trim());
    lines.prompt();
  }
  lines.close();
}

async function take(chat: Chat, line: string): Promise<void> {
  const later = /^:later\s+(\d{1,4})\s*([mhd])$/.exec(line);
  const as = /^:as\s+(\S{1,32})$/.exec(line)?.[1];
  if (later) await chat.options.move(Number(later[1]) * (unitsMs[later[2] ?? 'm'] ?? 0));
  else if (as !== undefined) {
    chat.user = as;
    chat.options.output.write(`You speak as ${as} now.\n`);
  } else if (/^\d{1,2}$/.test(line) && chat.last) await press(chat, chat.last, Number(line));
  else await send(chat, { ...eventBase(chat), kind: 'text', text: line.replace(/^\/arch\b\s*/, '') });
}

const eventBase = (chat: Chat) => ({
  id: `terminal:${newId(chat.options.now())}`,
  place,
  actor: { user: chat.user, home: '', name: chat.user, zone: Intl.DateTimeFormat().resolvedOptions().timeZone },
});

async function press(chat: Chat, shown: Shown, number: number): Promise<void> {
  const own = buttonsOf(shown);
  const beneath = shown.beneath === undefined ? [] : buttonsOf(shown.beneath);
  const button = [...own, ...beneath][number - 1];
  const from = number > own.length ? (shown.beneath ?? shown) : shown;
  if (!button)
    return void chat.options.output.write(
      `There is no button ${number} above; there are ${own.length + beneath.length}.\n`,
    );
  const message = from.message === undefined ? {} : { message: { channel: place.channel, message: from.message } };
  await send(chat, {
    ...eventBase(chat),
    kind: 'action',
    action: button.action,
    isPrivateMessage: from.isPrivate,
    ...message,
  });
}

const buttonsOf = ({ card }: Shown) => card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []));

async function send(chat: Chat, event: Event): Promise<void> {
  for (const reply of await chat.handle(event)) showReply(chat, reply);
}

function showReply(chat: Chat, reply: Reply): void {
  if (reply.kind === 'message' || reply.kind === 'replace') {
    const isPrivate = reply.kind === 'replace' || reply.audience === 'asker';
    // The message that says "your quiz is open" must not take the numbers away from the quiz above it.
    const hasButtons = reply.card.blocks.some((block) => block.kind === 'buttons');
    const before = chat.last;
    show(chat, { card: reply.card, isPrivate, message: undefined });
    if (!hasButtons && before) chat.last = before;
  } else if (reply.kind === 'form') {
    const isSaid = reply.form.action.startsWith('daily-form');
    const words = reply.form.fields.map((field) => field.name).join(', ');
    chat.options.output.write(
      isSaid
        ? `${reply.form.title}: say it in words, such as daily set 09:30 mon-fri Europe/Berlin both (${words}).\n`
        : `${reply.form.title}: this takes a form, which a terminal does not show. The playground does: archway play.\n`,
    );
  }
}

function show(chat: Chat, shown: Shown): void {
  const { output } = chat.options;
  const style: TerminalStyle = { widthColumns: Math.min(100, output.columns ?? 80), isColour: output.isTTY ?? false };
  const { last } = chat;
  const isBeneath = shown.isPrivate && shown.card.tone === 'notice' && last?.card.tone === 'quiz' && !last.isPrivate;
  const firstButton = isBeneath ? buttonsOf(last).length + 1 : 1;
  output.write(`\n${renderCard(shown.card, style, firstButton)}\n\n`);
  chat.last = isBeneath ? { ...last, beneath: shown } : shown;
}
