// Bad content: every problem at once, with file, line, what is wrong and the corrected line.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadContent, readContent } from '../../src/content/load.ts';
import { contentStats } from '../../src/content/stats.ts';
import { ContentError } from '../../src/errors.ts';
import { ownContent } from '../support/bot.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'archway-content-'));
  cpSync('content/catalogue.yaml', join(folder, 'catalogue.yaml'));
  for (const file of ['cap-theorem.md', 'cap-theorem.quiz.yaml']) {
    cpSync(`content/topics/distributed-systems/${file}`, join(folder, 'topics/distributed-systems', file));
  }
});
afterEach(() => rmSync(folder, { recursive: true }));

const article = 'topics/distributed-systems/cap-theorem.md';
const quiz = 'topics/distributed-systems/cap-theorem.quiz.yaml';

function change(file: string, from: string | RegExp, to: string): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`nothing in ${file} is like ${from}`);
  writeFileSync(path, changed);
}

/** The text of a 1-based line of a file. */
const lineAt = (file: string, line = 0) => readFileSync(join(folder, file), 'utf8').split('\n')[line - 1];

const problems = () => readContent({ main: folder, extra: [] }).problems;

describe('good content', () => {
  it('is the project’s own: every topic of the catalogue, as a full one or as a brief', () => {
    const { topics, categories } = ownContent();
    expect([topics.length, categories.length]).toEqual([269, 16]);
    for (const topic of topics.filter(({ status }) => status === 'brief')) {
      expect([topic.tips.length, topic.questions.length, topic.sections.length], topic.id).toEqual([0, 0, 0]);
      expect(topic.picture, topic.id).toBeUndefined();
    }
  });

  it('has tips, questions and a picture with every full topic', () => {
    const full = ownContent().topics.filter(({ status }) => status === 'full');
    expect(full.length).toBeGreaterThanOrEqual(67);
    for (const topic of full) {
      expect(topic.tips.length, topic.id).toBeGreaterThanOrEqual(3);
      expect(topic.questions.length, topic.id).toBeGreaterThanOrEqual(4);
      expect(topic.picture, topic.id).toBeDefined();
      expect(topic.sections.map((section) => section.heading)).toEqual([
        'Why',
        'How it works',
        'Example',
        'Trade-offs',
        'When not to',
        'Misconceptions',
      ]);
    }
  });

  it('is frozen to its depths', () => {
    const [topic] = ownContent().topics;
    expect(Object.isFrozen(topic?.questions[0]?.options[0])).toBe(true);
  });

  it('is counted', () => {
    const stats = contentStats(loadContent({ main: folder, extra: [] }));
    expect(stats).toEqual({
      topics: 1,
      questions: 6,
      tips: 4,
      pictures: 1,
      byCategory: { 'distributed-systems': 1 },
      ids: ['cap-theorem'],
    });
  });
});

