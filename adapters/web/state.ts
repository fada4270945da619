// What the playground shows: its messages and how far its clock was moved; kept in a file, so that a restart loses nothing.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Card } from '../../src/card/card.ts';

export interface Message {
  readonly id: string;
  readonly channel: string;
  /** The one member who sees it; null for everybody. */
  readonly onlyFor: string | null;
  readonly card: Card;
  readonly at: number;
  readonly isEdited: boolean;
  /** It stands in the thread of an earlier message, or replies to it. */
  readonly isReply?: boolean;
}

export interface State {
  readonly messages: readonly Message[];
  readonly movedMs: number;
  add(message: Omit<Message, 'id' | 'isEdited'>): Message;
  /** False when the message is gone. */
  edit(id: string, card: Card): boolean;
  moved(byMs: number): void;
  /** Calls back after each change; returns the way to stop. */
  onChange(listener: () => void): () => void;
}

/** Older messages leave the page. */
const maxMessages = 200;

interface Saved {
  messages: Message[];
  movedMs: number;
  count: number;
}

/** `file` undefined keeps nothing. A file that cannot be read begins anew. */
export function createState(file: string | undefined): State {
  const saved = read(file);
  const listeners = new Set<() => void>();
  const changed = () => {
    if (file !== undefined) write(file, saved);
    for (const listener of listeners) listener();
  };
  return {
    get messages() {
      return saved.messages;
    },
    get movedMs() {
      return saved.movedMs;
    },
    add: (message) => {
      const added: Message = { ...message, id: `m${++saved.count}`, isEdited: false };
      saved.messages = [...saved.messages, added].slice(-maxMessages);
      changed();
      return added;
    },
    edit: (id, card) => {
      const isThere = saved.messages.some((message) => message.id === id);
      saved.messages = saved.messages.map((message) =>
        message.id === id ? { ...message, card, isEdited: true } : message,
      );
      if (isThere) changed();
      return isThere;
    },
    moved: (byMs) => {
      saved.movedMs += byMs;
      changed();
    },
    onChange: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function read(file: string | undefined): Saved {
  const fresh: Saved = { messages: [], movedMs: 0, count: 0 };
  if (file === undefined) return fresh;
  try {
    return { ...fresh, ...JSON.parse(readFileSync(file, 'utf8')) };
  } catch {
    // The first start has no file, and a half-written one holds nothing that the database has not.
    return fresh;
  }
}

function write(file: string, saved: Saved): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(saved));
  renameSync(`${file}.new`, file);
}
