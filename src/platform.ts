// The port that every adapter implements, and the plain data that crosses it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ZodType } from 'zod';
import type { Card, Form, Rich } from './card/card.ts';
import type { PictureSpec, Theme } from './card/picture.ts';
import type { Clock } from './clock.ts';
import type { Problem } from './errors.ts';
import type { Logger } from './log.ts';

/** The name of an adapter's folder: 'slack', 'discord', 'web', 'terminal'. */
export type PlatformName = string;

/** Where something happens. Ids are the platform's own, as text. */
export interface Place {
  readonly platform: PlatformName;
  /** What owns the token: a Slack team or enterprise, a Discord application. */
  readonly installation: string;
  /** The Slack team or Discord guild; null in a direct message. */
  readonly workspace: string | null;
  readonly channel: string;
  /** A channel shared with another organisation (Slack Connect). */
  readonly isShared?: boolean;
}

/** Who does it. */
export interface Actor {
  readonly user: string;
  /** On Slack the member's own team or enterprise; elsewhere ''. */
  readonly home: string;
  readonly name: string;
  /** What the platform said of this member's rights with this very event, in its own words. */
  readonly rights?: string;
  /** IANA zone, where the platform tells it. */
  readonly zone?: string;
}

/** What the platform says of a member: an admin, a full member (who manages where the settings let members), or neither. */
export type Standing = 'admin' | 'member' | 'guest';

interface EventBase {
  /** The same for a repeated delivery of the same event. */
  readonly id: string;
  readonly place: Place;
  readonly actor: Actor;
}

/** A command with its options already apart, as Discord sends it. */
export interface CommandEvent extends EventBase {
  readonly kind: 'command';
  readonly command: string;
  readonly options: Readonly<Record<string, string>>;
}
/** A line of text behind `/arch`. */
export interface TextEvent extends EventBase {
  readonly kind: 'text';
  readonly text: string;
}
export interface ActionEvent extends EventBase {
  readonly kind: 'action';
  readonly action: string;
  /** The message that holds the button; absent for private messages that cannot be edited. */
  readonly message?: MessageRef;
  readonly isPrivateMessage: boolean;
}
export interface FormEvent extends EventBase {
  readonly kind: 'form';
  readonly action: string;
  readonly values: Readonly<Record<string, string | readonly string[]>>;
}
/** Each key typed into an option with autocomplete. */
export interface SuggestEvent extends EventBase {
  readonly kind: 'suggest';
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  /** Rows that the surface shows at most. */
  readonly maxChoices: number;
}
/** The bot was removed from a workspace. */
export interface LeftEvent extends EventBase {
  readonly kind: 'left';
}

export type Event = CommandEvent | TextEvent | ActionEvent | FormEvent | SuggestEvent | LeftEvent;

export type Reply =
  /** A message to the asker alone, or to the channel. */
  | { readonly kind: 'message'; readonly audience: 'asker' | 'channel'; readonly card: Card }
  /** Replaces the private message whose button was pressed. */
  | { readonly kind: 'replace'; readonly card: Card }
  | { readonly kind: 'form'; readonly form: Form }
  /** A form comes back with a message beside each wrong field. */
  | { readonly kind: 'form-errors'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'suggestions'; readonly choices: readonly { readonly label: string; readonly value: string }[] };

/** Answers an event; never rejects: whatever goes wrong becomes a reply. */
export type Handle = (event: Event) => Promise<readonly Reply[]>;

/** Where a delivery goes. */
export interface Target {
  readonly platform: PlatformName;
  readonly installation: string;
  readonly workspace: string | null;
  /** A channel's id, or `@<user id>` for the direct conversation with that member. */
  readonly channel: string;
}

/** A message that stands somewhere. */
export interface MessageRef {
  readonly channel: string;
  readonly message: string;
}

export interface Post {
  readonly target: Target;
  readonly card: Card;
  /** At most 25 characters, the same for every attempt of one delivery. */
  readonly nonce: string;
  /** Real time since the first attempt; 0 on the first. */
  readonly sinceFirstMs: number;
  /** The message that it answers: in its thread where a platform has threads, else as a reply to it. */
  readonly replyTo?: MessageRef;
}

/** A poll of the platform's own: everybody sees who voted what, and the platform marks no answer as right. */
export interface Poll {
  readonly question: string;
  readonly answers: readonly string[];
  readonly hours: number;
  /** What stands above it. */
  readonly note: Rich;
}

export type PollPost = Omit<Post, 'card' | 'replyTo'> & { readonly poll: Poll };

export interface PollEnd {
  readonly target: Target;
  readonly ref: MessageRef;
  /** How many answers it has. */
  readonly answers: number;
}

export interface PollVote {
  readonly actor: Actor;
  /** From 0, in the order of the answers. */
  readonly answer: number;
}

export type PollCount =
  | { readonly kind: 'counted'; readonly votes: readonly PollVote[] }
  | Exclude<Sending, { kind: 'sent' }>;

/** Polls of a platform that has its own. */
export interface Polls {
  readonly limits: { readonly maxQuestionChars: number; readonly maxAnswerChars: number; readonly maxHours: number };
  /** Posts once, without a retry of its own. Never rejects. */
  post(order: PollPost): Promise<Sending>;
  /** Looks for a poll whose posting is unclear. Never rejects. */
  find(order: PollPost): Promise<Finding>;
  /** Ends it and reads every vote once they are final; 'retry' while they are not. Safe to repeat. Never rejects. */
  end(order: PollEnd): Promise<PollCount>;
}

