// From an event to its acknowledgement on each platform's fake, open loop; time to ready; resident memory idle.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type BotProcess, startProcess } from '../e2e/process.ts';
import { type DiscordFake, startDiscordFake } from '../fakes/discord/server.ts';
import { type SlackFake, startSlackFake } from '../fakes/slack/server.ts';
import { median, percentile, rounded } from './figures.ts';

/** Of ten events seven are lookups, two votes, one something else. */
const mix = ['lookup', 'lookup', 'vote', 'lookup', 'lookup', 'lookup', 'other', 'lookup', 'vote', 'lookup'] as const;
type Kind = (typeof mix)[number];

const perSecond = 200;
const queries = [
  'cap theorem',
  'kuberntes',
  'jwt',
  'what is consistent hashing',
  'load balancer rules',
  'zzqx',
  'why is kafka fast',
  'graphql or rest',
];
const others = ['tip', 'help', 'daily', 'tip caching'];
const warmUpMs = 2_000;
const idleMs = 5_000;
const budgetMs = 60_000;

interface Run {
  readonly readyMs: number;
  readonly idleMb: number;
  /** From when the event was due to be sent, so that a stall counts for every event behind it. */
  readonly acksMs: readonly number[];
}

export async function ack(options: { readonly runs: number; readonly seconds: number }) {
  const rows = [];
  for (const platforms of [['slack'], ['discord'], ['slack', 'discord']] as const) {
    const runs: Run[] = [];
    for (let run = 0; run < options.runs; run++) runs.push(await measure(platforms, options.seconds));
    const over = (of: (run: Run) => number) => rounded(median(runs.map(of)));
    rows.push({
      platforms: platforms.join('+'),
      runs: options.runs,
      events: runs[0]?.acksMs.length ?? 0,
      ackP50Ms: over((run) => percentile(run.acksMs, 0.5)),
      ackP95Ms: over((run) => percentile(run.acksMs, 0.95)),
      ackP99Ms: over((run) => percentile(run.acksMs, 0.99)),
      readyMs: over((run) => run.readyMs),
      idleMb: over((run) => run.idleMb),
    });
  }
  return rows;
}

async function measure(platforms: readonly ('slack' | 'discord')[], seconds: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'archway-bench-'));
  const slack = platforms.includes('slack') ? await startSlackFake() : undefined;
  const discord = platforms.includes('discord') ? await startDiscordFake({ answerMs: budgetMs }) : undefined;
  const env = {
    PORT: '0',
    ...(slack && { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl }),
    ...(discord && { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl }),
  };
  const startedAt = performance.now();
  const bot = startProcess([], { cwd: folder, env });
  try {
    await bot.says(/"msg":"ready"/);
    const readyMs = performance.now() - startedAt;
    await pause(idleMs);
    const idleMb = residentMb(bot);
    const senders = [slack && (await slackSender(slack)), discord && (await discordSender(discord))].filter(
      (sender) => sender !== undefined,
    );
    await load(senders, warmUpMs);
    return { readyMs, idleMb, acksMs: await load(senders, seconds * 1_000) };
  } finally {
    await bot.stop();
    await slack?.stop();
    await discord?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function residentMb({ child }: BotProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

type Sender = (kind: Kind, index: number) => Promise<unknown>;

/** Sends at fixed instants whatever became of the events before; all senders share the rate. */
async function load(senders: readonly Sender[], forMs: number): Promise<readonly number[]> {
  const acksMs: number[] = [];
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  const count = (forMs / 1_000) * perSecond;
  for (let index = 0; index < count; index++) {
    const dueAt = startedAt + (index * 1_000) / perSecond;
    const waitMs = dueAt - performance.now();
    if (waitMs > 0) await pause(waitMs);
    const sender = senders[index % senders.length];
    const kind = mix[Math.floor(index / senders.length) % mix.length] ?? 'lookup';
    underWay.push((sender?.(kind, index) ?? Promise.resolve()).then(() => void acksMs.push(performance.now() - dueAt)));
  }
  await Promise.all(underWay);
  return acksMs;
}

const pick = (list: readonly string[], index: number) => list[index % list.length] ?? '';

async function slackSender(slack: SlackFake): Promise<Sender> {
  await slack.send({ kind: 'command', text: 'quiz minutes:60', user: 'U0ANA' });
  const quiz = await slack.waitFor(() => slack.messages.find((message) => message.onlyFor === undefined));
  const ids = [...JSON.stringify(quiz.blocks).matchAll(/"action_id":"(vote:[^"]+)"/g)].map(([, id]) => id ?? '');
  return (kind, index) => {
    const user = `U0${index % 500}`;
    if (kind === 'vote') return slack.send({ kind: 'action', action: pick(ids, index), user, ts: quiz.ts });
    return slack.send({ kind: 'command', text: kind === 'lookup' ? pick(queries, index) : pick(others, index), user });
  };
}

async function discordSender(discord: DiscordFake): Promise<Sender> {
  await discord.interact({ kind: 'command', name: 'quiz', options: { minutes: 60 }, user: 'ana' });
  const quiz = await discord.waitFor(() => discord.messages.find((message) => !message.ephemeral));
  const ids = [...JSON.stringify(quiz.components).matchAll(/"custom_id":"(vote:[^"]+)"/g)].map(([, id]) => id ?? '');
  const users = ['ana', 'ben', 'chi', 'dan'] as const;
  return (kind, index) => {
    const user = users[index % users.length] ?? 'ana';
    if (kind === 'vote')
      return discord.interact({ kind: 'component', messageId: quiz.id, customId: pick(ids, index), user });
    if (kind === 'lookup')
      return discord.interact({ kind: 'command', name: 'topic', options: { query: pick(queries, index) }, user });
    return discord.interact({ kind: 'command', name: index % 2 ? 'tip' : 'help', options: {}, user });
  };
}
