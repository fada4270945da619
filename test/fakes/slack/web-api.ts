// Slack's Web API, as far as the bot uses it, over messages in memory.
import { type FileWorld, fileBreaches, fileMethods } from './files.ts';
import { messageBreaches, viewBreaches } from './rules.ts';

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  text: string;
  blocks: readonly Record<string, unknown>[];
  /** The one member who sees it. */
  readonly onlyFor?: string;
  edits: number;
  /** The message in whose thread it stands. */
  readonly threadTs?: string;
  readonly metadata?: unknown;
}

export interface SlackUser {
  readonly is_admin?: boolean;
  readonly is_restricted?: boolean;
  readonly team_id?: string;
}

export interface Workspace extends FileWorld {
  readonly teamId: string;
  readonly botUserId: string;
  readonly messages: SlackMessage[];
  readonly views: Record<string, unknown>[];
  readonly breaches: string[];
  readonly users: Readonly<Record<string, SlackUser>>;
  /** Channels that refuse posts, with the error. */
  readonly refusing: Map<string, string>;
  /** Whether addresses of images cannot be fetched. */
  cannotFetch: boolean;
}

type Args = Readonly<Record<string, unknown>>;
type Answer = Readonly<Record<string, unknown>>;
const fail = (error: string): Answer => ({ ok: false, error });

let clock = 1_700_000_000;

/** Adds a message, after checking it as Slack would; an error code when it is refused. */
export function addMessage(
  workspace: Workspace,
  args: Args,
  more: { channel: string; onlyFor?: string },
): SlackMessage | string {
  const breaches = messageBreaches(args);
  workspace.breaches.push(...breaches);
  if (breaches.length + picturesRefused(workspace, args).length > 0) return 'invalid_blocks';
  const ts = `${++clock}.000100`;
  const thread = typeof args.thread_ts === 'string' ? { threadTs: args.thread_ts } : {};
  const message: SlackMessage = { ...more, ts, ...contentOf(args), edits: 0, ...thread, metadata: args.metadata };
  workspace.messages.push(message);
  return message;
}

/** What Slack may refuse and a bot has to live with: a file that is gone, an address that it cannot fetch. */
function picturesRefused(workspace: Workspace, { blocks }: Args): readonly string[] {
  const hasAddress = JSON.stringify(blocks ?? []).includes('"image_url"');
  return [
    ...fileBreaches(workspace, blocks),
    ...(hasAddress && workspace.cannotFetch ? ['downloading image failed'] : []),
  ];
}

const contentOf = (args: Args) => ({
  text: String(args.text ?? ''),
  blocks: (args.blocks ?? []) as Record<string, unknown>[],
});

/** Changes a message, after checking. */
export function editMessage(workspace: Workspace, args: Args, ts: string): string | undefined {
  const message = workspace.messages.find((each) => each.ts === ts);
  if (!message) return 'message_not_found';
  const breaches = messageBreaches(args);
  workspace.breaches.push(...breaches);
  if (breaches.length + picturesRefused(workspace, args).length > 0) return 'invalid_blocks';
  Object.assign(message, contentOf(args), { edits: message.edits + 1 });
  return undefined;
}

function post(workspace: Workspace, args: Args): Answer {
  const channel = String(args.channel);
  const refused = workspace.refusing.get(channel);
  if (refused !== undefined) return fail(refused);
  if (args.unfurl_links !== false || args.unfurl_media !== false) workspace.breaches.push('a post would unfurl links');
  const message = addMessage(workspace, args, { channel });
  return typeof message === 'string' ? fail(message) : { ok: true, channel, ts: message.ts, message };
}

/** The methods by name; anything else is unknown and a breach. */
export const methods: Readonly<Record<string, (workspace: Workspace, args: Args) => Answer>> = {
  ...fileMethods,
  'auth.test': ({ teamId, botUserId }) => ({
    ok: true,
    team_id: teamId,
    user_id: botUserId,
    bot_id: 'B1',
    team: 'fake',
    user: 'archway',
    url: 'https://fake.example/',
  }),
  'chat.postMessage': post,
  'chat.update': (workspace, args) => {
    const error = editMessage(workspace, args, String(args.ts));
    return error === undefined ? { ok: true, channel: args.channel, ts: args.ts, text: args.text } : fail(error);
  },
  'chat.postEphemeral': (workspace, args) => {
    const message = addMessage(workspace, args, { channel: String(args.channel), onlyFor: String(args.user) });
    return typeof message === 'string' ? fail(message) : { ok: true, message_ts: message.ts };
  },
  'views.open': (workspace, args) => {
    const breaches = viewBreaches(args.view);
    workspace.breaches.push(...breaches);
    if (breaches.length > 0) return fail('invalid_arguments');
    if (!args.trigger_id) return fail('expired_trigger_id');
    workspace.views.push(args.view as Record<string, unknown>);
    return { ok: true, view: args.view };
  },
  'users.info': ({ users, teamId }, args) => {
    const user = users[String(args.user)];
    return user ? { ok: true, user: { id: args.user, team_id: teamId, ...user } } : fail('user_not_found');
  },
};
