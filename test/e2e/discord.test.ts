// The main job on Discord, through the real discord.js and a fake Discord.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { discordAdapter } from '../../adapters/discord/index.ts';
import { controlOf, textOf } from '../fakes/discord/components.ts';
import { type DiscordFake, startDiscordFake } from '../fakes/discord/server.ts';
import { silent } from '../support/bot.ts';
import { type RunningBot, startBot } from './running.ts';

const minuteMs = 60_000;
let discord: DiscordFake;
let bot: RunningBot;

beforeEach(async () => {
  discord = await startDiscordFake();
  const settings = { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl };
  bot = await startBot((parts) => discordAdapter.create(settings, { log: silent, ...parts }));
  await discord.connected();
});
afterEach(async () => {
  await bot.remove();
  expect(discord.violations).toEqual([]);
  await discord.stop();
});

type Who = keyof DiscordFake['users'];
const command = (who: Who, name: string, options: Record<string, unknown> = {}) =>
  discord.interact({ kind: 'command', name, options: options as never, user: who });
const publicMessages = () => discord.messages.filter((message) => !message.ephemeral && !message.deleted);
const current = (id: string) => discord.messages.find((message) => message.id === id);
const textNow = (id: string) => textOf(current(id) as never);
const press = (who: Who, messageId: string, label: string) =>
  discord.interact({
    kind: 'component',
    messageId,
    customId: customIdOf(messageId, label),
    user: who,
  });
const customIdOf = (messageId: string, label: string) =>
  controlOf(current(messageId) as never, { label })?.custom_id ?? '';
const settledText = async (answer: Awaited<ReturnType<typeof command>>) => {
  await answer.settled();
  return textOf(answer.message() as never);
};
const until = <T>(what: () => T | undefined) => discord.waitFor(what);

