// Pins what the fake refuses or holds against the bot, rule by rule.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type BareBot, lastInteraction, startBareBot } from './bare-bot.ts';
import { type DiscordFake, startDiscordFake } from './server.ts';

const MENTIONS = { allowed_mentions: { parse: [] } };
const V2 = 1 << 15;
let fake: DiscordFake;
let bot: BareBot;
let seen = 0;

beforeAll(async () => {
  fake = await startDiscordFake();
  bot = await startBareBot(fake);
});

afterAll(async () => {
  bot.stop();
  await fake.stop();
});

beforeEach(() => {
  seen = fake.violations.length;
  bot.callback = undefined;
});

const text = (content: string) => ({ type: 10, content });
const button = (custom_id: string, more = {}) => ({ type: 2, style: 1, label: 'A', custom_id, ...more });
const row = (...components: object[]) => ({ type: 1, components });
const option = (value: string) => ({ label: 'A', value });
const select = (...options: object[]) => ({ type: 3, custom_id: 'menu', options });
const card = (...components: object[]) => ({ flags: V2, components, ...MENTIONS });
const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const gallery = (...urls: string[]) => ({ type: 12, items: urls.map((url) => ({ media: { url } })) });

test.each([
  ['long content', { content: 'x'.repeat(2001), ...MENTIONS }, /content: Must be 2000/],
  ['nothing at all', { ...MENTIONS }, /empty message/],
  ['a long nonce', { content: 'x', nonce: 'n'.repeat(26), ...MENTIONS }, /nonce/],
  ['components beside content', { ...card(text('x')), content: 'x' }, /content: .*IS_COMPONENTS_V2/],
  ['components beside embeds', { ...card(text('x')), embeds: [{ title: 'x' }] }, /embeds: .*IS_COMPONENTS_V2/],
  ['new components without the flag', { ...card(text('x')), flags: 0 }, /needs the flag/],
  ['41 components', card({ type: 17, components: times(39, () => text('x')) }, text('y')), /41 components/],
  ['4001 characters of text', card(text('x'.repeat(4000)), text('y')), /4001 characters/],
  ['an empty text', card(text('')), /components\.0\.content/],
  ['a custom id twice', card(row(button('a'), button('a'))), /components\.0\.components\.1\.custom_id/],
  ['a long custom id', card(row(button('a'.repeat(101)))), /custom_id/],
  ['six buttons in a row', card(row(...times(6, (index) => button(`${index}`)))), /components\.0\.components/],
  ['a select beside a button', card(row(select(option('a')), button('b'))), /one select menu/],
  ['a long label', card(row(button('a', { label: 'x'.repeat(81) }))), /label/],
  ['a button without label', card(row(button('a', { label: null }))), /label or an emoji/],
  ['a link with a custom id', card(row(button('a', { style: 5, url: 'https://a.test' }))), /link button/],
  ['an option twice', card(row(select(option('a'), option('a')))), /unique/],
  ['26 options', card(row(select(...times(26, (index) => option(`${index}`))))), /options/],
  ['a bare button', card(button('a')), /components\.0/],
  ['an empty gallery', card(gallery()), /items/],
  ['eleven pictures', card(gallery(...times(11, () => 'https://a.test/a.png'))), /items/],
  ['a picture that was not sent', card(gallery('attachment://a.png')), /attachment:\/\/a\.png was not found/],
  ['a section without accessory', card({ type: 9, components: [text('x')] }), /accessory/],
  ['a long poll answer', poll({ text: 'x'.repeat(56) }), /poll\.answers\.0/],
  ['a poll of 33 days', { ...poll({ text: 'x' }, 33 * 24) }, /poll\.duration/],
])('a message is refused for %s', async (_what, body, violation) => {
  const answer = await bot.request('POST', `/channels/${fake.channels.general}/messages`, body);
  expect(answer.status).toBe(400);
  expect(fresh()).toMatch(violation);
});

test.each([
  ['mentions are left to chance', { content: 'x' }, /allowed_mentions/],
  ['mentions are allowed', { content: 'x', allowed_mentions: { parse: ['everyone'] } }, /allowed_mentions/],
  ['a public message is to be ephemeral', { content: 'x', flags: 64, ...MENTIONS }, /flags 64/],
])('it is held against the bot that %s', async (_what, body, violation) => {
  const answer = await bot.request('POST', `/channels/${fake.channels.general}/messages`, body);
  expect(answer.status).toBe(200);
  expect(fresh()).toMatch(violation);
});

test('an edit cannot take the components flag away', async () => {
  const path = `/channels/${fake.channels.general}/messages`;
  const { body } = await bot.request('POST', path, card(text('x')));
  const own = `${path}/${(body as { id: string }).id}`;
  expect(await bot.request('PATCH', own, { ...card(text('y')), flags: 0 })).toMatchObject({ status: 400 });
  expect(fresh()).toMatch(/needs the flag/);
  expect(await bot.request('PATCH', own, { components: [text('y')], ...MENTIONS })).toMatchObject({ status: 200 });
});

const reply = (data: object) => ({ type: 4, data });
const choice = (name: string, value = 'v') => ({ name, value });
const field = (custom_id: string) => ({ type: 18, label: 'Why', component: { type: 4, style: 1, custom_id } });
const modal = (title: string, ...components: object[]) => ({ type: 9, data: { custom_id: 'm', title, components } });

