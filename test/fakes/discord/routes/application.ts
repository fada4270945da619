// Routes of the application itself: who it is, its commands, its server and its direct messages.
import type { Answer } from '../http.ts';
import { BOT, CHANNEL_TYPE, IDS, newChannel, type User, userWithId } from '../inhabitants.ts';
import { applicationObject, channelObject, guildObject, memberObject, rolesOf, userObject } from '../objects.ts';
import { refusal, refuseBreaches } from '../refusal.ts';
import { breachesOfCommands, type Definition } from '../rules/command-rules.ts';
import type { Command, World } from '../world.ts';
import { checkedBody, type Exchange, type Route } from './exchange.ts';

export const APPLICATION_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    pattern: '/users/@me',
    handle: ({ world }) => ok(world.vouch('UserResponseSchema', userObject(BOT))),
  },
  { method: 'GET', pattern: '/users/:user', handle: (exchange) => ok(userObject(userOf(exchange.params.user))) },
  { method: 'POST', pattern: '/users/@me/channels', handle: openDirect },
  { method: 'GET', pattern: '/applications/@me', handle: getApplication },
  { method: 'GET', pattern: '/applications/:application/commands', handle: listCommands },
  { method: 'PUT', pattern: '/applications/:application/commands', handle: putCommands },
  { method: 'GET', pattern: '/applications/:application/guilds/:guild/commands', handle: listCommands },
  { method: 'PUT', pattern: '/applications/:application/guilds/:guild/commands', handle: putCommands },
  { method: 'GET', pattern: '/guilds/:guild', handle: getGuild },
  { method: 'GET', pattern: '/guilds/:guild/channels', handle: listChannels },
  { method: 'GET', pattern: '/guilds/:guild/members/:user', handle: getMember },
];

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function getApplication({ world }: Exchange): Answer {
  return ok(world.vouch('PrivateApplicationResponseSchema', applicationObject()));
}

function userOf(id: string | undefined): User {
  const user = userWithId(id);
  if (user === undefined) throw refusal('unknown-user');
  return user;
}

function openDirect(exchange: Exchange): Answer {
  const { recipient_id } = checkedBody<{ recipient_id: string }>(exchange, 'CreatePrivateChannelRequestSchema');
  return ok(channelObject(directChannel(exchange.world, userOf(recipient_id))));
}

/** The direct channel with a user; the same one every time. */
export function directChannel(world: World, recipient: User) {
  const known = [...world.channels.values()].find((channel) => channel.recipient?.id === recipient.id);
  if (known) return known;
  const channel = newChannel({ id: world.newId(), name: '', type: CHANNEL_TYPE.direct, recipient });
  world.channels.set(channel.id, channel);
  return channel;
}

function checkGuild({ params }: Exchange): void {
  if (params.guild !== undefined && params.guild !== IDS.guild) throw refusal('unknown-guild');
}

function getGuild(exchange: Exchange): Answer {
  checkGuild(exchange);
  return ok(exchange.world.vouch('GuildWithCountsResponseSchema', guildObject()));
}

function listChannels(exchange: Exchange): Answer {
  checkGuild(exchange);
  const channels = [...exchange.world.channels.values()].filter(
    ({ exists, recipient, type }) => exists && recipient === undefined && type !== CHANNEL_TYPE.thread,
  );
  return ok(channels.map(channelObject));
}

function getMember(exchange: Exchange): Answer {
  checkGuild(exchange);
  const user = userOf(exchange.params.user);
  const roles = user === BOT ? [IDS.botRole] : rolesOf(exchange.world.permissions.get(user.id) ?? 0n);
  return ok({ ...memberObject(roles), user: userObject(user) });
}

function scopeOf({ params }: Exchange): string {
  return params.guild ?? 'global';
}

function checkApplication(exchange: Exchange): void {
  if (exchange.params.application !== IDS.application) throw refusal('missing-access');
  checkGuild(exchange);
}

function listCommands(exchange: Exchange): Answer {
  checkApplication(exchange);
  return ok(exchange.world.commands.get(scopeOf(exchange))?.stored ?? []);
}

/** The whole set is replaced; a command that keeps its name keeps its id. */
function putCommands(exchange: Exchange): Answer {
  checkApplication(exchange);
  const { world, body } = exchange;
  if (!Array.isArray(body)) throw refusal('invalid-json');
  const sent: readonly (Definition & Partial<Command>)[] = body;
  refuseBreaches(
    sent.flatMap((command, index) =>
      world.schemas
        .check('ApplicationCommandUpdateRequestSchema', command)
        .map(({ path, message }) => ({ path: [index, ...path], message })),
    ),
  );
  refuseBreaches(breachesOfCommands(sent));
  const before = world.commands.get(scopeOf(exchange))?.stored ?? [];
  const stored = sent.map((command) => {
    const id = before.find(({ name }) => name === command.name)?.id ?? world.newId();
    return world.vouch('ApplicationCommandResponseSchema', commandObject(world, id, command));
  });
  world.commands.set(scopeOf(exchange), { sent, stored });
  return ok(stored);
}

function commandObject(world: World, id: string, command: Definition & Partial<Command>) {
  const { options, ...rest } = command;
  return {
    default_member_permissions: null,
    contexts: null,
    type: 1,
    ...rest,
    id,
    application_id: IDS.application,
    version: world.newId(),
    description: command.description ?? '',
    nsfw: false,
    ...(options?.length ? { options: withoutDefaults(options) } : {}),
  };
}

/** Discord leaves out what is false or empty in an option. */
function withoutDefaults<T>(options: T): T {
  const isTold = (value: unknown) => value !== false && !(Array.isArray(value) && value.length === 0);
  return JSON.parse(JSON.stringify(options, (_, value: unknown) => (isTold(value) ? value : undefined)));
}
