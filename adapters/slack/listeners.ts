// Bolt's listeners: each parses its payload, hands the event over, and acknowledges in time.
import type { App } from '@slack/bolt';
import { patient } from '../../src/bot/patience.ts';
import { picturesIn } from '../../src/card/card.ts';
import { messageOf } from '../../src/errors.ts';
import type { Logger } from '../../src/log.ts';
import type { Event, Handle, Reply } from '../../src/platform.ts';
import { formCallback } from './form.ts';
import { commandEvent, formEvent, leftEvent, pressEvent, shortcutEvent, suggestEvent } from './inbound.ts';
import { patienceMs } from './limits.ts';
import { noImages, type Picturing } from './pictures.ts';
import { type Answering, responseOf, sendReplies } from './replies.ts';

const anyId = /^/;

interface Wiring {
  readonly handle: Handle;
  readonly log: Logger;
  /** Counts the events under way, so that a stop can wait for them. */
  readonly track: <T>(work: Promise<T>) => Promise<T>;
  readonly picturing: Picturing;
}

/** Registers all listeners on the app. */
export function listen(app: App, wiring: Wiring): void {
  listenToCommands(app, wiring);
  listenToShortcuts(app, wiring);
  listenToPresses(app, wiring);
  listenToForms(app, wiring);
  listenToRemoval(app, wiring);
  app.error(async (error) => wiring.log.error({ reason: messageOf(error) }, 'a Slack event failed'));
}

const answeringOf = (
  { log, picturing }: Wiring,
  { place, actor }: Event,
  means: Pick<Answering, 'client' | 'triggerId' | 'respond'>,
): Answering => ({ log, picturing, place, user: actor.user, ...means });

function listenToCommands(app: App, wiring: Wiring): void {
  const { handle, track } = wiring;
  app.command(/^\//, ({ command, ack, respond, client }) =>
    track(
      (async () => {
        const event = commandEvent(command);
        const answering = answeringOf(wiring, event, { client, triggerId: command.trigger_id, respond });
        const { quick, later } = await patient(handle(event), patienceMs);
        if (!quick) {
          await ack('One moment …');
          return sendReplies(answering, await later);
        }
        const [first, ...rest] = quick;
        // A modal must be opened within 3 s of its trigger; a picture may take its time, and whether Slack shows it is learnt
        // from the response address alone; everything else rides on the acknowledgement.
        if (first?.kind !== 'message' || picturesIn(first.card).length > 0) {
          await ack();
          return sendReplies(answering, quick);
        }
        await ack(responseOf(first, noImages));
        return sendReplies(answering, rest);
      })(),
    ),
  );
}

/** Entries of a message's menu; their callback id is the command's name. */
function listenToShortcuts(app: App, wiring: Wiring): void {
  const { handle, track } = wiring;
  app.shortcut({ type: 'message_action' }, ({ shortcut, ack, respond, client }) =>
    track(
      (async () => {
        const event = shortcutEvent(shortcut);
        const answering = answeringOf(wiring, event, { client, triggerId: shortcut.trigger_id, respond });
        await ack();
        await sendReplies(answering, await handle(event));
      })(),
    ),
  );
}

function listenToPresses(app: App, wiring: Wiring): void {
  const { handle, track } = wiring;
  app.action(anyId, ({ body, ack, respond, client }) =>
    track(
      (async () => {
        const event = pressEvent(body);
        const triggerId = 'trigger_id' in body ? body.trigger_id : undefined;
        const answering = answeringOf(wiring, event, { client, triggerId, respond });
        const { quick, later } = await patient(handle(event), patienceMs);
        await ack();
        await sendReplies(answering, quick ?? (await later));
      })(),
    ),
  );
}

function listenToForms(app: App, wiring: Wiring): void {
  const { handle, track } = wiring;
  app.view(formCallback, ({ body, ack, client }) =>
    track(
      (async () => {
        const event = formEvent(body);
        const answering = answeringOf(wiring, event, { client, triggerId: undefined, respond: undefined });
        const { quick, later } = await patient(handle(event), patienceMs);
        const errors = quick?.find(
          (reply): reply is Extract<Reply, { kind: 'form-errors' }> => reply.kind === 'form-errors',
        );
        if (errors) return ack({ response_action: 'errors', errors: { ...errors.errors } });
        await ack();
        return sendReplies(answering, quick ?? (await later));
      })(),
    ),
  );
  app.options(anyId, async ({ body, ack }) => {
    const [reply] = await handle(suggestEvent(body));
    const choices = reply?.kind === 'suggestions' ? reply.choices : [];
    await ack({
      options: choices.map(({ label, value }) => ({
        text: { type: 'plain_text', text: label.slice(0, 75) },
        value: value.slice(0, 75),
      })),
    });
  });
}

function listenToRemoval(app: App, { handle }: Wiring): void {
  const tell = async (body: { team_id: string; event_id: string; enterprise_id?: string }) => {
    const event: Event = leftEvent({ team: body.team_id, enterprise: undefined, eventId: body.event_id });
    await handle(event);
  };
  app.event('app_uninstalled', ({ body }) => tell(body));
  app.event('tokens_revoked', async ({ event, body }) => {
    if ((event.tokens.bot ?? []).length > 0) await tell(body);
  });
}
