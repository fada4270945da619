// Runs the real discord.js client against the fake, the way the bot uses it.
import {
  ActionRowBuilder,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  ContainerBuilder,
  DiscordAPIError,
  Events,
  GatewayIntentBits,
  type Interaction,
  LabelBuilder,
  MediaGalleryBuilder,
  MessageFlags,
  ModalBuilder,
  RateLimitError,
  REST,
  Routes,
  SlashCommandBuilder,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { textOf } from './components.ts';
import { type DiscordFake, startDiscordFake } from './server.ts';

const V2 = MessageFlags.IsComponentsV2;
let fake: DiscordFake;
let client: Client;
let rest: REST;
let respond: (interaction: Interaction) => Promise<unknown>;

beforeEach(async () => {
  fake = await startDiscordFake();
  const api = { api: fake.apiUrl };
  rest = new REST({ ...api, retries: 0, rejectOnRateLimit: () => true }).setToken(fake.token);
  client = new Client({ intents: [GatewayIntentBits.Guilds], rest: api, allowedMentions: { parse: [] } });
  respond = async () => undefined;
  client.on(Events.InteractionCreate, (interaction) => respond(interaction));
  const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
  await client.login(fake.token);
  await ready;
});

afterEach(async () => {
  await client.destroy();
  await fake.stop();
});

test('a client logs in and sees the server', async () => {
  await fake.connected();
  expect(client.user?.id).toBe(fake.botUserId);
  expect(client.application?.id).toBe(fake.applicationId);
  expect([...client.channels.cache.keys()].toSorted()).toEqual(Object.values(fake.channels).toSorted());
  expect(client.guilds.cache.get(fake.guildId)?.available).toBe(true);
  expect(await client.guilds.fetch({ guild: fake.guildId, force: true })).toHaveProperty('name', 'Atlas Team');
  expect(fake.violations).toEqual([]);
});

test('a command is answered by a card that only its user sees', async () => {
  const seen: unknown[] = [];
  respond = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    seen.push(interaction.options.getString('topic'), interaction.memberPermissions?.has('ManageGuild'));
    await interaction.reply({ flags: V2 | MessageFlags.Ephemeral, components: [card('Raft')] });
  };
  const answer = await fake.interact({ kind: 'command', name: 'topic', options: { topic: 'raft' }, user: 'ana' });
  expect(seen).toEqual(['raft', true]);
  expect(answer).toMatchObject({ type: 4 });
  expect(answer.message()).toMatchObject({ ephemeral: true, edits: 0, channelId: fake.channels.general });
  expect(textOf(await answer.settled())).toBe('Raft');
  expect(fake.violations).toEqual([]);
});

test('a subcommand carries its options, with the channel that one of them names', async () => {
  const seen: unknown[] = [];
  respond = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options, channel } = interaction;
    seen.push(
      options.getSubcommand(),
      options.getString('time'),
      options.getChannel('channel')?.id,
      channel?.isDMBased(),
    );
    await interaction.reply({ content: 'set' });
  };
  await client.application?.commands.set([daily]);
  const options = { set: { time: '09:00', channel: fake.channels.quiz } };
  await fake.interact({ kind: 'command', name: 'daily', options, user: 'ben' });
  expect(seen).toEqual(['set', '09:00', fake.channels.quiz, false]);
  expect(fake.commands).toHaveLength(1);
  const wrong = { set: { when: '09:00' } };
  await expect(fake.interact({ kind: 'command', name: 'daily', options: wrong, user: 'ben' })).rejects.toThrow(/time/);
  await expect(fake.interact({ kind: 'command', name: 'weekly', user: 'ben' })).rejects.toThrow(/\/daily/);
  expect(fake.violations).toEqual([]);
});

test('a command in a direct message has a user and no member', async () => {
  const seen: unknown[] = [];
  respond = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    seen.push(interaction.inGuild(), interaction.user.username, interaction.member);
    await interaction.reply('hello');
  };
  await fake.interact({ kind: 'command', name: 'me', user: 'chi', dm: true });
  expect(seen).toEqual([false, 'chi', null]);
  expect(fake.violations).toEqual([]);
});

