// From an event to its replies: finds the handler, checks the words, and turns every error into an answer.
import { decodeAction } from '../card/action.ts';
import { paragraph, small } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import { type Ask, privately, type Services } from '../commands/ask.ts';
import { checkedOptions } from '../commands/check.ts';
import { parseLine } from '../commands/grammar.ts';
import { actionHandlers, commandHandlers, formHandlers } from '../commands/registry.ts';
import { suggest } from '../commands/suggest.ts';
import { messageOf, StoreError, UserError } from '../errors.ts';
import type { Logger } from '../log.ts';
import type { ActionEvent, Event, FormEvent, Handle, Reply } from '../platform.ts';
import { newToken } from '../random.ts';
import { leave } from './leave.ts';

/** The one handler that every adapter is started with. It never rejects. */
export function createDispatch(services: Services, log: Logger): Handle {
  return async (event) => {
    try {
      return await answer(services, event);
    } catch (error) {
      return event.kind === 'suggest'
        ? [{ kind: 'suggestions', choices: [] }]
        : privately(troubleCard(error, event, log));
    }
  };
}

async function answer(services: Services, event: Event): Promise<readonly Reply[]> {
  switch (event.kind) {
    case 'text': {
      const line = parseLine(event.text);
      return run(askOf(services, event), line.command, line.options);
    }
    case 'command':
      return run(askOf(services, event), event.command, event.options);
    case 'action':
      return press(askOf(services, event), event);
    case 'form':
      return submit(askOf(services, event), event);
    case 'suggest':
      return [{ kind: 'suggestions', choices: suggest(event, services) }];
    case 'left':
      await leave(services, event.place);
      return [];
    default:
      return event satisfies never;
  }
}

function askOf(services: Services, event: Event): Ask {
  const isPress = event.kind === 'action';
  return {
    services,
    eventId: event.id,
    place: event.place,
    actor: event.actor,
    message: isPress && !event.isPrivateMessage ? event.message : undefined,
    isPrivateMessage: isPress && event.isPrivateMessage,
  };
}

async function run(ask: Ask, command: string, options: Readonly<Record<string, string>>): Promise<readonly Reply[]> {
  const checked = checkedOptions(command, options);
  const handler = commandHandlers[command];
  if (!handler) throw new UserError(`There is no "${command.slice(0, 40)}". See help for what there is.`);
  return handler(ask, checked);
}

async function press(ask: Ask, event: ActionEvent): Promise<readonly Reply[]> {
  const { name, args } = decodeAction(event.action);
  const handler = actionHandlers[name];
  if (!handler) throw new UserError('This button is not known here. Run the command again to get a fresh message.');
  return handler(ask, Object.fromEntries(args.map((arg, index) => [String(index), arg])));
}

async function submit(ask: Ask, event: FormEvent): Promise<readonly Reply[]> {
  const handler = formHandlers[decodeAction(event.action).name];
  if (!handler) throw new UserError('This form is not known here. Run the command again to get a fresh one.');
  return handler(ask, event.values, event.action);
}

/** What a member is told; the log has the reason under the same number. */
function troubleCard(error: unknown, event: Event, log: Logger): Card {
  if (error instanceof UserError) return trouble('That did not work', error.message);
  const incident = newToken().slice(0, 8);
  const facts = { incident, event: event.kind, platform: event.place.platform, reason: messageOf(error) };
  if (error instanceof StoreError) {
    log.error(facts, 'the database failed');
    return trouble(
      'One moment',
      'The database cannot be reached, so nothing was changed. Please try again in a minute.',
      incident,
    );
  }
  log.error({ ...facts, stack: error instanceof Error ? error.stack : undefined }, 'an event could not be answered');
  return trouble(
    'Something went wrong here',
    'Nothing was changed. Please try again; if it stays, tell whoever runs this bot.',
    incident,
  );
}

function trouble(title: string, text: string, incident?: string): Card {
  return {
    kind: 'card',
    tone: 'trouble',
    title,
    blocks: [
      ...text.split('\n').map((line) => paragraph(line)),
      ...(incident === undefined ? [] : [small(`Incident ${incident}`)]),
    ],
  };
}
