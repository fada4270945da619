// The `archway` command and the terminal, as a person types them.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open.ts';
import { silent } from '../support/bot.ts';
import { runProcess, startProcess } from './process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archway-cli-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const archway = (...args: string[]) => runProcess(args, { cwd: folder });

describe('archway lookup and misses', () => {
  it('answers a batch, a line each', async () => {
    const file = join(folder, 'queries.jsonl');
    writeFileSync(file, '{"q":"consistent hashing"}\n\n{"q":"zzqx vvkw","class":"none"}\n');
    const { code, output } = await archway('lookup', '--batch', file);
    expect(code).toBe(0);
    const lines = output
      .trim()
      .split('\n')
      .map((line: string) => JSON.parse(line));
    expect(lines).toMatchObject([{ q: 'consistent hashing' }, { q: 'zzqx vvkw', ids: [] }]);
    expect(lines[0].ids[0]).toBe('consistent-hashing');
    expect(lines[0].ids.length).toBeLessThanOrEqual(10);
  });

  it('says which line of a batch is none, and what lookup takes', async () => {
    const file = join(folder, 'queries.jsonl');
    writeFileSync(file, '{"q":"cap"}\nnot json\n');
    const broken = await archway('lookup', '--batch', file);
    expect([broken.code, broken.output]).toEqual([2, expect.stringMatching(/queries\.jsonl:2 is no query/)]);
    expect((await archway('lookup')).output).toContain('lookup takes a text');
    expect((await archway('lookup', '--batch', join(folder, 'none'))).code).toBe(2);
  });

  it('lists what was asked for in vain', async () => {
    expect((await archway('misses')).output).toBe('Nobody asked for a topic that is not here.\n');
    expect((await archway('misses', '--json')).output).toBe('[]\n');
  });
});

describe('archway schedule preview', () => {
  const preview = (...more: string[]) =>
    archway('schedule', 'preview', '--at', '02:30', '--zone', 'Europe/Berlin', '--days', 'daily', ...more);

  it('tells local time, UTC, and what is skipped and why', async () => {
    const spring = await preview('--from', '2027-03-26T12:00:00Z', '--count', '3', '--holidays', 'de', '--json');
    expect(spring.code).toBe(0);
    expect(JSON.parse(spring.output)).toEqual([
      { date: '2027-03-26', until: '2027-03-26', skipped: 'a holiday: Good Friday' },
      { date: '2027-03-27', local: '2027-03-27 02:30', utc: '2027-03-27T01:30:00.000Z', isShifted: false },
      { date: '2027-03-28', local: '2027-03-28 03:00', utc: '2027-03-28T01:00:00.000Z', isShifted: true },
      { date: '2027-03-29', until: '2027-03-29', skipped: 'a holiday: Easter Monday' },
      { date: '2027-03-30', local: '2027-03-30 02:30', utc: '2027-03-30T00:30:00.000Z', isShifted: false },
    ]);
    const text = await preview('--from', '2027-03-27T12:00:00Z', '--count', '1', '--off', '2027-03-29');
    expect(text.output).toBe('2027-03-28  03:00  2027-03-28T01:00:00.000Z  the clocks skip that time\n');
  });

  it.each([
    [['--from', 'soon'], '"soon" is no instant'],
    [['--from', '2027-03-27', '--count', '0'], '--count is a whole number from 1 to 1000'],
    [['--from', '2027-03-27', '--holidays', 'XX'], '"XX" is no place'],
    [[], '--from'],
  ] as const)('%j is answered with the mend and exit code 2', async (more, text) => {
    const { code, output } = await preview(...more);
    expect([code, output]).toEqual([2, expect.stringContaining(text)]);
  });
});

