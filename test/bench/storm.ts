// A storm of votes: 5,000 members vote on one round within a minute; nothing lost, nothing twice, the rest alive.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { createLogger } from '../../src/log.ts';
import { openStore } from '../../src/store/open.ts';
import { type BotProcess, startProcess } from '../e2e/process.ts';
import { textOf } from '../fakes/discord/components.ts';
import { type DiscordFake, startDiscordFake } from '../fakes/discord/server.ts';
import { type SlackFake, startSlackFake } from '../fakes/slack/server.ts';
import { openDoorway } from '../setup/postgres-doorway.ts';
import { median, percentile, rounded } from './figures.ts';
import { emptied } from './postgres.ts';

const members = 5_000;
const stormMs = 60_000;
/** Every tenth member changes their vote, every twentieth press is delivered twice. */
const changeEvery = 10;
const repeatEvery = 20;
const lookupEveryMs = 250;
const calmMs = 5_000;
const warmUpEvents = 40;
const letters = 4;

interface Setting {
  readonly name: string;
  readonly platform: 'slack' | 'discord';
  readonly replicas: number;
  readonly url: string;
  readonly slowCommit: boolean;
}

interface Storm {
  readonly acksMs: readonly number[];
  readonly lookupsMs: readonly number[];
  readonly calmLookupsMs: readonly number[];
  readonly lost: number;
  readonly wrong: number;
  readonly editsAMinute: number;
  readonly isRevealExact: boolean;
}

/** What the storm needs of a fake platform. */
interface Face {
  readonly env: Readonly<Record<string, string>>;
  ready(replicas: number): Promise<void>;
  open(): Promise<void>;
  /** Resolves with the acknowledgement. `id` is the same for a repeated delivery. */
  vote(member: number, option: number, id: string): Promise<unknown>;
  lookup(): Promise<unknown>;
  close(): Promise<void>;
  /** Instants of the edits of the quiz's count. */
  edits(): readonly number[];
  /** The revealed text, once it is there. */
  revealed(): Promise<string>;
  stop(): Promise<void>;
}

export async function storm(options: { readonly runs: number }) {
  const doorway = await openDoorway();
  const rows = [];
  try {
    for (const make of settings(doorway.url)) {
      const runs: Storm[] = [];
      for (let run = 0; run < options.runs; run++) runs.push(await measure(make()));
      rows.push(rowOf(make(), runs));
    }
  } finally {
    await doorway.close();
  }
  return rows;
}

function settings(postgres: string): readonly (() => Setting)[] {
  return (['slack', 'discord'] as const).flatMap((platform) => [
    () => ({ name: 'SQLite', platform, replicas: 1, url: '', slowCommit: false }),
    () => ({ name: 'SQLite, 10 ms before each commit', platform, replicas: 1, url: '', slowCommit: true }),
    () => ({ name: 'PostgreSQL, 2 replicas', platform, replicas: 2, url: postgres, slowCommit: false }),
  ]);
}

function rowOf({ name, platform }: Setting, runs: readonly Storm[]) {
  const over = (of: (run: Storm) => number) => rounded(median(runs.map(of)));
  const worst = (of: (run: Storm) => number) => Math.max(...runs.map(of));
  return {
    store: name,
    platform,
    runs: runs.length,
    votes: runs[0]?.acksMs.length ?? 0,
    lost: worst(({ lost }) => lost),
    wrong: worst(({ wrong }) => wrong),
    reveal: runs.every(({ isRevealExact }) => isRevealExact) ? 'exact' : 'WRONG',
    editsAMinute: worst(({ editsAMinute }) => editsAMinute),
    ackP50Ms: over(({ acksMs }) => percentile(acksMs, 0.5)),
    ackP99Ms: over(({ acksMs }) => percentile(acksMs, 0.99)),
    ackMaxMs: over(({ acksMs }) => Math.max(...acksMs)),
    lookupCalmP50Ms: over(({ calmLookupsMs }) => percentile(calmLookupsMs, 0.5)),
    lookupStormP50Ms: over(({ lookupsMs }) => percentile(lookupsMs, 0.5)),
    lookupStormP99Ms: over(({ lookupsMs }) => percentile(lookupsMs, 0.99)),
  };
}

