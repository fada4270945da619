// settings: shows and changes what holds for the whole workspace.
import { bold, rich, small } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import { UserError } from '../errors.ts';
import { changeSettings, ensureTenant, type Settings } from '../settings/settings.ts';
import { parseZone } from '../settings/zone.ts';
import { type Handler, type Options, privately, requireRight } from './ask.ts';

export const settings: Handler = async (ask, options) => {
  await requireRight(ask, 'change-settings');
  if (ask.place.workspace === null)
    throw new UserError('A direct message has no settings. Use this command in a channel.');
  const { store, clock } = ask.services;
  const isChange = Object.keys(options).length > 0;
  const now = clock.now();
  const current = await store.write(async (tx) => {
    const tenant = await ensureTenant(tx, ask.place, now);
    return isChange ? changeSettings(tx, tenant, { change: changeOf(options, tenant.settings), now }) : tenant.settings;
  });
  return privately(settingsCard(current, isChange));
};

function changeOf(options: Options, current: Settings): Partial<Settings> {
  const { zone, quiz, managers, manager, boards, names } = options;
  return {
    ...(zone === undefined ? {} : { zone: parseZone(zone) }),
    ...(quiz === 'everyone' || quiz === 'managers' ? { quiz } : {}),
    ...(managers === 'members' || managers === 'admins' ? { managers } : {}),
    ...(boards === 'on' || boards === 'off' ? { boards } : {}),
    ...(names === 'on' || names === 'off' ? { names } : {}),
    ...(manager === undefined ? {} : { named: toggled(current.named, userOf(manager)) }),
  };
}

/** `<@U123>` or `<@U123|name>`, as Slack writes a mention; on other platforms the id itself. */
function userOf(text: string): string {
  const id = /^<@([A-Z0-9]+)(?:\|[^>]*)?>$/.exec(text)?.[1] ?? /^[\w-]{1,40}$/.exec(text)?.[0];
  if (id === undefined) throw new UserError('Name one member with an @-mention, like settings manager:@ana');
  return id;
}

const toggled = (ids: readonly string[], id: string) =>
  ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];

function settingsCard(current: Settings, isChanged: boolean): Card {
  const managers = current.managers === 'members' ? 'full members' : 'admins only';
  return {
    kind: 'card',
    tone: 'notice',
    title: isChanged ? 'Settings saved' : 'Settings of this workspace',
    blocks: [
      {
        kind: 'list',
        style: 'bullet',
        items: [
          rich(bold('zone: '), current.zone ?? 'not set; the first schedule sets it'),
          rich(bold('quiz: '), `${current.quiz} may open quizzes`),
          rich(
            bold('managers: '),
            `${managers}${current.named.length === 0 ? '' : `, and ${current.named.length} named by an admin`}`,
          ),
          rich(bold('boards: '), current.boards),
          rich(bold('names: '), `${current.names}; whether a quiz names who was right at first sight`),
        ],
      },
      small('Change one with its name, like settings zone:Europe/Berlin or settings quiz:managers.'),
    ],
  };
}