test('a press updates the message that it was on', async () => {
  respond = async (interaction) => {
    if (interaction.isButton()) await interaction.update({ components: [card(`pressed ${interaction.customId}`)] });
  };
  const messageId = await send({ flags: V2, components: [card('Which?')] });
  const press = { kind: 'component', messageId, customId: 'a', user: 'ben' } as const;
  const answer = await fake.interact(press);
  expect(answer.type).toBe(7);
  expect(answer.message()).toMatchObject({ id: messageId, edits: 1 });
  expect(textOf(await answer.settled())).toBe('pressed a');
  await expect(fake.interact({ ...press, customId: 'b' })).rejects.toThrow(/custom id b/);
  expect(fake.violations).toEqual([]);
});

test('a reply that only its user sees cannot be pressed by another', async () => {
  respond = async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.reply({ flags: V2 | 64, components: [card('mine')] });
    if (interaction.isButton()) await interaction.deferUpdate();
    if (interaction.isButton()) await interaction.editReply({ components: [card('pressed')] });
  };
  const messageId = (await fake.interact({ kind: 'command', name: 'me', user: 'ana' })).message()?.id ?? '';
  const press = { kind: 'component', messageId, customId: 'a' } as const;
  await expect(fake.interact({ ...press, user: 'ben' })).rejects.toThrow(/cannot see/);
  const answer = await fake.interact({ ...press, user: 'ana' });
  expect(answer.type).toBe(6);
  expect(textOf(await answer.settled())).toBe('pressed');
  expect(fake.violations).toEqual([]);
});

test('a deferred reply is settled by its edit, and followed up', async () => {
  respond = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const response = await interaction.deferReply({ flags: MessageFlags.Ephemeral, withResponse: true });
    expect(response.resource?.message?.flags.has(MessageFlags.Loading)).toBe(true);
    const files = [new AttachmentBuilder(Buffer.from('png'), { name: 'raft.png', description: 'A log of entries' })];
    const picture = new MediaGalleryBuilder().addItems({ media: { url: 'attachment://raft.png' } });
    await interaction.editReply({ flags: V2, components: [card('done'), picture], files });
    await interaction.followUp({ content: 'and more', flags: MessageFlags.Ephemeral });
  };
  const answer = await fake.interact({ kind: 'command', name: 'review', user: 'dan' });
  expect(answer).toMatchObject({ type: 5, data: { flags: 64 } });
  expect(await answer.settled()).toMatchObject({ ephemeral: true, flags: V2 | 64, edits: 1 });
  const followUp = await fake.waitFor(({ messages }) => messages.find(({ content }) => content === 'and more'));
  expect(followUp).toMatchObject({ ephemeral: true });
  const call = fake.calls.find(({ files }) => files !== undefined);
  expect(call).toMatchObject({ method: 'PATCH', path: `/webhooks/${fake.applicationId}/:token/messages/@original` });
  expect(call?.files).toMatchObject([{ name: 'raft.png', bytes: Buffer.from('png'), description: 'A log of entries' }]);
  expect(fake.violations).toEqual([]);
});

test('autocomplete tells what is typed and takes choices', async () => {
  const seen: unknown[] = [];
  respond = async (interaction) => {
    if (!interaction.isAutocomplete()) return;
    seen.push(interaction.options.getFocused(true).name, interaction.options.getSubcommand());
    await interaction.respond([{ name: 'Raft', value: 'raft' }]);
  };
  const focused = { name: 'topic', value: 'ra' };
  const answer = await fake.interact({ kind: 'autocomplete', name: 'show', subcommand: 'one', focused, user: 'ana' });
  expect(seen).toEqual(['topic', 'one']);
  expect(answer).toMatchObject({ type: 8, data: { choices: [{ name: 'Raft', value: 'raft' }] } });
  expect(fake.violations).toEqual([]);
});