describe('bad content', () => {
  it.each([
    [
      'a level that does not exist',
      article,
      'level: intermediate',
      'level: intermidiate',
      'level: intermidiate',
      /"level" is "intermidiate"/,
      'level: intermediate   # one of beginner, intermediate, advanced',
    ],
    [
      'a misspelt key',
      article,
      'keyPoints:',
      'keypoints:',
      'keypoints:',
      /"keypoints" is not known here/,
      'keyPoints:   # instead of keypoints',
    ],
    [
      'a missing field',
      article,
      /^updated: .*\n/m,
      '',
      'id: cap-theorem',
      /"updated" is missing/,
      'updated: 2026-11-23',
    ],
    [
      'an id unlike the file',
      article,
      'id: cap-theorem',
      'id: cap',
      'id: cap',
      /the id is "cap", the file is called/,
      'id: cap-theorem',
    ],
    [
      'a category unlike the folder',
      article,
      'category: distributed-systems',
      'category: caching',
      'category: caching',
      /the folder is "distributed-systems"/,
      'category: distributed-systems',
    ],
    [
      'an unknown relation',
      article,
      'related: [pacelc,',
      'related: [pacelcc,',
      'related: [pacelcc,',
      /"pacelcc" is no topic/,
      'related: [consistency-models, quorum, replication, consensus-raft, cloud-database-choice, discord-messages]',
    ],
    [
      'an unquoted colon',
      article,
      /summary: .*/,
      'summary: CAP: a choice',
      'summary: CAP: a choice',
      /Nested mappings/,
      'summary: "CAP: a choice"',
    ],
    [
      'a heading that does not belong',
      article,
      '## Trade-offs',
      '## Tradeoffs',
      '## Tradeoffs',
      /"Tradeoffs" is no heading/,
      undefined,
    ],
    ['a picture of an unknown kind', article, 'flowchart TD', 'pie', 'pie', /"pie" is no kind of picture/, undefined],
    [
      'an image in the article',
      article,
      'Keep copies',
      '![x](y.png) Keep copies',
      '![x](y.png)',
      /a "image" is outside the Markdown/,
      undefined,
    ],
    [
      'two right options',
      quiz,
      '        why: Durability',
      '        right: true\n        why: Durability',
      'options:',
      /has 2 right options/,
      'right: true   # on exactly one option',
    ],
    [
      'a missing why',
      quiz,
      /^ {8}why: Durability.*\n/m,
      '',
      'id: durable-and-answering',
      /why" is missing/,
      'why: ...',
    ],
    [
      'a question twice',
      quiz,
      'id: meaning-of-consistency',
      'id: what-cannot-be-promised',
      'id: what-cannot-be-promised',
      /two questions have the id/,
      'id: what-cannot-be-promised-2',
    ],
  ] as const)('%s', (_, file, from, to, line, what, mend) => {
    change(file, from, to);
    const found = problems().find((problem) => what.test(problem.what));
    expect(found, JSON.stringify(problems(), null, 1)).toBeDefined();
    expect(found?.where).toContain(file);
    expect(lineAt(file, found?.line), `line ${found?.line}`).toContain(line);
    if (mend !== undefined) expect(found?.mend).toBe(mend);
  });

  it('a text that is too long comes back cut at a word', () => {
    change(article, /summary: .*/, `summary: ${'very long words '.repeat(20)}`);
    const [problem] = problems();
    expect(problem?.what).toContain('has 319 characters, at most 280 fit');
    expect(problem?.mend).toMatch(/^summary: "very long .*very…"$/);
  });

  it('stops the load with every problem of every file at once', () => {
    change(article, 'level: intermediate', 'level: hard');
    change(quiz, 'topic: cap-theorem', 'topic: other');
    const load = () => loadContent({ main: folder, extra: [] });
    expect(load).toThrow(ContentError);
    expect(load).toThrow(/cap-theorem\.md:5[\s\S]*cap-theorem\.quiz\.yaml:1/);
  });
});

describe('a team’s own folder', () => {
  let extra: string;
  beforeEach(() => {
    extra = mkdtempSync(join(tmpdir(), 'archway-extra-'));
    cpSync(join(folder, 'topics'), join(extra, 'topics'), { recursive: true });
  });
  afterEach(() => rmSync(extra, { recursive: true }));

  it('may not take an id silently', () => {
    const { problems: found } = readContent({ main: folder, extra: [extra] });
    expect(found.map((problem) => problem.what)).toEqual(['"cap-theorem" exists already']);
  });

  it('replaces a topic when it says so', () => {
    const path = join(extra, article);
    writeFileSync(
      path,
      readFileSync(path, 'utf8')
        .replace('status: full', 'status: full\noverrides: cap-theorem')
        .replace('summary: While', 'summary: Ours. While'),
    );
    const { catalogue, problems: found } = readContent({ main: folder, extra: [extra] });
    expect(found).toEqual([]);
    expect(catalogue.topicById.get('cap-theorem')?.summary).toMatch(/^Ours/);
  });
});
