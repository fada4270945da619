// What a handler is given, and the checks that several handlers share.
import type { Card } from '../card/card.ts';
import type { Deliveries } from '../deliveries/deliveries.ts';
import { UserError } from '../errors.ts';
import type { Actor, MessageRef, Place, Platform, PlatformName, Reply, Target } from '../platform.ts';
import type { QuizOptions } from '../quiz/quiz.ts';
import type { Search } from '../search/search.ts';
import { noteManager, putMember } from '../settings/members/store.ts';
import { ensureTenant, isAllowed, isDirectId, type Right, readSettings } from '../settings/settings.ts';
import { ensurePerson } from '../settings/store.ts';
import type { Db } from '../store/tables.ts';

/** Everything the handlers work with; one for each process. */
export interface Services extends QuizOptions {
  readonly search: Search;
  readonly deliveries: Deliveries;
  readonly platforms: ReadonlyMap<PlatformName, Platform>;
}

/** One event, in front of a handler. */
export interface Ask {
  readonly services: Services;
  readonly eventId: string;
  readonly place: Place;
  readonly actor: Actor;
  /** The message whose button was pressed. */
  readonly message: MessageRef | undefined;
  readonly isPrivateMessage: boolean;
}

export type Options = Readonly<Record<string, string>>;
export type Handler = (ask: Ask, options: Options) => Promise<readonly Reply[]>;

/** One message to the asker alone. */
export const privately = (card: Card): readonly Reply[] => [{ kind: 'message', audience: 'asker', card }];

/** Turns the page of a private message, or answers privately beneath a public one. */
export function turned(ask: Ask, card: Card): readonly Reply[] {
  return ask.isPrivateMessage ? [{ kind: 'replace', card }] : privately(card);
}

export const targetOf = ({ platform, installation, workspace, channel }: Place): Target => ({
  platform,
  installation,
  workspace,
  channel,
});

/** The asker's person id, written on first sight. */
export function personOf(ask: Ask): (tx: Db) => Promise<string> {
  const { platform, installation } = ask.place;
  const key = { platform, installation, user: ask.actor.user, home: ask.actor.home };
  return (tx) => ensurePerson(tx, key, ask.services.clock.now());
}

/** The asker's person id together with the name by which the workspace knows them, for boards and reveals. */
export function memberOf(ask: Ask): (tx: Db, workspaceId: string) => Promise<string> {
  return async (tx, workspaceId) => {
    const personId = await personOf(ask)(tx);
    const now = ask.services.clock.now();
    if (!isDirectId(workspaceId)) await putMember(tx, { workspaceId, personId, name: ask.actor.name, now });
    return personId;
  };
}

const refusals: Readonly<Record<Right, string>> = {
  'manage-schedules':
    'Only managers of this workspace can change the daily post. Ask an admin, or have one name you with /arch settings.',
  'change-settings': 'Only admins of this workspace, and members whom they named, can change the settings.',
  'open-quizzes':
    'In this workspace only managers open quizzes. An admin can change that with /arch settings quiz:everyone.',
};

/** @throws UserError when the asker may not; in a direct message everyone may. */
export async function requireRight(ask: Ask, right: Right): Promise<void> {
  if (ask.place.workspace === null) return;
  const settings = await readSettings(ask.services.store.db, ask.place);
  if (right === 'open-quizzes' && settings.quiz === 'everyone') return;
  const platform = ask.services.platforms.get(ask.place.platform);
  const standing = (await platform?.standing(ask.place, ask.actor)) ?? 'guest';
  if (!isAllowed(right, { standing, actor: ask.actor, settings })) throw new UserError(refusals[right]);
  if (right !== 'open-quizzes') await note(ask);
}

/** Whoever manages may be told when something needs a manager. */
async function note({ services: { store, clock }, place, actor }: Ask): Promise<void> {
  const now = clock.now();
  await store.write(async (tx) => {
    const { workspaceId } = await ensureTenant(tx, place, now);
    await noteManager(tx, { workspaceId, user: actor.user, now });
  });
}