test('a modal is shown, filled in and answered', async () => {
  respond = async (interaction) => {
    if (interaction.isButton()) await interaction.showModal(form());
    if (interaction.isModalSubmit() && interaction.isFromMessage()) {
      await interaction.update({ components: [card(interaction.fields.getTextInputValue('why'))] });
    }
  };
  const messageId = await send({ flags: V2, components: [card('Why?')] });
  expect(await fake.interact({ kind: 'component', messageId, customId: 'a', user: 'ana' })).toMatchObject({ type: 9 });
  const submit = { kind: 'modal', customId: 'form', fields: { why: 'because' }, user: 'ana' } as const;
  await expect(fake.interact({ ...submit, user: 'ben' })).rejects.toThrow(/no modal/);
  const answer = await fake.interact(submit);
  expect(textOf(await answer.settled())).toBe('because');
  expect(fake.violations).toEqual([]);
});

test('an answer can be given once, by the token that came with the question', async () => {
  const { promise: codes, resolve } = Promise.withResolvers<unknown[]>();
  respond = async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.reply('first');
    const body = { type: 4, data: { content: 'second', allowed_mentions: { parse: [] } } };
    const code = (path: `/${string}`) => codeOf(rest.post(path, { body, auth: false }));
    const { id, token } = interaction;
    resolve([
      await code(`/interactions/${id}/${token}/callback`),
      await code(`/interactions/${id}/other/callback`),
      await code(`/webhooks/${fake.applicationId}/other`),
    ]);
  };
  await fake.interact({ kind: 'command', name: 'twice', user: 'ana' });
  expect(await codes).toEqual([40060, 10062, 10015]);
  expect(JSON.stringify(fake.calls)).not.toContain('interaction-token');
});

test('a nonce that was used before brings the same message back', async () => {
  const message = { content: 'tip', nonce: 'tip-1', enforceNonce: true };
  const [one, other] = [await send(message), await send(message)];
  expect(other).toBe(one);
  expect(fake.messages).toMatchObject([{ id: one, nonce: 'tip-1' }]);
});

test('rate limits and errors come as ordered, and then no more', async () => {
  const route = /POST .*\/messages$/;
  fake.misbehave({ route, times: 1, kind: 'rate-limited', retryAfterS: 0.2 });
  fake.misbehave({ route, times: 1, kind: 'status', status: 500, takesEffect: true });
  fake.misbehave({ route, times: 1, kind: 'error', status: 403, code: 50278, message: 'No mutual guilds' });
  const channel = Routes.channelMessages(fake.channels.quiz);
  const post = () => rest.post(channel, { body: { content: 'tip', allowed_mentions: { parse: [] } } });
  await expect(post()).rejects.toThrow(RateLimitError);
  const fresh = new REST({ api: fake.apiUrl, retries: 0 }).setToken(fake.token);
  const again = () => fresh.post(channel, { body: { content: 'tip', allowed_mentions: { parse: [] } } });
  await expect(again()).rejects.toMatchObject({ status: 500 });
  await expect(again()).rejects.toMatchObject({ code: 50278 });
  await expect(again()).resolves.toMatchObject({ content: 'tip' });
  expect(fake.messages).toHaveLength(2);
  expect(fake.calls.filter(({ method }) => method === 'POST').map(({ status }) => status)).toEqual([
    429, 500, 403, 200,
  ]);
});

test('a dropped gateway is resumed and nothing is missed', async () => {
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  const gone = new Promise((resolve) => client.once(Events.GuildUnavailable, resolve));
  fake.dropSockets();
  fake.dispatch('GUILD_DELETE', { id: fake.guildId, unavailable: true });
  await resumed;
  await gone;
  await fake.connected();
  expect(client.guilds.cache.get(fake.guildId)?.available).toBe(false);
  expect(fake.violations).toEqual([]);
});