test.each([
  ['a deferral with components', 'command', { type: 5, data: { flags: V2 } }, /EPHEMERAL alone/],
  ['long content', 'command', reply({ content: 'x'.repeat(2001), ...MENTIONS }), /data\.content/],
  ['a duplicate id', 'command', reply(card(row(button('a'), button('a')))), /data\.components/],
  ['an update of nothing', 'command', { type: 7, data: card(text('x')) }, /type 7/],
  ['a long title', 'command', modal('x'.repeat(46), field('a')), /data\.title/],
  ['six fields', 'command', modal('x', ...times(6, (index) => field(`${index}`))), /between 1 and 5/],
  ['a field twice', 'command', modal('x', field('a'), field('a')), /duplicated/],
  ['26 choices', 'autocomplete', { type: 8, data: { choices: times(26, () => choice('a')) } }, /data\.choices/],
  ['an empty choice', 'autocomplete', { type: 8, data: { choices: [choice('')] } }, /data\.choices\.0\.name/],
  ['a long value', 'autocomplete', { type: 8, data: { choices: [choice('a', 'x'.repeat(101))] } }, /1 to 100/],
  ['a message to a typist', 'autocomplete', reply({ content: 'x', ...MENTIONS }), /type 4/],
] as const)('an answer is refused for %s', async (_what, kind, callback, violation) => {
  bot.callback = callback;
  const focused = { name: 'topic', value: '' };
  const common = { name: 'topic', user: 'ana' } as const;
  const asked = fake.interact(kind === 'command' ? { kind, ...common } : { kind, focused, ...common });
  expect(await fake.waitFor(() => fresh() || undefined)).toMatch(violation);
  bot.callback = kind === 'command' ? { type: 5 } : { type: 8, data: { choices: [] } };
  const { id, token } = lastInteraction(bot);
  await bot.request('POST', `/interactions/${id}/${token}/callback`, bot.callback);
  expect(await asked).toMatchObject({ type: kind === 'command' ? 5 : 8 });
});

const command = (more: object) => ({ name: 'topic', description: 'Shows a topic', ...more });
const argument = (name: string, more = {}) => ({ type: 3, name, description: 'x', ...more });

test.each([
  ['an upper-case name', [command({ name: 'Topic' })], /no name of a command/],
  ['a name with a space', [command({ name: 'a b' })], /no name of a command/],
  ['no description', [command({ description: '' })], /description/],
  ['a long description', [command({ description: 'x'.repeat(101) })], /description/],
  ['26 options', [command({ options: times(26, (index) => argument(`o${index}`)) })], /0\.options/],
  ['an option twice', [command({ options: [argument('a'), argument('a')] })], /unique/],
  ['a command twice', [command({}), command({})], /unique/],
  [
    'a required option at the end',
    [command({ options: [argument('a'), argument('b', { required: true })] })],
    /before/,
  ],
  ['too much text', [command({ options: times(25, heavy) })], /at most 8000/],
  ['26 choices', [command({ options: [argument('a', { choices: times(26, (i) => choice(`c${i}`)) })] })], /choices/],
])('commands are refused for %s', async (_what, commands, violation) => {
  const answer = await bot.request('PUT', `/applications/${fake.applicationId}/commands`, commands);
  expect(answer.status).toBe(400);
  expect(fresh()).toMatch(violation);
  expect(fake.commands).toEqual([]);
});

test('legal commands are kept, and told without what is false', async () => {
  const options = [argument('a', { required: true }), argument('b', { required: false, autocomplete: true })];
  const path = `/applications/${fake.applicationId}/commands`;
  await bot.request('PUT', path, [command({ options, default_member_permissions: '32' })]);
  expect(fresh()).toBe('');
  const { body } = await bot.request('GET', path);
  expect(body).toMatchObject([{ name: 'topic', default_member_permissions: '32', options: [{ required: true }, {}] }]);
  expect(JSON.stringify(body)).not.toContain('"required":false');
  await expect(fake.interact({ kind: 'command', name: 'topic', user: 'ana' })).rejects.toThrow(/a is required/);
});

test('a forum post takes no poll', async () => {
  const message = { content: 'x', ...MENTIONS, ...poll({ text: 'x' }) };
  const answer = await bot.request('POST', `/channels/${fake.channels.forum}/threads`, { name: 'Tip', message });
  expect(answer).toMatchObject({ status: 400, body: { code: 50035 } });
  expect(fresh()).toMatch(/message\.poll/);
});

test('a refusal names the place as Discord does', async () => {
  const body = card(row(button('a', { label: null })));
  const answer = await bot.request('POST', `/channels/${fake.channels.general}/messages`, body);
  const errors = {
    components: { 0: { components: { 0: { _errors: [{ message: expect.stringContaining('label') }] } } } },
  };
  expect(answer.body).toMatchObject({ code: 50035, message: 'Invalid Form Body', errors });
});

function fresh(): string {
  return fake.violations.slice(seen).join('\n');
}

function poll(poll_media: object, duration = 24) {
  return { poll: { question: { text: 'Which?' }, answers: [{ poll_media }], duration }, ...MENTIONS };
}

function heavy(index: number) {
  const value = (at: number) => choice(`${at}`.padEnd(100, 'x'), `${at}`.padEnd(100, 'y'));
  return argument(`o${index}`, { choices: times(3, value) });
}
