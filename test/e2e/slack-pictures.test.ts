// Pictures on Slack, through the real Bolt and a fake Slack: uploaded once a workspace, by address, and without where it must be.
import { afterEach, describe, expect, it } from 'vitest';
import { slackAdapter } from '../../adapters/slack/index.ts';
import { type SlackFake, startSlackFake } from '../fakes/slack/server.ts';
import { silent } from '../support/bot.ts';
import { type FakeArtist, fakeArtist, wordsOfPicture } from '../support/pictures.ts';
import { type RunningBot, startBot } from './running.ts';

const minuteMs = 60_000;
let slack: SlackFake;
let bot: RunningBot;
let artist: FakeArtist;

async function start(publicUrl?: string): Promise<void> {
  slack = await startSlackFake();
  artist = fakeArtist();
  const settings = { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl, SLACK_APP_TOKEN: slack.appToken };
  bot = await startBot((parts) => slackAdapter.create(settings, { log: silent, ...parts }), {
    artist,
    publicUrl: () => publicUrl,
  });
  await slack.connected();
}
afterEach(async () => {
  await bot.remove();
  expect(slack.breaches).toEqual([]);
  await slack.stop();
});

type Block = Readonly<Record<string, unknown>>;
const imageIn = ({ blocks }: { blocks: readonly Block[] }) => blocks.find((block) => block.type === 'image');
const say = (text: string, user = 'U0ANA') => slack.send({ kind: 'command', text, user });
const privately = (user = 'U0ANA') => slack.waitFor(() => slack.messages.findLast((each) => each.onlyFor === user));
const publicMessages = () => slack.messages.filter((each) => each.onlyFor === undefined);
const calls = (method: string) => slack.calls.filter((call) => call.method === method).length;

/** Sets a daily tip and lets its time come. */
async function postTip(): Promise<{ blocks: readonly Block[]; text: string }> {
  const before = publicMessages().length;
  await say(`daily set ${bot.timeIn(2)} daily UTC tip`);
  await slack.waitFor(() => slack.messages.find((each) => each.text.startsWith('The daily post is set')));
  await bot.pass(3 * minuteMs);
  return slack.waitFor(() => publicMessages()[before]);
}

describe('a picture without a public address', () => {
  it('is uploaded once a workspace, and shown only when Slack has it ready', async () => {
    await start();
    await say('cap theorem');
    const first = await privately();
    const image = imageIn(first);
    expect(image).toMatchObject({
      slack_file: { id: 'F1' },
      alt_text: wordsOfPicture('cap-theorem').alt,
    });
    expect(slack.files).toMatchObject([{ name: 'cap-theorem.png', isComplete: true }]);
    expect(calls('files.info')).toBeGreaterThan(1);

    await say('cap theorem', 'U0BEN');
    expect(imageIn(await privately('U0BEN'))).toMatchObject({ slack_file: { id: 'F1' } });
    await bot.restart();
    await slack.connected();
    await say('cap theorem', 'U0CHI');
    expect(imageIn(await privately('U0CHI'))).toMatchObject({ slack_file: { id: 'F1' } });
    expect(calls('files.completeUploadExternal')).toBe(1);
    expect(artist.drawn).toHaveLength(1);
    expect(artist.drawn[0]?.theme).toBe('light');
  });

  it('stands in the daily tip, uploaded before the post is under way', async () => {
    await start();
    const tip = await postTip();
    expect(imageIn(tip)).toMatchObject({ slack_file: { id: 'F1' } });
    const methods = slack.calls.map(({ method }) => method);
    expect(methods.lastIndexOf('files.info')).toBeLessThan(methods.indexOf('chat.postMessage'));
  });

  it('is left out where the app may not upload, and Slack is not asked again for each post', async () => {
    await start();
    slack.misbehave({ method: 'files.getUploadURLExternal', kind: 'error', error: 'missing_scope', times: 9 });
    const tip = await postTip();
    expect(imageIn(tip)).toBeUndefined();
    expect(tip.text).toMatch(/^Tip/);
    await say('jwt', 'U0BEN');
    expect(imageIn(await privately('U0BEN'))).toBeUndefined();
    expect(calls('files.getUploadURLExternal')).toBe(1);
  });

  it('is left out where it cannot be drawn or sent, and the post goes out', async () => {
    await start();
    artist.failure = new Error('no ink');
    expect(imageIn(await postTip())).toBeUndefined();
    artist.failure = undefined;
    slack.misbehave({ method: 'files.completeUploadExternal', kind: 'status', status: 500, times: 1 });
    await say('jwt', 'U0BEN');
    expect(imageIn(await privately('U0BEN'))).toBeUndefined();
  });

  it('holds up no acknowledgement: the command is taken while the picture is still being drawn', async () => {
    await start();
    const { promise, resolve } = Promise.withResolvers<void>();
    artist.until = promise;
    await say('cap theorem');
    expect(artist.drawn).toEqual([]);
    resolve();
    expect(imageIn(await privately())).toMatchObject({ slack_file: { id: 'F1' } });
  });

  it('is uploaded anew after Slack has lost the file, and the message that noticed goes out without it', async () => {
    await start();
    await say('cap theorem');
    await privately();
    Object.assign(slack.files[0] ?? {}, { isDeleted: true });
    await say('cap theorem', 'U0BEN');
    expect(imageIn(await privately('U0BEN'))).toBeUndefined();
    await say('cap theorem', 'U0CHI');
    expect(imageIn(await privately('U0CHI'))).toMatchObject({ slack_file: { id: 'F2' } });
  });
});

describe('a picture with a public address', () => {
  it('goes along by its address, and nothing is uploaded', async () => {
    await start('https://bot.example');
    const tip = await postTip();
    expect(imageIn(tip)?.image_url).toMatch(
      /^https:\/\/bot\.example\/pictures\/topics\/[\w-]+\/light-[0-9a-f]{24}\.png$/,
    );
    expect(slack.files).toEqual([]);
  });

  it('is left out when Slack cannot fetch it: the words go out, once', async () => {
    await start('https://bot.example');
    slack.setFetching(false);
    const tip = await postTip();
    expect(imageIn(tip)).toBeUndefined();
    expect(publicMessages()).toHaveLength(1);
    await say('cap theorem', 'U0BEN');
    const reply = await privately('U0BEN');
    expect(imageIn(reply)).toBeUndefined();
    expect(reply.text).toContain('CAP: the choice you face');
  });

  it('shows the split of a round when it closes', async () => {
    await start('https://bot.example');
    await say('quiz');
    const quiz = await slack.waitFor(() => publicMessages()[0]);
    expect(imageIn(quiz)).toBeUndefined();
    const [vote] = [...JSON.stringify(quiz.blocks).matchAll(/"action_id":"(vote:[^"]+)"/g)].map(([, id]) => id ?? '');
    await slack.send({ kind: 'action', action: vote ?? '', user: 'U0BEN', ts: quiz.ts });
    await bot.pass(31 * minuteMs);
    const revealed = await slack.waitFor(() => (quiz.text.startsWith('The answer is') ? quiz : undefined));
    expect(imageIn(revealed)).toMatchObject({
      image_url: expect.stringMatching(
        /^https:\/\/bot\.example\/pictures\/drawn\/[\w-]+\/light-\w+-[0-9a-f]{32}\.png$/,
      ),
      alt_text: expect.stringMatching(/^Bars of the votes on: .* 1 vote/),
    });
  });
});