describe('archway reports, and content stats by question', () => {
  it('say so when there is nothing yet', async () => {
    expect((await archway('reports')).output).toBe('No question was reported.\n');
    expect((await archway('reports', '--json')).output).toBe('[]\n');
    expect((await archway('content', 'stats', '--questions')).output).toBe('No question was asked yet.\n');
  });

  it('tell what members reported and how a question does, what looks bad first', async () => {
    const store = await openStore(`file:${join(folder, 'data', 'archway.db')}`, silent);
    const [one, two] = ['cap-theorem/vendor-says-ca', 'gone/gone'];
    const report = { workspace_id: 'w', content_hash: 'h', reason: 'wrong', text: 'see RFC 1', at: 0 };
    const stat = { content_hash: 'h', rounds: 3 };
    await store.write(async (tx) => {
      await tx
        .insertInto('report')
        .values({ ...report, question: one, person_id: 'a' })
        .execute();
      await tx
        .insertInto('report')
        .values({ ...report, question: one, person_id: 'b', text: '' })
        .execute();
      await tx
        .insertInto('report')
        .values({ ...report, question: two, person_id: 'a' })
        .execute();
      await tx
        .insertInto('question_stat')
        .values({ ...stat, question: one, first_answers: 40, first_right: 20 })
        .execute();
      await tx
        .insertInto('question_stat')
        .values({ ...stat, question: 'b/b', first_answers: 40, first_right: 4 })
        .execute();
      await tx
        .insertInto('question_stat')
        .values({ ...stat, question: 'a/a', first_answers: 40, first_right: 30 })
        .execute();
    });
    await store.close();
    const reports = (await archway('reports')).output;
    expect(reports).toMatch(
      /^cap-theorem\/vendor-says-ca {2}2 reports, changed since\n[\s\S]*right is wrong: see RFC 1/,
    );
    expect(reports).toContain('gone/gone  1 report, no longer asked');
    const lines = (await archway('content', 'stats', '--questions')).output.trim().split('\n');
    expect(lines[0]).toContain(`${one}  h  3 rounds, 40 first answers, 50 % right, 2 reports  <- reported`);
    expect(lines.findIndex((line) => line.startsWith('b/b'))).toBeLessThan(3);
    expect(lines.at(-1)).toMatch(/^a\/a .* 75 % right, 0 reports$/);
    const data = JSON.parse((await archway('content', 'stats', '--questions', '--json')).output);
    expect(data.find(({ question }: { question: string }) => question === one)).toMatchObject({
      rightRate: 0.5,
      reportRate: 0.05,
    });
  });
});

describe('archway chat', () => {
  it('walks the main job in the terminal: a typo, a quiz, three voters of whom one changes, the reveal', async () => {
    const chat = startProcess(['chat'], { cwd: folder });
    const type = (line: string) => chat.child.stdin.write(`${line}\n`);
    await chat.says(/Type what you would type/);
    type('cap theorm');
    await chat.says(/CAP: the choice you face[\s\S]*\[1\] Read on/);
    type('quiz');
    await chat.says(/Your quiz is open/);
    type('1');
    await chat.says(/You chose A/);
    type(':as ben');
    type('2');
    await chat.says(/You chose B/);
    type(':as chi');
    type('3');
    await chat.says(/You chose C/);
    type('2');
    await chat.says(/You changed to B/);
    type(':as you');
    const card = /\[1\] A[\s\S]*\[5\] Close now/.exec(chat.output());
    expect(card).not.toBeNull();
    type('5');
    const [reveal] = await chat.says(/The answer is [\s\S]*of 3 got it right/);
    expect(reveal.replace(/\s+/g, ' ')).toContain('2 votes (67 %)');
    const soon = new Date(Date.now() + 600_000).toISOString().slice(11, 16);
    type(`daily set ${soon} daily UTC tip`);
    await chat.says(/The daily post is set/);
    type(':later 15m');
    await chat.says(/\nTip\n/);
    type(':quit');
    const code = await new Promise((resolve) => chat.child.once('exit', resolve));
    expect(code).toBe(0);
  });

  it('keeps rounds and schedules over a restart', async () => {
    const first = startProcess(['chat'], { cwd: folder });
    first.child.stdin.write('daily set 09:30 daily UTC tip\n');
    await first.says(/The daily post is set/);
    expect(await first.stop()).toBe(0);
    const second = startProcess(['chat'], { cwd: folder });
    second.child.stdin.write('daily\n');
    await second.says(/09:30 UTC, every day/);
    expect(await second.stop()).toBe(0);
  });
});

