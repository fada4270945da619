// One topic from its two files.
import { createHash } from 'node:crypto';
import type { Problem } from '../errors.ts';
import { parseArticle } from './article.ts';
import { type Question, refOf, type Topic } from './catalogue.ts';
import { type FrontMatter, frontMatterSchema, type QuizFile, quizSchema } from './schema.ts';
import { type LineOf, parseYaml } from './yaml.ts';

export interface TopicFiles {
  /** Path for messages, such as `content/topics/caching/ttl.md`. */
  readonly file: string;
  readonly text: string;
  /** The file's name without `.md`, and its folder's. */
  readonly name: string;
  readonly folder: string;
  /** `<id>.quiz.yaml`, when it exists. */
  readonly quiz?: { readonly file: string; readonly text: string };
}

export interface ReadTopic {
  readonly topic?: Topic;
  readonly overrides?: string;
  readonly problems: readonly Problem[];
  /** Where a field of the front matter stands, for checks across topics. */
  readonly lineOf: LineOf;
  /** Where a question stands. */
  readonly quizLineOf?: LineOf;
}

/** Parses and checks both files; never throws. */
export function readTopic(files: TopicFiles): ReadTopic {
  const parts = /^---\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)([\s\S]*)$/.exec(files.text);
  if (!parts) {
    return broken(files.file, 'the front matter is missing', '--- on the first line, and --- below the front matter');
  }
  const [, yaml = '', body = ''] = parts;
  const front = parseYaml({ file: files.file, text: yaml, linesAbove: 1 }, frontMatterSchema);
  // By the line itself: what is wrong with another line of a brief must not ask for an article.
  const isBrief = /^status:\s*["']?brief\b/m.test(yaml);
  const linesAbove = files.text.slice(0, files.text.length - body.length).split('\n').length - 1;
  const article =
    isBrief && body.trim() === '' ? { sections: [], problems: [] } : parseArticle(files.file, body, linesAbove);
  const quiz = readQuiz(files, isBrief);
  if ('problems' in front)
    return { problems: [...front.problems, ...article.problems, ...quiz.problems], lineOf: () => 1 };
  const { overrides } = front.value;
  return {
    topic: topicOf(front.value, quiz.value, article),
    ...(overrides === undefined ? {} : { overrides }),
    problems: [...frontMatterProblems(files, front.value, front.lineOf), ...article.problems, ...quiz.problems],
    lineOf: front.lineOf,
    ...(quiz.lineOf === undefined ? {} : { quizLineOf: quiz.lineOf }),
  };
}

function readQuiz(
  files: TopicFiles,
  isBrief: boolean,
): { value?: QuizFile; lineOf?: LineOf; problems: readonly Problem[] } {
  if (files.quiz === undefined) return { problems: missingQuiz(files, isBrief) };
  const parsed = parseYaml({ ...files.quiz, linesAbove: 0 }, quizSchema);
  if ('problems' in parsed) return parsed;
  const context = { lineOf: parsed.lineOf, id: files.name };
  return { value: parsed.value, lineOf: parsed.lineOf, problems: quizProblems(files.quiz.file, parsed.value, context) };
}

const broken = (file: string, what: string, mend: string): ReadTopic => ({
  problems: [{ where: file, line: 1, what, mend }],
  lineOf: () => 1,
});

function missingQuiz(files: TopicFiles, isBrief: boolean): readonly Problem[] {
  if (isBrief) return [];
  const quizFile = files.file.replace(/\.md$/, '.quiz.yaml');
  return [{ where: quizFile, what: 'a full topic has its questions here', mend: `topic: ${files.name}` }];
}

function frontMatterProblems(files: TopicFiles, value: FrontMatter, lineOf: LineOf): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (key: string, what: string, mend: string) =>
    problems.push({ where: files.file, line: lineOf([key]), what, mend });
  if (value.id !== files.name)
    add('id', `the id is "${value.id}", the file is called "${files.name}.md"`, `id: ${files.name}`);
  if (value.category !== files.folder) {
    add(
      'category',
      `the category is "${value.category}", the folder is "${files.folder}"`,
      `category: ${files.folder}`,
    );
  }
  if (value.status === 'full') {
    for (const key of ['pitfalls', 'sources', 'tips'] as const) {
      if (value[key] === undefined) add(key, `a full topic has ${key}`, `${key}:`);
    }
  }
  for (const [index, id] of repeated((value.tips ?? []).map((tip) => tip.id))) {
    problems.push({
      where: files.file,
      line: lineOf(['tips', index, 'id']),
      what: `two tips have the id "${id}"`,
      mend: `id: ${id}-2`,
    });
  }
  return problems;
}

function quizProblems(file: string, quiz: QuizFile, context: { lineOf: LineOf; id: string }): readonly Problem[] {
  const problems: Problem[] = [];
  const add = (path: readonly PropertyKey[], what: string, mend: string) =>
    problems.push({ where: file, line: context.lineOf(path), what, mend });
  if (quiz.topic !== context.id)
    add(['topic'], `the topic is "${quiz.topic}", the file belongs to "${context.id}"`, `topic: ${context.id}`);
  for (const [index, id] of repeated(quiz.questions.map((question) => question.id))) {
    add(['questions', index, 'id'], `two questions have the id "${id}"`, `id: ${id}-2`);
  }
  for (const [index, question] of quiz.questions.entries()) {
    const rights = question.options.filter((option) => option.right).length;
    if (rights !== 1) {
      add(
        ['questions', index, 'options'],
        `"${question.id}" has ${rights} right options`,
        'right: true   # on exactly one option',
      );
    }
    for (const [place, id] of repeated(question.options.map((option) => option.id))) {
      add(
        ['questions', index, 'options', place, 'id'],
        `two options of "${question.id}" have the id "${id}"`,
        `id: ${id}-2`,
      );
    }
  }
  return problems;
}

/** The places and ids of entries that stood before. */
const repeated = (ids: readonly string[]) => [...ids.entries()].filter(([index, id]) => ids.indexOf(id) < index);

function topicOf(
  front: FrontMatter,
  quiz: QuizFile | undefined,
  article: Pick<Topic, 'sections'> & Pick<Partial<Topic>, 'picture'>,
): Topic {
  const { pitfalls = [], sources = [], tips = [], overrides: _overrides, ...rest } = front;
  return {
    ...rest,
    pitfalls,
    sources,
    tips: tips.filter((tip) => tip.retired === undefined).map(({ id, text }) => ({ id, text, topic: front.id })),
    questions: [...(quiz?.questions ?? []).entries()]
      .filter(([, question]) => question.retired === undefined)
      .map(([place, question]) => questionOf(front.id, question, place)),
    sections: article.sections,
    ...(article.picture === undefined ? {} : { picture: article.picture }),
  };
}

function questionOf(topic: string, source: QuizFile['questions'][number], place: number): Question {
  const options = source.options.map((option) => ({
    id: option.id,
    text: option.text,
    isRight: option.right === true,
    why: option.why,
  }));
  const contentHash = createHash('sha256')
    .update(JSON.stringify([refOf({ topic, id: source.id }), source.prompt, options]))
    .digest('hex')
    .slice(0, 16);
  return { id: source.id, topic, level: source.level, prompt: source.prompt, options, place, contentHash };
}