describe('Discord', () => {
  it('registers the commands of the table once, and completes topics while typing', async () => {
    expect(discord.commands.map((each) => (each as { name: string }).name)).toEqual([
      'topic',
      'explain',
      'tip',
      'quiz',
      'leaderboard',
      'progress',
      'me',
      'daily',
      'settings',
      'help',
      'Explain the terms here',
    ]);
    await bot.restart();
    expect(discord.calls.filter((call) => call.method === 'PUT' && call.path.endsWith('/commands'))).toHaveLength(1);
    const answer = await discord.interact({
      kind: 'autocomplete',
      name: 'topic',
      focused: { name: 'query', value: 'kube' },
      options: {},
      user: 'ana',
    });
    expect(answer.data).toMatchObject({
      choices: [
        { value: 'kubernetes' },
        ...Array((answer.data as { choices: unknown[] }).choices.length - 1).fill(expect.anything()),
      ],
    });
  });

  it('answers from the menu of a message; one without words of its own, such as a card, names nothing', async () => {
    const topic = await command('ana', 'topic', { query: 'circuit breaker' });
    await topic.settled();
    const shared = await press('ana', (topic.message() as { id: string }).id, 'Share');
    await shared.settled();
    const message = await until(() => publicMessages().find((each) => textOf(each as never).includes('ircuit')));
    const answer = await discord.interact({
      kind: 'message-command',
      name: 'Explain the terms here',
      messageId: message.id,
      user: 'ben',
    });
    expect(await settledText(answer)).toContain('No terms found');
  });

  it('walks the main job: a typo, a quiz with three voters of whom one changes, the reveal', async () => {
    const topic = await command('ana', 'topic', { query: 'cap theorm' });
    expect(await settledText(topic)).toContain('CAP: the choice you face only during a partition');
    expect(topic.message()?.ephemeral).toBe(true);

    await command('ana', 'quiz');
    const quiz = await until(() => publicMessages()[0]);
    expect(JSON.stringify(quiz.body)).not.toMatch(/✓|The answer is/);
    await press('ana', quiz.id, 'A');
    await press('ben', quiz.id, 'B');
    expect(await settledText(await press('chi', quiz.id, 'A'))).toContain('You chose A');
    expect(await settledText(await press('chi', quiz.id, 'B'))).toContain('You changed to B');
    await bot.pass(4_000);
    await until(() => (textNow(quiz.id).includes('3 people have answered') ? true : undefined));
    await bot.pass(31 * minuteMs);
    await until(() => (textNow(quiz.id).includes('The answer is') ? true : undefined));
    expect(textNow(quiz.id)).toContain('2 votes');
    const line = await until(() => publicMessages()[1]);
    expect(line.repliesTo).toBe(quiz.id);
    expect(publicMessages()).toHaveLength(2);
  });

  it('posts every day at the local time, and loses nothing by a restart in the middle', async () => {
    await command('ana', 'daily', { set: { at: bot.timeIn(10), zone: 'UTC', days: 'daily', post: 'both' } });
    await command('ben', 'quiz', { minutes: 10_000 });
    const quiz = await until(() => publicMessages()[0]);
    await (await press('ben', quiz.id, 'C')).settled();
    await bot.restart();
    await discord.connected();
    await (await press('chi', quiz.id, 'C')).settled();
    await bot.pass(11 * minuteMs);
    await until(() => (publicMessages().length === 3 ? true : undefined));
    expect(publicMessages().map((message) => textOf(message).split('\n')[0])).toEqual([
      '### Quiz',
      '### Tip',
      '### Quiz',
    ]);
    await press('ben', quiz.id, 'Close now');
    await until(() => (textNow(quiz.id).includes('2 votes \\(100 %\\)') ? true : undefined));
  });

  it('turns the pages of an article in place, and shares a topic with the channel', async () => {
    const topic = await command('ana', 'topic', { query: 'jwt' });
    await topic.settled();
    const id = topic.message()?.id ?? '';
    await (await press('ana', id, 'Share')).settled();
    expect(publicMessages().map((message) => textOf(message).split('\n')[0])).toEqual([textNow(id).split('\n')[0]]);
    await (await press('ana', id, 'Read on')).settled();
    expect(textNow(id)).toContain('Page 1 of');
    await (await press('ana', id, 'Next')).settled();
    expect(textNow(id)).toContain('Page 2 of');
  });

  it('takes a report by its form, whose menu comes as a list', async () => {
    await command('ana', 'quiz');
    const quiz = await until(() => publicMessages()[0]);
    await (await press('ben', quiz.id, 'A')).settled();
    await press('ana', quiz.id, 'Close now');
    await until(() => (textNow(quiz.id).includes('The answer is') ? true : undefined));
    const opened = await press('ben', quiz.id, 'Report a problem');
    const { custom_id: customId } = opened.data as { custom_id: string };
    const sent = await discord.interact({
      kind: 'modal',
      user: 'ben',
      customId,
      fields: { reason: ['unclear'], text: 'Which \u001b[31mone?' },
    });
    expect(await settledText(sent)).toContain('Thank you');
    const report = await bot.store.db.selectFrom('report').select(['reason', 'text']).executeTakeFirstOrThrow();
    expect(report).toEqual({ reason: 'unclear', text: 'Which [31mone?' });
  });

  it('re-checks who may manage at every button', async () => {
    const shown = await command('ben', 'daily', { set: { at: '09:30', zone: 'UTC' } });
    await shown.settled();
    const pressed = await press('ben', shown.message()?.id ?? '', 'Pause');
    expect(await settledText(pressed)).toContain('Only managers');
    discord.setPermissions('ben', 1n << 5n);
    const again = await press('ben', shown.message()?.id ?? '', 'Pause');
    expect(await settledText(again)).toContain('Paused');
  });

  it('sends again with the same nonce when nobody knows whether a post arrived, and never twice', async () => {
    discord.misbehave({
      route: /^POST \/channels\/\d+\/messages$/,
      times: 1,
      kind: 'status',
      status: 500,
      takesEffect: true,
    });
    await command('ana', 'quiz');
    await vi.waitFor(
      async () => {
        const rows = await bot.store.db.selectFrom('delivery').select('state').execute();
        expect(rows.map((row) => row.state)).toEqual(['sent']);
      },
      { timeout: 10_000 },
    );
    expect(publicMessages()).toHaveLength(1);
  });

  it('says with the mend when it may not post, and waits as long as a 429 says', async () => {
    discord.setChannel(discord.channels.general, { canSend: false });
    expect(await settledText(await command('ana', 'quiz'))).toContain('Send Messages');
    discord.setChannel(discord.channels.general, { canSend: true });
    discord.misbehave({ route: /^POST \/channels\/\d+\/messages$/, times: 1, kind: 'rate-limited', retryAfterS: 1 });
    await command('ben', 'quiz');
    await until(() => (publicMessages().length === 1 ? true : undefined));
  });

  it('stops its work when it is removed from a server', async () => {
    await command('ana', 'daily', { set: { at: bot.timeIn(10), zone: 'UTC', days: 'daily', post: 'tip' } });
    discord.dispatch('GUILD_DELETE', { id: discord.guildId });
    await vi.waitFor(async () => {
      const rows = await bot.store.db.selectFrom('schedule').select('state').execute();
      expect(rows).toEqual([{ state: 'paused' }]);
    });
    await bot.pass(48 * 60 * minuteMs);
    expect(publicMessages()).toEqual([]);
  });
});
