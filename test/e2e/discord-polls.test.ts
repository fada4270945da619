// A quiz as a poll of Discord: created, ended and counted through discord.js and a fake Discord, revealed by a reply.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { discordAdapter } from '../../adapters/discord/index.ts';
import { textOf } from '../fakes/discord/components.ts';
import type { DiscordMessage } from '../fakes/discord/message.ts';
import { type DiscordFake, startDiscordFake } from '../fakes/discord/server.ts';
import { silent } from '../support/bot.ts';
import { type RunningBot, startBot } from './running.ts';

const hourMs = 3_600_000;
/** Retries run in real time. */
const waiting = { timeout: 10_000, interval: 50 };
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

const shown = () => discord.messages.filter((message) => !message.ephemeral && !message.deleted);
const quiz = (options: Record<string, unknown>) =>
  discord.interact({ kind: 'command', name: 'quiz', options: options as never, user: 'ana' });
const poll = () => discord.waitFor(() => shown().find((message) => message.poll !== undefined));
const reply = (to: DiscordMessage) => discord.waitFor(() => shown().find((message) => message.repliesTo === to.id));
const current = (id: string) => discord.messages.find((message) => message.id === id);

/** From 1, as Discord counts answers. */
async function rightAnswer(): Promise<number> {
  const row = await bot.store.db.selectFrom('round').select('snapshot').orderBy('id', 'desc').executeTakeFirstOrThrow();
  return 1 + JSON.parse(row.snapshot).options.findIndex((option: { isRight: boolean }) => option.isRight);
}

it('says that votes can be seen, reads every page once they are final, reveals by a reply and scores alike', async () => {
  const answer = await quiz({ votes: 'visible', minutes: 60 });
  const posted = await poll();
  expect(posted.content).toMatch(/Votes in this poll can be seen by everybody\. It closes <t:\d+:f>/);
  expect(posted.poll?.body).toMatchObject({ duration: 1, allow_multiselect: false });
  expect(posted.nonce).toBeDefined();
  const right = await rightAnswer();
  for (let member = 0; member < 230; member++) discord.vote(posted.id, `member-${member}`, right);
  discord.vote(posted.id, 'ben', 1 + (right % 4));
  await answer.settled();
  await bot.pass(hourMs + 1_000);
  // The first look finds the votes still being counted.
  await discord.waitFor(() => (current(posted.id)?.poll?.isFinalized ? true : undefined));
  await bot.pass(5_000);
  const reveal = await reply(posted);
  expect(textOf(reveal)).toContain('230 of 231 got it right');
  expect(textOf(reveal)).toContain('230 votes');
  const pages = discord.calls.filter(({ path }) => path.endsWith(`/answers/${right}`));
  expect(pages.map(({ query }) => new URLSearchParams(query).get('limit'))).toEqual(['100', '100', '100']);
  const scored = await bot.store.db.selectFrom('answer').select('points').where('points', '=', 10).execute();
  expect(scored).toHaveLength(230);
  expect(discord.calls.filter(({ path }) => path.endsWith('/expire'))).not.toHaveLength(0);
});

it('closes early by its opener, from the private message; without a vote it closes without a word', async () => {
  const opened = await quiz({ votes: 'visible', minutes: 600 });
  const posted = await poll();
  const receipt = await opened.settled();
  const customId = /"custom_id":"(close:[^"]+)"/.exec(JSON.stringify(receipt.components))?.[1] ?? '';
  await discord.interact({ kind: 'component', messageId: receipt.id, customId, user: 'ana' });
  await discord.waitFor(() => (current(posted.id)?.poll?.isEnded ? true : undefined));
  await vi.waitFor(async () => {
    const round = await bot.store.db.selectFrom('round').select('state').executeTakeFirstOrThrow();
    expect(round.state).toBe('closed');
  }, waiting);
  expect(shown()).toHaveLength(1);
});

it('is posted once when nobody knows whether it arrived, and counted when Discord ended it itself', async () => {
  discord.misbehave({
    route: /^POST \/channels\/\d+\/messages$/,
    times: 1,
    kind: 'status',
    status: 500,
    takesEffect: true,
  });
  await quiz({ votes: 'visible', minutes: 60 });
  const posted = await poll();
  discord.vote(posted.id, 'ben', await rightAnswer());
  discord.vote(posted.id, 'chi', await rightAnswer());
  await vi.waitFor(async () => {
    const opening = await bot.store.db.selectFrom('delivery').select('state').executeTakeFirstOrThrow();
    expect(opening.state).toBe('sent');
  }, waiting);
  expect(shown()).toHaveLength(1);
  await bot.pass(hourMs + 1_000);
  await bot.pass(5_000);
  expect(textOf(await reply(posted))).toContain('All 2 got it right');
});