async function measure(setting: Setting): Promise<Storm> {
  const folder = mkdtempSync(join(tmpdir(), 'archway-storm-'));
  const url = setting.url === '' ? `file:${join(folder, 'storm.db')}` : await emptied(setting.url);
  const face = setting.platform === 'slack' ? await slackFace() : await discordFace();
  const slow = { NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'slow-commit.ts')).href}` };
  const env = { PORT: '0', DATABASE_URL: url, LOG_LEVEL: 'error', ...face.env, ...(setting.slowCommit ? slow : {}) };
  const bots: BotProcess[] = [];
  try {
    for (let replica = 0; replica < setting.replicas; replica++) {
      bots.push(startProcess([], { cwd: folder, env: { ...env, LOG_LEVEL: 'info' } }));
      await bots.at(-1)?.says(/"msg":"ready"/);
    }
    await face.ready(setting.replicas);
    return await blow(face, url);
  } finally {
    for (const bot of bots) await bot.stop();
    await face.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function blow(face: Face, url: string): Promise<Storm> {
  await face.open();
  for (let event = 0; event < warmUpEvents; event++) await face.lookup();
  const calmLookupsMs: number[] = [];
  await every(lookupEveryMs, calmMs, () => timed(face.lookup, calmLookupsMs));
  const choices = new Map<number, number>();
  const acksMs: number[] = [];
  const lookupsMs: number[] = [];
  const alive = every(lookupEveryMs, stormMs, () => timed(face.lookup, lookupsMs));
  const underWay: Promise<void>[] = [];
  const startedAt = performance.now();
  for (let member = 0; member < members; member++) {
    const waitMs = startedAt + (member * stormMs) / members - performance.now();
    if (waitMs > 0) await pause(waitMs);
    underWay.push(voteOf(face, member, { choices, acksMs }));
  }
  await Promise.all([...underWay, alive]);
  await face.close();
  const text = await face.revealed();
  return {
    acksMs,
    lookupsMs,
    calmLookupsMs,
    ...(await compared(url, choices, text)),
    editsAMinute: busiest(face.edits()),
  };
}

/** One member's presses, one after the other, each timed from when it was due. */
async function voteOf(
  face: Face,
  member: number,
  { choices, acksMs }: { choices: Map<number, number>; acksMs: number[] },
): Promise<void> {
  const first = member % letters;
  await timed(() => face.vote(member, first, `first-${member}`), acksMs);
  choices.set(member, first);
  if (member % repeatEvery === 0) await face.vote(member, first, `first-${member}`);
  if (member % changeEvery !== 0) return;
  const second = (first + 1) % letters;
  await timed(() => face.vote(member, second, `second-${member}`), acksMs);
  choices.set(member, second);
}

async function timed(run: () => Promise<unknown>, into: number[]): Promise<void> {
  const startedAt = performance.now();
  await run();
  into.push(performance.now() - startedAt);
}

async function every(everyMs: number, forMs: number, run: () => Promise<unknown>): Promise<void> {
  const underWay: Promise<unknown>[] = [];
  const endsAt = performance.now() + forMs;
  while (performance.now() < endsAt) {
    underWay.push(run());
    await pause(everyMs);
  }
  await Promise.all(underWay);
}

/** The database against what the members know that they chose. */
async function compared(url: string, choices: ReadonlyMap<number, number>, text: string) {
  const store = await openStore(url, createLogger('error'));
  try {
    const { snapshot } = await store.db.selectFrom('round').select('snapshot').executeTakeFirstOrThrow();
    const options: { id: string; isRight: boolean }[] = JSON.parse(snapshot).options;
    const rows = await store.db
      .selectFrom('vote')
      .innerJoin('person', 'person.id', 'vote.person_id')
      .select(['person.external_id', 'vote.option_id'])
      .execute();
    const kept = new Map(rows.map((row) => [Number(row.external_id.replace(/^(12|\D+)0*(?=\d)/, '')), row.option_id]));
    const wrong = [...choices].filter(([member, option]) => kept.get(member) !== options[option]?.id).length;
    const right = [...choices.values()].filter((option) => options[option]?.isRight).length;
    const isRevealExact = rows.length === choices.size && text.includes(`${right} of ${choices.size} got it right`);
    return { lost: choices.size - rows.length, wrong, isRevealExact };
  } finally {
    await store.close();
  }
}

/** The most edits in any 60 s. */
function busiest(instants: readonly number[]): number {
  return Math.max(0, ...instants.map((from) => instants.filter((at) => at >= from && at < from + 60_000).length));
}

const query = 'consistent hashing';

async function slackFace(): Promise<Face> {
  const slack: SlackFake = await startSlackFake();
  const edits: number[] = [];
  let quiz = { ts: '', ids: [] as string[] };
  const message = () => slack.messages.find(({ ts }) => ts === quiz.ts);
  slack.onCall(({ method }) => method === 'chat.update' && edits.push(performance.now()));
  return {
    env: { SLACK_BOT_TOKEN: slack.botToken, SLACK_APP_TOKEN: slack.appToken, SLACK_API_URL: slack.apiUrl },
    ready: (replicas) => slack.waitFor(() => (slack.sockets() >= replicas ? true : undefined)).then(() => undefined),
    open: async () => {
      await slack.send({ kind: 'command', text: 'quiz minutes:60', user: 'U0ANA' });
      const posted = await slack.waitFor(() => slack.messages.find(({ onlyFor }) => onlyFor === undefined));
      const ids = [...JSON.stringify(posted.blocks).matchAll(/"action_id":"(vote:[^"]+)"/g)].map(([, id]) => id ?? '');
      quiz = { ts: posted.ts, ids };
    },
    vote: (member, option, id) =>
      slack.send({ kind: 'action', action: quiz.ids[option] ?? '', user: `U${member}`, ts: quiz.ts, id }),
    lookup: () => slack.send({ kind: 'command', text: query, user: 'U0BEN' }),
    close: async () => {
      const action = (quiz.ids[0] ?? '').replace(/^vote:([^:]+):.*$/, 'close:$1');
      await slack.send({ kind: 'action', action, user: 'U0ANA', ts: quiz.ts });
    },
    edits: () => edits,
    revealed: () => slack.waitFor(() => (message()?.text.startsWith('The answer is') ? message()?.text : undefined)),
    stop: () => slack.stop(),
  };
}

async function discordFace(): Promise<Face> {
  const discord: DiscordFake = await startDiscordFake({ answerMs: stormMs });
  let quiz = { id: '', ids: [] as string[] };
  const pressed = new Set<string>();
  const edits = () =>
    discord.calls.filter(({ method, path }) => method === 'PATCH' && path.endsWith(`/messages/${quiz.id}`));
  const message = () => discord.messages.find(({ id }) => id === quiz.id);
  return {
    env: { DISCORD_TOKEN: discord.token, DISCORD_API_URL: discord.apiUrl },
    ready: () => discord.connected(),
    open: async () => {
      await discord.interact({ kind: 'command', name: 'quiz', options: { minutes: 60 }, user: 'ana' });
      const posted = await discord.waitFor(() => discord.messages.find(({ ephemeral }) => !ephemeral));
      const ids = [...JSON.stringify(posted.components).matchAll(/"custom_id":"(vote:[^"]+)"/g)].map(
        ([, id]) => id ?? '',
      );
      quiz = { id: posted.id, ids };
    },
    vote: async (member, option, id) => {
      // Discord gives every press an id of its own, and repeats none.
      if (pressed.has(id)) return undefined;
      pressed.add(id);
      const customId = quiz.ids[option] ?? '';
      return discord.interact({ kind: 'component', messageId: quiz.id, customId, user: `member-${member}` });
    },
    lookup: () => discord.interact({ kind: 'command', name: 'topic', options: { query }, user: 'ben' }),
    close: async () => {
      const customId = (quiz.ids[0] ?? '').replace(/^vote:([^:]+):.*$/, 'close:$1');
      await discord.interact({ kind: 'component', messageId: quiz.id, customId, user: 'ana' });
    },
    edits: () => edits().map(({ at }) => at),
    revealed: async () => {
      const text = () => (message() ? textOf(message() as never) : '');
      return discord.waitFor(() => (text().includes('The answer is') ? text() : undefined), 30_000);
    },
    stop: () => discord.stop(),
  };
}
