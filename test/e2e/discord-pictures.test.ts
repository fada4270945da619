// Pictures on Discord, through the real discord.js and a fake Discord: attachments with their descriptions.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discordAdapter } from '../../adapters/discord/index.ts';
import { controlOf, mediaOf, textOf, walk } from '../fakes/discord/components.ts';
import type { DiscordMessage } from '../fakes/discord/message.ts';
import { type DiscordFake, startDiscordFake } from '../fakes/discord/server.ts';
import { silent } from '../support/bot.ts';
import { type FakeArtist, fakeArtist, wordsOfPicture } from '../support/pictures.ts';
import { type RunningBot, startBot } from './running.ts';

const minuteMs = 60_000;
let discord: DiscordFake;
let bot: RunningBot;
let artist: FakeArtist;

beforeEach(async () => {
  discord = await startDiscordFake();
  artist = fakeArtist();
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  bot = await startBot((parts) => discordAdapter.create(settings, { log: silent, ...parts }), { artist });
  await discord.connected();
});
afterEach(async () => {
  await bot.remove();
  expect(discord.violations).toEqual([]);
  await discord.stop();
});

const command = (name: string, options: Record<string, unknown> = {}) =>
  discord.interact({ kind: 'command', name, options: options as never, user: 'ana' });
const shownIn = (message: DiscordMessage) =>
  [...walk(message.components)].flatMap(({ component }) => mediaOf(component));
const publicMessages = () => discord.messages.filter((message) => !message.ephemeral && !message.deleted);
const current = (id: string) => discord.messages.find((message) => message.id === id) as DiscordMessage;
const settled = async (answer: Awaited<ReturnType<typeof command>>) => {
  await answer.settled();
  return answer.message() as DiscordMessage;
};

describe('a picture on Discord', () => {
  it('is an attachment of the answer, described, in dark', async () => {
    const message = await settled(await command('topic', { query: 'cap theorem' }));
    expect(message.attachments).toMatchObject([
      {
        filename: '0-cap-theorem.png',
        description: wordsOfPicture('cap-theorem').alt,
      },
    ]);
    expect(shownIn(message)).toEqual(['attachment://0-cap-theorem.png']);
    expect(artist.drawn.map(({ theme }) => theme)).toEqual(['dark']);
  });

  it('leaves with the page that it stood on', async () => {
    const message = await settled(await command('topic', { query: 'cap theorem' }));
    const press = (label: string) =>
      discord.interact({
        kind: 'component',
        messageId: message.id,
        customId: controlOf(current(message.id), { label })?.custom_id ?? '',
        user: 'ana',
      });
    await (await press('Read on')).settled();
    expect(current(message.id).attachments).toEqual([]);
    await (await press('Summary')).settled();
    expect(current(message.id).attachments).toHaveLength(1);
    expect(artist.drawn).toHaveLength(1);
  });

  it('stands in the daily tip and in the reveal', async () => {
    await (await command('daily', { set: { at: bot.timeIn(2), days: 'daily', zone: 'UTC', post: 'both' } })).settled();
    await bot.pass(3 * minuteMs);
    const tip = await discord.waitFor(() => publicMessages()[0]);
    expect(tip.attachments).toHaveLength(1);
    const quiz = await discord.waitFor(() => publicMessages()[1]);
    expect(quiz.attachments).toEqual([]);
    const customId = controlOf(quiz, { label: 'A' })?.custom_id ?? '';
    await (await discord.interact({ kind: 'component', messageId: quiz.id, customId, user: 'ben' })).settled();
    await bot.pass(8 * 60 * minuteMs);
    const revealed = await discord.waitFor(() => {
      const now = current(quiz.id);
      return now.attachments.length > 0 ? now : undefined;
    });
    expect(revealed.attachments).toMatchObject([
      { filename: '0-result.png', description: expect.stringMatching(/^Bars of the votes on: .* 1 vote/) },
    ]);
    expect(shownIn(revealed)).toEqual(['attachment://0-result.png']);
  });

  it('that takes its time holds up no answer: the words come at once, the picture by an edit', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    artist.until = promise;
    const answer = await command('topic', { query: 'cap theorem' });
    const words = await discord.waitFor(() => answer.message() as DiscordMessage | undefined);
    expect(words.attachments).toEqual([]);
    expect(textOf(words)).toContain(wordsOfPicture('cap-theorem').outline);
    resolve();
    const pictured = await discord.waitFor(() => {
      const now = current(words.id);
      return now.attachments.length > 0 ? now : undefined;
    });
    expect(pictured.attachments).toMatchObject([{ filename: '0-cap-theorem.png' }]);
    expect(textOf(pictured)).not.toContain(wordsOfPicture('cap-theorem').outline);
    expect(artist.drawn).toHaveLength(1);
  });

  it('is left out where the bot may post but not attach files, and the channel is not given up', async () => {
    await (await command('daily', { set: { at: bot.timeIn(2), days: 'daily', zone: 'UTC', post: 'tip' } })).settled();
    const route = /^POST \/channels\/\d+\/messages$/;
    discord.misbehave({ kind: 'error', route, times: 1, status: 403, code: 50_013, message: 'Missing Permissions' });
    await bot.pass(3 * minuteMs);
    const tip = await discord.waitFor(() => publicMessages()[0]);
    expect(tip.attachments).toEqual([]);
    expect(JSON.stringify(tip.components)).toContain('Read the topic');
    expect(publicMessages()).toHaveLength(1);
  });

  it('is left out where it cannot be drawn: the same in words', async () => {
    artist.failure = new Error('no ink');
    const message = await settled(await command('topic', { query: 'cap theorem' }));
    expect(message.attachments).toEqual([]);
    expect(textOf(message)).toContain(wordsOfPicture('cap-theorem').outline);
  });
});
