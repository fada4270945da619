// Registering the commands, and the address by which a server adds the bot.
import { REST, Routes } from 'discord.js';
import { z } from 'zod';
import { UserError } from '../../src/errors.ts';
import { commandBodies } from './commands.ts';
import { permissions } from './permissions.ts';
import type { DiscordSettings } from './settings.ts';

const registeredSchema = z.array(z.record(z.string(), z.unknown()));
const applicationSchema = z.object({ id: z.string() });

/** Registers all commands by one idempotent call; returns how many, 0 when nothing had changed. */
export async function registerCommands(
  rest: REST,
  application: string,
  { onlyIfChanged }: { onlyIfChanged: boolean },
): Promise<number> {
  const bodies = commandBodies();
  const route = Routes.applicationCommands(application);
  if (onlyIfChanged) {
    const registered = registeredSchema.parse(await rest.get(route));
    if (registered.length === bodies.length && bodies.every((body) => registered.some((each) => holds(each, body))))
      return 0;
  }
  await rest.put(route, { body: bodies });
  return bodies.length;
}

/** Whether everything that we say stands in what Discord has, which adds defaults of its own. */
function holds(has: unknown, wanted: unknown): boolean {
  if (Array.isArray(wanted)) {
    return Array.isArray(has)
      ? has.length === wanted.length && wanted.every((each, index) => holds(has[index], each))
      : wanted.length === 0;
  }
  if (typeof wanted === 'object' && wanted !== null) {
    return (
      typeof has === 'object' &&
      has !== null &&
      Object.entries(wanted).every(([key, value]) => holds(Reflect.get(has, key), value))
    );
  }
  // Discord leaves out `required: false`.
  return has === wanted || (wanted === false && has === undefined);
}

async function client(settings: DiscordSettings): Promise<{ rest: REST; application: string }> {
  if (settings.DISCORD_TOKEN === undefined)
    throw new UserError('DISCORD_TOKEN is not set. Put it into .env: DISCORD_TOKEN=...');
  const rest = new REST({ api: settings.DISCORD_API_URL }).setToken(settings.DISCORD_TOKEN);
  const { id } = applicationSchema.parse(await rest.get(Routes.currentApplication()));
  return { rest, application: id };
}

/** `discord register`. @throws UserError without a token. */
export async function register(settings: DiscordSettings): Promise<string> {
  const { rest, application } = await client(settings);
  const count = await registerCommands(rest, application, { onlyIfChanged: false });
  return `${count} commands are registered.`;
}

/** `discord invite`. @throws UserError without a token. */
export async function invite(settings: DiscordSettings): Promise<string> {
  const { application } = await client(settings);
  const bits = Object.values(permissions).reduce((sum, { bit }) => sum | bit, 0n);
  const query = new URLSearchParams({
    client_id: application,
    scope: 'bot applications.commands',
    permissions: bits.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
