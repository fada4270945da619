// Pins the gateway's own rules, and the ends of what it hands out.
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { type BareBot, greeting, lastInteraction, startBareBot } from './bare-bot.ts';
import { type DiscordFake, startDiscordFake } from './server.ts';

const NO_MENTIONS = { allowed_mentions: { parse: [] } };
let now = Date.UTC(2026, 10, 23, 8);
let fake: DiscordFake;
let bot: BareBot | undefined;

beforeEach(async () => {
  fake = await startDiscordFake({ now: () => now, answerMs: 50 });
});

afterEach(async () => {
  bot?.stop();
  await fake.stop();
});

test('a session is greeted with its server', async () => {
  bot = await startBareBot(fake);
  expect(bot.frames.map(({ op, t }) => t ?? op)).toEqual([10, 'READY', 'GUILD_CREATE']);
  bot.send(1, 2);
  expect(await bot.until((frames) => frames.find(({ op }) => op === 11))).toMatchObject({ d: null });
});

test.each([
  ['a wrong token', 4004, greeting('wrong')],
  ['a privileged intent', 4014, greeting('fake.discord.token', 1 << 15)],
  ['a shard that is not there', 4010, { ...greeting('fake.discord.token'), shard: [1, 1] }],
  ['an identify without properties', 4002, { token: 'fake.discord.token', intents: 1 }],
])('%s is turned away', async (_what, code, identify) => {
  bot = await startBareBot(fake, { isGreeting: false });
  bot.send(2, identify);
  expect(await bot.closed()).toBe(code);
  expect(fake.violations).toHaveLength(1);
});

test('what was missed is sent again, and an ended session is not resumed', async () => {
  bot = await startBareBot(fake);
  const ready = z.object({ session_id: z.string() }).parse(bot.frames.find(({ t }) => t === 'READY')?.d);
  const resume = { token: fake.token, session_id: ready.session_id, seq: 2 };
  fake.dropSockets();
  expect(await bot.closed()).toBe(4000);
  fake.dispatch('GUILD_DELETE', { id: fake.guildId, unavailable: true });
  bot = await startBareBot(fake, { isGreeting: false });
  bot.send(6, resume);
  await bot.until((frames) => frames.length === 3);
  expect(bot.frames.map(({ op, t }) => t ?? op)).toEqual([10, 'GUILD_DELETE', 'RESUMED']);
  fake.dropSockets(4009);
  bot = await startBareBot(fake, { isGreeting: false });
  bot.send(6, resume);
  expect(await bot.until((frames) => frames.find(({ op }) => op === 9))).toMatchObject({ d: false });
});

test('events go to the shard of their server', async () => {
  const shards = [await startBareBot(fake, { isGreeting: false }), await startBareBot(fake, { isGreeting: false })];
  for (const [id, shard] of shards.entries()) shard.send(2, { ...greeting(fake.token), shard: [id, 2] });
  for (const shard of shards) await shard.until((frames) => frames.some(({ t }) => t === 'READY'));
  const own = Number((BigInt(fake.guildId) >> 22n) % 2n);
  await shards[own]?.until((frames) => frames.some(({ t }) => t === 'GUILD_CREATE'));
  expect(shards[1 - own]?.frames.map(({ op, t }) => t ?? op)).toEqual([10, 'READY']);
  for (const shard of shards) shard.stop();
});

test('an answer that comes too late finds the interaction unknown', async () => {
  bot = await startBareBot(fake);
  const asked = fake.interact({ kind: 'command', name: 'slow', user: 'ana' });
  await expect(asked).rejects.toThrow(/no answer to .*slow/);
  await bot.until((frames) => frames.some(({ t }) => t === 'INTERACTION_CREATE'));
  const { id, token } = lastInteraction(bot);
  const late = { type: 4, data: { content: 'late', ...NO_MENTIONS } };
  const answer = await bot.request('POST', `/interactions/${id}/${token}/callback`, late);
  expect(answer).toMatchObject({ status: 404, body: { code: 10062 } });
});

test("an interaction's token lives for a quarter of an hour", async () => {
  bot = await startBareBot(fake);
  bot.callback = { type: 5 };
  await fake.interact({ kind: 'command', name: 'slow', user: 'ana' });
  const { token } = lastInteraction(bot);
  now += 15 * 60_000 + 1;
  const path = `/webhooks/${fake.applicationId}/${token}/messages/@original`;
  const answer = await bot.request('PATCH', path, { content: 'late', ...NO_MENTIONS });
  expect(answer).toMatchObject({ status: 401, body: { code: 50027 } });
});

test('a nonce is forgotten after a minute, and dead once its message is deleted', async () => {
  bot = await startBareBot(fake);
  const path = `/channels/${fake.channels.general}/messages`;
  const message = { content: 'tip', nonce: 'tip-1', enforce_nonce: true, ...NO_MENTIONS };
  await bot.request('POST', path, message);
  now += 60_001;
  await bot.request('POST', path, message);
  expect(fake.messages).toHaveLength(2);
  await bot.request('DELETE', `${path}/${fake.messages[1]?.id}`);
  expect(await bot.request('POST', path, message)).toMatchObject({ status: 404, body: { code: 10008 } });
});

test('a wait that comes to nothing says what there was', async () => {
  bot = await startBareBot(fake);
  await bot.request('GET', '/nowhere');
  await expect(fake.waitFor(() => false, 20)).rejects.toThrow(/GET \/nowhere 404.*0 messages.*404: Not Found/);
});
