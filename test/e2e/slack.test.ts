// The main job on Slack, over Socket Mode and over HTTP, through the real Bolt and a fake Slack.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { slackAdapter } from '../../adapters/slack/index.ts';
import type { SlackInbound } from '../fakes/slack/payloads.ts';
import { type SlackFake, startSlackFake } from '../fakes/slack/server.ts';
import { silent } from '../support/bot.ts';
import { type RunningBot, startBot } from './running.ts';

const minuteMs = 60_000;

describe.each(['socket', 'http'] as const)('Slack over %s', (transport) => {
  let slack: SlackFake;
  let bot: RunningBot;
  beforeEach(async () => {
    slack = await startSlackFake();
    const way =
      transport === 'socket' ? { SLACK_APP_TOKEN: slack.appToken } : { SLACK_SIGNING_SECRET: slack.signingSecret };
    const settings = { SLACK_BOT_TOKEN: slack.botToken, SLACK_API_URL: slack.apiUrl, ...way };
    bot = await startBot((parts) => slackAdapter.create(settings, { log: silent, ...parts }));
    if (transport === 'socket') await slack.connected();
  });
  afterEach(async () => {
    await bot.remove();
    expect(slack.breaches).toEqual([]);
    await slack.stop();
  });

  const send = (inbound: SlackInbound) =>
    slack.send(inbound, transport === 'http' ? `${bot.address}/slack/events` : undefined);
  const say = (user: string, text: string) => send({ kind: 'command', text, user });
  const publicMessages = () => slack.messages.filter((message) => message.onlyFor === undefined);
  const lastFor = (user: string) => slack.messages.findLast((message) => message.onlyFor === user);
  const actionOf = (blocks: readonly Record<string, unknown>[], label: string) => {
    const elements = blocks.flatMap((block) =>
      block.type === 'actions' ? (block.elements as { action_id: string; text: { text: string } }[]) : [],
    );
    return elements.find((element) => element.text.text === label)?.action_id ?? '';
  };
  const press = async (user: string, ts: string, label: string) => {
    const message = slack.messages.find((each) => each.ts === ts);
    return send({ kind: 'action', action: actionOf(message?.blocks ?? [], label), user, ts });
  };

  it('explains the terms of a message from its menu, and finds a topic by an external select', async () => {
    await send({ kind: 'shortcut', callback: 'explain', text: 'Our circuit breaker opened again.', user: 'U0ANA' });
    const terms = await slack.waitFor(() => lastFor('U0ANA'));
    expect(terms.text).toContain('1 term explained');
    const view = {
      private_metadata: JSON.stringify({
        action: 'find-form',
        channel: 'C0GENERAL',
        installation: 'T1',
        workspace: 'T1',
      }),
    };
    const answer = await send({ kind: 'suggest', action: 'query', typed: 'kube', user: 'U0ANA', view });
    const { options } = answer.body as { options: { value: string }[] };
    expect(options[0]?.value).toBe('kubernetes');
    expect(options.length).toBeLessThanOrEqual(100);
  });

  it('walks the main job: a typo, a quiz with three voters of whom one changes, the reveal', async () => {
    await say('U0ANA', 'cap theorm');
    const topic = await slack.waitFor(() => lastFor('U0ANA'));
    expect(topic.text).toContain('CAP: the choice you face only during a partition');

    await say('U0ANA', 'quiz');
    const quiz = await slack.waitFor(() => publicMessages().find((message) => message.text.startsWith('Quiz')));
    expect(JSON.stringify(quiz)).not.toMatch(/✓|✗/);
    await press('U0ANA', quiz.ts, 'A');
    await press('U0BEN', quiz.ts, 'B');
    await press('U0CHI', quiz.ts, 'A');
    await slack.waitFor(() => (lastFor('U0CHI')?.text.startsWith('You chose A') ? true : undefined));
    await press('U0CHI', quiz.ts, 'B');
    await slack.waitFor(() => (lastFor('U0CHI')?.text.startsWith('You changed to B') ? true : undefined));
    await bot.pass(4_000);
    await slack.waitFor(() => (quiz.text.includes('3 people have answered') ? true : undefined));

    await bot.pass(31 * minuteMs);
    await slack.waitFor(() => (quiz.text.startsWith('The answer is') ? true : undefined));
    expect(quiz.text).toContain('2 votes (67 %)');
    expect(quiz.text).toMatch(/of 3 got it right/);
    const line = await slack.waitFor(() => publicMessages()[1]);
    expect(line).toMatchObject({ threadTs: quiz.ts, text: expect.stringContaining('of 3 got it right') });
    expect(publicMessages()).toHaveLength(2);
  });

  it('posts every day at the local time, and loses nothing by a restart in the middle', async () => {
    await say('U0BEN', `daily set ${bot.timeIn(10)} daily UTC both`);
    await slack.waitFor(() => (lastFor('U0BEN')?.text.startsWith('The daily post is set') ? true : undefined));
    await say('U0ANA', 'quiz minutes:10000');
    const quiz = await slack.waitFor(() => publicMessages()[0]);
    await press('U0BEN', quiz.ts, 'C');
    await slack.waitFor(() => (lastFor('U0BEN')?.text.startsWith('You chose C') ? true : undefined));

    await bot.restart();
    if (transport === 'socket') await slack.connected();
    await press('U0CHI', quiz.ts, 'C');
    await slack.waitFor(() => (lastFor('U0CHI')?.text.startsWith('You chose C') ? true : undefined));
    await bot.pass(11 * minuteMs);
    await slack.waitFor(() => (publicMessages().length === 3 ? true : undefined));
    expect(publicMessages().map((message) => message.text.split('\n')[0])).toEqual(['Quiz', 'Tip', 'Quiz']);
    await press('U0ANA', quiz.ts, 'Close now');
    await slack.waitFor(() => (quiz.text.includes('2 votes (100 %)') ? true : undefined));
  });

  it('asks for the daily post by a modal, and says beside each field what is wrong', async () => {
    await say('U0ANA', 'daily set');
    const view = await slack.waitFor(() => slack.views[0]);
    const values = (at: string) => ({
      at: { at: { type: 'plain_text_input', value: at } },
      zone: { zone: { type: 'plain_text_input', value: 'Europe/Berlin' } },
    });
    const wrong = await send({ kind: 'view', view, values: values('25:00'), user: 'U0ANA' });
    expect(wrong.body).toEqual({
      response_action: 'errors',
      errors: { at: expect.stringContaining('is no time of day') },
    });
    await send({ kind: 'view', view, values: values('9:30'), user: 'U0ANA' });
    await slack.waitFor(() => (lastFor('U0ANA')?.text.includes('09:30 Europe/Berlin') ? true : undefined));
  });

  it('keeps guests from managing, and tells errors privately', async () => {
    await say('U0DAN', 'daily set 09:30 UTC');
    expect((await slack.waitFor(() => lastFor('U0DAN'))).text).toContain('Only managers');
    await say('U0ANA', 'daily set 25:00 UTC');
    expect(lastFor('U0ANA')?.text).toContain('is no time of day');
  });

  it('says with the mend when it may not post, and a repeated event takes effect once', async () => {
    slack.refuse('C0CLOSED', 'not_in_channel');
    await send({ kind: 'command', text: 'quiz', user: 'U0ANA', channel: 'C0CLOSED' });
    expect((await slack.waitFor(() => lastFor('U0ANA'))).text).toContain('/invite @Archway');
    await send({ kind: 'command', text: 'quiz', user: 'U0BEN', id: 'same' });
    await send({ kind: 'command', text: 'quiz', user: 'U0BEN', id: 'same' });
    expect(publicMessages()).toHaveLength(1);
  });

  it('waits as long as a 429 says, and posts a message of unclear outcome no second time', async () => {
    slack.misbehave({ method: 'chat.postMessage', times: 1, kind: 'rate-limited', retryAfterS: 1 });
    await say('U0ANA', 'quiz');
    expect(lastFor('U0ANA')?.text).toContain('opens in a moment');
    await slack.waitFor(() => (publicMessages().length === 1 ? true : undefined));
    slack.misbehave({ method: 'chat.postMessage', times: 1, kind: 'status', status: 500 });
    await say('U0ANA', 'quiz');
    await vi.waitFor(
      async () => {
        const rows = await bot.store.db.selectFrom('delivery').select('state').orderBy('created_at').execute();
        expect(rows.map((row) => row.state)).toEqual(['sent', 'unknown']);
      },
      { timeout: 10_000 },
    );
    expect(slack.calls.filter((call) => call.method === 'chat.postMessage')).toHaveLength(3);
  });

  it('stops its work when the app is removed', async () => {
    await say('U0ANA', 'daily set 09:30 daily UTC tip');
    await send({ kind: 'event', event: { type: 'app_uninstalled' }, id: 'Ev1' });
    await bot.pass(48 * 60 * minuteMs);
    expect(publicMessages()).toEqual([]);
  });
});