test('a forum takes posts, and a poll is voted in and ended', async () => {
  const forum = await client.channels.fetch(fake.channels.forum);
  if (!forum?.isThreadOnly()) throw new Error('no forum');
  const thread = await forum.threads.create({ name: 'Tip of the day', message: { content: 'Raft' } });
  expect(fake.messages).toMatchObject([{ id: thread.id, channelId: thread.id, content: 'Raft' }]);
  const poll = {
    question: { text: 'Which?' },
    answers: [{ text: 'One' }, { text: 'Two' }],
    duration: 1,
    allowMultiselect: false,
  };
  const messageId = await send({ poll });
  fake.vote(messageId, 'ben', 2);
  const channel = await client.channels.fetch(fake.channels.general);
  const ended = channel?.isSendable() ? await channel.messages.endPoll(messageId) : undefined;
  expect(ended?.poll?.answers.map(({ voteCount }) => voteCount)).toEqual([0, 1]);
  // Discord counts for a moment after the end.
  expect(ended?.poll?.resultsFinalized).toBe(false);
  const looks: (boolean | undefined)[] = [];
  for (let look = 0; look < 2; look++) {
    const message = channel?.isSendable()
      ? await channel.messages.fetch({ message: messageId, force: true })
      : undefined;
    looks.push(message?.poll?.resultsFinalized);
  }
  expect(looks).toEqual([false, true]);
  expect(fake.violations).toEqual([]);
});

test('a channel that is gone or closed refuses, and so does a wrong token', async () => {
  const body = { content: 'tip', allowed_mentions: { parse: [] } };
  const post = (id: string) => codeOf(rest.post(Routes.channelMessages(id), { body }));
  const { general, quiz, forum } = fake.channels;
  fake.setChannel(general, { exists: false });
  fake.setChannel(quiz, { canSend: false });
  expect([await post(general), await post(quiz), await post(forum)]).toEqual([10003, 50013, 50008]);
  fake.setChannel(quiz, { canView: false });
  expect(await codeOf(rest.get(Routes.channel(quiz)))).toBe(50001);
  const stranger = new REST({ api: fake.apiUrl, retries: 0 }).setToken('wrong');
  await expect(stranger.get(Routes.user())).rejects.toMatchObject({ status: 401 });
  expect(fake.violations).toEqual([]);
});

function codeOf(attempt: Promise<unknown>): Promise<unknown> {
  return attempt.catch((error: unknown) => (error instanceof DiscordAPIError ? error.code : error));
}

async function send(
  message: Parameters<Extract<Interaction['channel'], { send: unknown }>['send']>[0],
): Promise<string> {
  const channel = await client.channels.fetch(fake.channels.general);
  if (!channel?.isSendable()) throw new Error('the channel takes no messages');
  return (await channel.send(message)).id;
}

function card(text: string): ContainerBuilder {
  const button = new ButtonBuilder().setCustomId('a').setLabel('A').setStyle(ButtonStyle.Primary);
  return new ContainerBuilder()
    .addTextDisplayComponents(new TextDisplayBuilder().setContent(text))
    .addActionRowComponents(new ActionRowBuilder<ButtonBuilder>().addComponents(button));
}

function form(): ModalBuilder {
  const input = new TextInputBuilder().setCustomId('why').setStyle(TextInputStyle.Paragraph).setMaxLength(300);
  const label = new LabelBuilder().setLabel('Why').setTextInputComponent(input);
  return new ModalBuilder().setCustomId('form').setTitle('Explain').addLabelComponents(label);
}

const daily = new SlashCommandBuilder()
  .setName('daily')
  .setDescription('Sets the daily tip')
  .setDefaultMemberPermissions(32n)
  .addSubcommand((set) =>
    set
      .setName('set')
      .setDescription('Says when and where')
      .addStringOption((option) => option.setName('time').setDescription('The time').setRequired(true))
      .addChannelOption((option) => option.setName('channel').setDescription('The channel')),
  );
