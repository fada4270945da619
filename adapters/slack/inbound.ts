// What Slack sends, parsed at the border and turned into events. Pure.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { commands } from '../../src/commands/table.ts';
import type {
  ActionEvent,
  Actor,
  CommandEvent,
  FormEvent,
  LeftEvent,
  Place,
  SuggestEvent,
  TextEvent,
} from '../../src/platform.ts';
import { maxSelectOptions } from './limits.ts';

const command = z.object({
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  is_enterprise_install: z.union([z.string(), z.boolean()]).optional(),
  channel_id: z.string(),
  user_id: z.string(),
  user_name: z.string().optional(),
  text: z.string().default(''),
  trigger_id: z.string(),
});

const user = z.object({
  id: z.string(),
  name: z.string().optional(),
  username: z.string().optional(),
  team_id: z.string().optional(),
});
const team = z.object({ id: z.string() }).nullish();
const enterprise = z.object({ id: z.string() }).nullish();
const base = {
  user,
  team,
  enterprise,
  is_enterprise_install: z.boolean().optional(),
  trigger_id: z.string().optional(),
};

const shortcut = z.object({
  ...base,
  callback_id: z.string(),
  channel: z.object({ id: z.string() }),
  message: z.object({ text: z.string().default('') }),
});

const press = z.object({
  ...base,
  channel: z.object({ id: z.string() }).optional(),
  container: z.object({ is_ephemeral: z.boolean().optional(), message_ts: z.string().optional() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), action_ts: z.string().optional() })).min(1),
});

/** What a form remembers between its opening and its submission. */
const metadataSchema = z.object({
  action: z.string(),
  channel: z.string(),
  installation: z.string(),
  workspace: z.string().nullable(),
});
export type FormMetadata = z.infer<typeof metadataSchema>;

const chosen = z.object({ value: z.string() }).nullish();
const fieldState = z.object({
  value: z.string().nullish(),
  selected_option: chosen,
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
});
const submission = z.object({
  ...base,
  view: z.object({
    id: z.string(),
    private_metadata: z.string(),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), fieldState)) }),
  }),
});

const suggestion = z.object({
  ...base,
  action_id: z.string(),
  value: z.string().default(''),
  view: z.object({ private_metadata: z.string() }).optional(),
});

/** The same for a repeated delivery; Slack gives commands and presses no id of their own. */
function eventId(...parts: readonly (string | undefined)[]): string {
  return `slack:${createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32)}`;
}

const isDirect = (channel: string) => channel.startsWith('D');

function placeOf(where: { team: string; enterprise: string | undefined; isOrg: boolean; channel: string }): Place {
  return {
    platform: 'slack',
    installation: where.isOrg && where.enterprise !== undefined ? where.enterprise : where.team,
    workspace: isDirect(where.channel) ? null : where.team,
    channel: where.channel,
  };
}

/** `/arch some words`. @throws ZodError for a payload unlike Slack's. */
export function commandEvent(payload: unknown): TextEvent {
  const body = command.parse(payload);
  const isOrg = String(body.is_enterprise_install) === 'true';
  return {
    kind: 'text',
    id: eventId('command', body.team_id, body.user_id, body.trigger_id),
    place: placeOf({ team: body.team_id, enterprise: body.enterprise_id, isOrg, channel: body.channel_id }),
    actor: { user: body.user_id, home: body.team_id, name: body.user_name ?? body.user_id },
    text: body.text,
  };
}

/** A choice from a message's menu: the message's text is the command's first option. @throws ZodError. */
export function shortcutEvent(payload: unknown): CommandEvent {
  const body = shortcut.parse(payload);
  const spec = commands.find(({ onMessage, name }) => onMessage !== undefined && name === body.callback_id);
  const option = spec?.options[0]?.name;
  return {
    kind: 'command',
    id: eventId('shortcut', body.user.id, body.trigger_id),
    place: bodyPlace(body, body.channel.id),
    actor: bodyActor(body),
    command: body.callback_id,
    options: option === undefined ? {} : { [option]: body.message.text },
  };
}

/** A press on a button. @throws ZodError. */
export function pressEvent(payload: unknown): ActionEvent {
  const body = press.parse(payload);
  const action = body.actions[0];
  const channel = body.channel?.id ?? '';
  const ts = body.message?.ts ?? body.container?.message_ts;
  const isPrivateMessage = body.container?.is_ephemeral ?? false;
  return {
    kind: 'action',
    id: eventId('press', body.user.id, action?.action_id, action?.action_ts, body.trigger_id),
    place: bodyPlace(body, channel),
    actor: bodyActor(body),
    action: action?.action_id ?? '',
    isPrivateMessage,
    ...(ts === undefined || isPrivateMessage ? {} : { message: { channel, message: ts } }),
  };
}

/** A submitted form; its place is the one that it was opened from. @throws ZodError. */
export function formEvent(payload: unknown): FormEvent {
  const body = submission.parse(payload);
  const metadata = readMetadata(body.view.private_metadata);
  const fields = Object.values(body.view.state.values).flatMap((block) => Object.entries(block));
  return {
    kind: 'form',
    id: eventId('form', body.user.id, body.view.id, JSON.stringify(body.view.state.values)),
    place: {
      platform: 'slack',
      installation: metadata.installation,
      workspace: metadata.workspace,
      channel: metadata.channel,
    },
    actor: bodyActor(body),
    action: metadata.action,
    values: Object.fromEntries(fields.map(([name, state]) => [name, stateValue(state)])),
  };
}

/** A key typed into an external select. @throws ZodError. */
export function suggestEvent(payload: unknown): SuggestEvent {
  const body = suggestion.parse(payload);
  const channel = body.view === undefined ? '' : readMetadata(body.view.private_metadata).channel;
  return {
    kind: 'suggest',
    id: eventId('suggest', body.user.id, body.action_id, body.value),
    place: bodyPlace(body, channel),
    actor: bodyActor(body),
    command: 'daily set',
    option: body.action_id,
    typed: body.value,
    maxChoices: maxSelectOptions,
  };
}

/** The app was uninstalled, or its bot token revoked. */
export function leftEvent(where: { team: string; enterprise: string | undefined; eventId: string }): LeftEvent {
  return {
    kind: 'left',
    id: `slack:${where.eventId}`,
    place: { platform: 'slack', installation: where.enterprise ?? where.team, workspace: where.team, channel: '' },
    actor: { user: '', home: '', name: 'Slack' },
  };
}

/** What a form's metadata says. @throws ZodError. */
const readMetadata = (text: string): FormMetadata => metadataSchema.parse(JSON.parse(text));

type Body = z.infer<z.ZodObject<typeof base>>;

function bodyPlace(body: Body, channel: string): Place {
  const home = body.team?.id ?? body.user.team_id ?? '';
  return placeOf({ team: home, enterprise: body.enterprise?.id, isOrg: body.is_enterprise_install ?? false, channel });
}

const bodyActor = ({ user: who, team: where }: Body): Actor => ({
  user: who.id,
  home: who.team_id ?? where?.id ?? '',
  name: who.name ?? who.username ?? who.id,
});

function stateValue(state: z.infer<typeof fieldState>): string | readonly string[] {
  if (state.selected_options) return state.selected_options.map((each) => each.value);
  return state.selected_option?.value ?? state.value ?? '';
}