describe('archway', () => {
  it('prints a topic, as a card and as data', async () => {
    const card = await archway('topic', 'kuberntes');
    expect(card).toMatchObject({ code: 0, output: expect.stringContaining('Kubernetes: desired state') });
    expect(JSON.parse((await archway('topic', 'jwt', '--json')).output)).toMatchObject({ kind: 'card', tone: 'topic' });
  });

  it('checks, counts and lists the content', async () => {
    expect((await archway('content', 'check')).output).toMatch(/^\d+ topics, no problem found/m);
    const stats = JSON.parse((await archway('content', 'stats', '--json')).output);
    expect(Object.keys(stats)).toEqual(['topics', 'questions', 'tips', 'pictures', 'byCategory', 'ids']);
    expect((await archway('content', 'list')).output).toContain('cap-theorem');
  });

  it('migrates, and backs a database up', async () => {
    expect((await archway('migrate')).output).toContain('up to date');
    expect((await archway('backup', 'copy.db')).code).toBe(0);
    expect(existsSync(join(folder, 'copy.db'))).toBe(true);
    expect(await archway('backup', 'copy.db')).toMatchObject({
      code: 2,
      output: expect.stringContaining('exists already'),
    });
  });

  it('prints the Slack manifest, and says what Discord needs', async () => {
    expect(JSON.parse((await archway('slack', 'manifest')).output)).toMatchObject({
      features: { slash_commands: [{ command: '/arch' }] },
    });
    expect(await archway('discord', 'invite')).toMatchObject({
      code: 2,
      output: expect.stringContaining('DISCORD_TOKEN is not set'),
    });
  });

  it.each([
    [['topc', 'x'], /there is no command "topc"; there are start, play/],
    [['topic'], /missing required argument 'text'/],
    [['topic', 'x', '--jsn'], /unknown option '--jsn'/],
    [['content', 'chek'], /unknown command 'chek'/],
  ])('answers %j with one line and exit code 2', async (args, line) => {
    const { code, output } = await archway(...args);
    expect(code).toBe(2);
    expect(output).toMatch(line);
    expect(output.trim().split('\n')).toHaveLength(1);
  });

  it('has help for every word', async () => {
    for (const words of [
      [],
      ['topic'],
      ['content', 'check'],
      ['slack', 'manifest'],
      ['discord', 'invite'],
      ['backup'],
    ]) {
      const { code, output } = await archway(...words, '--help');
      expect(code, words.join(' ')).toBe(0);
      expect(output).toContain('Usage: archway');
    }
  });

  it('tells every bad setting at once, and never its value', async () => {
    writeFileSync(join(folder, '.env'), 'SLACK_BOT_TOKEN=hunter2\nPORT=many\nDATABASE_URL=mysql://x\n');
    const { code, output } = await archway();
    expect(code).toBe(2);
    for (const key of ['SLACK_BOT_TOKEN', 'PORT', 'DATABASE_URL']) expect(output).toContain(`${key}:`);
    expect(output).not.toContain('hunter2');
  });

  it('refuses to start in production without a platform, and on bad content', async () => {
    const production = await runProcess([], { cwd: folder, env: { NODE_ENV: 'production' } });
    expect(production).toMatchObject({ code: 2, output: expect.stringContaining('production needs a platform') });
    const missing = await runProcess(['content', 'check'], { cwd: folder, env: { CONTENT_DIRS: './nowhere' } });
    expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('has no topics/') });
  });

  it('starts main.ts from a Node that can, and names the need otherwise', () => {
    const launcher = readFileSync('src/launch.cjs', 'utf8');
    expect(launcher).toContain("import('./main.ts')");
    const check = launcher.slice(launcher.indexOf('const [major'), launcher.indexOf("import('./main.ts')"));
    const said: string[] = [];
    const old = {
      versions: { node: '20.20.2' },
      stderr: { write: (text: string) => said.push(text) },
      exit: (code: number) => said.push(String(code)),
    };
    new Function('process', check)(old);
    expect(said).toEqual([
      expect.stringMatching(/^Archway needs Node 22\.18 or later, this is 20\.20\.2\.[^\n]*\n$/),
      '1',
    ]);
  });
});