export interface Edit {
  readonly target: Target;
  readonly ref: MessageRef;
  readonly card: Card;
}

export type Sending =
  | { readonly kind: 'sent'; readonly ref: MessageRef }
  /** Surely not posted; try again after `afterMs`. */
  | { readonly kind: 'retry'; readonly afterMs: number; readonly why: string }
  /** The channel is gone, archived or closed to the bot: `mend` says what a manager can do. */
  | { readonly kind: 'dead-channel'; readonly why: string; readonly mend: string }
  /** The token is dead: stop all of the installation's work. */
  | { readonly kind: 'dead-workspace'; readonly why: string }
  /** The message can no longer be edited; a reply takes its place. */
  | { readonly kind: 'cannot-edit'; readonly why: string }
  /** The platform refuses the message itself. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows whether it was posted. */
  | { readonly kind: 'ambiguous'; readonly why: string };

export type Finding =
  | { readonly kind: 'found'; readonly ref: MessageRef }
  /** Surely not there, or a second post with the same nonce is harmless. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'cannot-tell'; readonly why: string };

/** A budget shared by all replicas: at most `burst` at once, refilled one each `everyMs`. */
export interface Budget {
  readonly name: string;
  readonly everyMs: number;
  readonly burst: number;
}

/** A picture as a file. */
export interface PictureFile {
  /** Such as `cap-theorem.png`: safe as a file's name everywhere. */
  readonly name: string;
  readonly png: Uint8Array;
}

/** What an adapter asks for when a card holds pictures. Nothing here rejects: what cannot be had is undefined, and logged. */
export interface Pictures {
  /** Draws the picture, or takes it from a cache. */
  file(spec: PictureSpec, theme: Theme): Promise<PictureFile | undefined>;
  /** Where the platform can fetch it; undefined when the outside cannot reach this server. */
  address(spec: PictureSpec, at: { readonly theme: Theme; readonly target: Target }): Promise<string | undefined>;
  /** The platform's own id of the file: of an earlier upload to this workspace, else of the one that `send` makes now. */
  upload(
    spec: PictureSpec,
    at: { readonly theme: Theme; readonly target: Target },
    send: (file: PictureFile) => Promise<string>,
  ): Promise<string | undefined>;
  /** The platform no longer knows the file: the next post uploads it anew. */
  forgetUpload(target: Target, file: string): Promise<void>;
}

export interface Platform {
  readonly name: PlatformName;
  /** Connects and begins to hand events to `handle`. @throws PlatformError when the token is refused. */
  start(handle: Handle): Promise<void>;
  /** Takes no more events and waits for those under way. */
  stop(): Promise<void>;
  /** Connected and able to answer. */
  isReady(): boolean;
  /** What the platform says of the member; may ask the platform, and remembers for an hour. */
  standing(place: Place, actor: Actor): Promise<Standing>;
  /** Has ready what a post or an edit needs, such as uploaded pictures, so that the call itself is short. Never rejects. */
  prepare?(target: Target, card: Card): Promise<void>;
  /** Takes an uploaded file down. @throws PlatformError when it should be tried again. */
  discard?(target: Omit<Target, 'channel'>, file: string): Promise<void>;
  /** Posts once, without a retry of its own; a picture that the platform refuses is left out. Never rejects. */
  post(post: Post): Promise<Sending>;
  /** Edits once, without a retry of its own. Safe to repeat. Never rejects. */
  edit(edit: Edit): Promise<Sending>;
  /** Looks for a post whose outcome is unknown. Never rejects. */
  find(post: Post): Promise<Finding>;
  /** The budgets that one call to this target draws on. */
  budgets(target: Target, call: 'post' | 'edit'): readonly Budget[];
  /** Absent where the platform has no polls of its own. */
  readonly polls?: Polls;
}

/** What an adapter is built with. */
export interface AdapterContext {
  readonly log: Logger;
  readonly clock: Clock;
  readonly pictures: Pictures;
}

/** A part of the one HTTP server: every request whose path starts with `prefix`. */
export interface Route {
  readonly prefix: string;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;
}

/** A word of the `archway` command line that an adapter brings, such as `slack manifest`. */
export interface Verb {
  readonly words: readonly [string, string];
  readonly summary: string;
  /** Text for standard output. @throws UserError with the mend. */
  readonly run: (settings: AdapterSettings) => Promise<string>;
}

/** The environment after the merged schema has checked it. */
export type AdapterSettings = Readonly<Record<string, unknown>>;

/** One folder of `adapters/`. Importing it loads no SDK; `create` does. */
export interface Adapter {
  readonly name: PlatformName;
  readonly title: string;
  /** Environment keys, each with a `.describe()` for the README; all optional. */
  readonly settings: Readonly<Record<string, ZodType>>;
  /** Whether its keys are set; problems when only some of them are. */
  readonly state: (settings: AdapterSettings) => 'off' | 'on' | readonly Problem[];
  readonly create: (settings: AdapterSettings, context: AdapterContext) => Promise<Connection>;
  readonly verbs: readonly Verb[];
}

export interface Connection {
  readonly platform: Platform;
  readonly routes: readonly Route[];
}
