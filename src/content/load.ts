// Reads every content folder, and finds every problem before it gives up.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { ContentError, messageOf, type Problem } from '../errors.ts';
import { type Catalogue, catalogueOf, type Topic } from './catalogue.ts';
import type { Bank, TopicSource } from './lint/lint.ts';
import { catalogueSchema, type Plan, thesaurusSchema } from './schema.ts';
import { type ReadTopic, readTopic, type TopicFiles } from './topic-file.ts';
import { parseYaml } from './yaml.ts';

export interface ContentFolders {
  /** The folder that holds catalogue.yaml and topics/. */
  readonly main: string;
  /** Further folders with topics/ of a team's own. */
  readonly extra: readonly string[];
}

/**
 * The whole content, validated and frozen.
 * @throws ContentError with every problem at once.
 */
export function loadContent(folders: ContentFolders): Catalogue {
  const { catalogue, problems } = readContent(folders);
  if (problems.length > 0) throw new ContentError(problems);
  return catalogue;
}

export interface Content {
  readonly catalogue: Catalogue;
  readonly problems: readonly Problem[];
  /** What the rules of lint/ look at; holds on to positions, so the bot lets go of it. */
  readonly bank: Bank;
}

/** The content and its problems; never throws. */
export function readContent(folders: ContentFolders): Content {
  const problems: Problem[] = [];
  const planFile = join(folders.main, 'catalogue.yaml');
  const plan = readPlan(planFile, problems);
  const read = new Map<string, ReadTopic>();
  const sources = new Map<string, TopicSource>();
  for (const folder of [folders.main, ...folders.extra]) {
    for (const files of topicFiles(folder, problems)) {
      const topic = readTopic(files);
      problems.push(...topic.problems, ...crossProblems(files, topic, { plan, isMain: folder === folders.main }));
      addTopic(read, files, { topic, problems });
      if (topic.topic) sources.set(topic.topic.id, sourceOf(files, topic, folder === folders.main));
    }
  }
  const topics = [...read.values()].flatMap(({ topic }) => topic ?? []);
  if (topics.length === 0 && problems.length === 0) {
    problems.push({ where: folders.main, what: 'there is no topic', mend: 'add topics/<category>/<id>.md' });
  }
  const synonyms = [folders.main, ...folders.extra].flatMap((folder) => readSynonyms(folder, problems));
  const catalogue = catalogueOf(plan.categories, inPlanOrder(topics, plan), synonyms);
  const linted = catalogue.topics.flatMap((topic) => {
    const source = sources.get(topic.id);
    return source ? [{ topic, source }] : [];
  });
  return { catalogue, problems, bank: { topics: linted, catalogue, plan, planFile: shown(planFile) } };
}

function sourceOf({ file, quiz }: TopicFiles, { lineOf, quizLineOf }: ReadTopic, isMain: boolean): TopicSource {
  const questions = quiz && quizLineOf ? { quiz: { file: quiz.file, lineOf: quizLineOf } } : {};
  return { file, lineOf, isMain, ...questions };
}

function readPlan(file: string, problems: Problem[]): Plan {
  const empty: Plan = { version: 1, categories: [], topics: [] };
  const text = readText(file, problems);
  if (text === undefined) return empty;
  const parsed = parseYaml({ file: shown(file), text, linesAbove: 0 }, catalogueSchema);
  if ('value' in parsed) return parsed.value;
  problems.push(...parsed.problems);
  return empty;
}

/** None for a folder without a thesaurus. */
function readSynonyms(folder: string, problems: Problem[]): readonly (readonly string[])[] {
  const file = join(folder, 'thesaurus.yaml');
  const text = existsSync(file) ? readText(file, problems) : undefined;
  if (text === undefined) return [];
  const parsed = parseYaml({ file: shown(file), text, linesAbove: 0 }, thesaurusSchema);
  if ('value' in parsed) return parsed.value;
  problems.push(...parsed.problems);
  return [];
}

function addTopic(
  read: Map<string, ReadTopic>,
  files: TopicFiles,
  { topic, problems }: { topic: ReadTopic; problems: Problem[] },
): void {
  const id = topic.topic?.id;
  if (id === undefined) return;
  const clash = read.has(id) && topic.overrides !== id;
  if (clash) {
    problems.push({
      where: files.file,
      line: topic.lineOf(['id']),
      what: `"${id}" exists already`,
      mend: `overrides: ${id}   # or another id`,
    });
  } else read.set(id, topic);
}

/** What a topic must have in common with the catalogue. */
function crossProblems(
  files: TopicFiles,
  { topic, lineOf }: ReadTopic,
  { plan, isMain }: { plan: Plan; isMain: boolean },
): readonly Problem[] {
  if (topic === undefined || plan.topics.length === 0) return [];
  const planned = plan.topics.find((each) => each.id === topic.id);
  const problems: Problem[] = [];
  const add = (key: string, what: string, mend: string) =>
    problems.push({ where: files.file, line: lineOf([key]), what, mend });
  if (isMain && !planned) add('id', `"${topic.id}" is not in catalogue.yaml`, 'add it to content/catalogue.yaml first');
  if (planned && planned.category !== topic.category) {
    add('category', `the catalogue has "${topic.id}" under "${planned.category}"`, `category: ${planned.category}`);
  }
  if (planned && planned.level !== topic.level)
    add('level', `the catalogue says ${planned.level}`, `level: ${planned.level}`);
  if (!plan.categories.some((category) => category.id === topic.category)) {
    add(
      'category',
      `"${topic.category}" is no category`,
      `category: ${plan.categories.map((each) => each.id).join(' | ')}`,
    );
  }
  const lost = planned?.aliases.filter((alias) => !topic.aliases.includes(alias)) ?? [];
  if (isMain && lost.length > 0)
    add('aliases', 'aliases of the catalogue are missing', `aliases: [..., ${lost.join(', ')}]`);
  for (const id of topic.related.filter((each) => !plan.topics.some((known) => known.id === each))) {
    add(
      'related',
      `"${id}" is no topic of the catalogue`,
      `related: [${topic.related.filter((each) => each !== id).join(', ')}]`,
    );
  }
  return problems;
}

function topicFiles(folder: string, problems: Problem[]): readonly TopicFiles[] {
  const root = join(folder, 'topics');
  if (!existsSync(root)) {
    problems.push({
      where: folder,
      what: 'the folder has no topics/',
      mend: 'put topics into topics/<category>/<id>.md',
    });
    return [];
  }
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  const quizzes = new Set(paths.filter((path) => path.endsWith('.quiz.yaml')));
  const files = paths
    .filter((path) => path.endsWith('.md'))
    .flatMap((path) => topicFile(root, path, { quizzes, problems }));
  for (const orphan of quizzes) {
    problems.push({
      where: shown(join(root, orphan)),
      what: 'no topic stands beside these questions',
      mend: orphan.replace('.quiz.yaml', '.md'),
    });
  }
  return files;
}

function topicFile(
  root: string,
  path: string,
  { quizzes, problems }: { quizzes: Set<string>; problems: Problem[] },
): readonly TopicFiles[] {
  const file = join(root, path);
  const quizPath = path.replace(/\.md$/, '.quiz.yaml');
  const text = readText(file, problems);
  const quizText = quizzes.delete(quizPath) ? readText(join(root, quizPath), problems) : undefined;
  if (text === undefined) return [];
  return [
    {
      file: shown(file),
      text,
      name: basename(path, '.md'),
      folder: basename(dirname(path)),
      ...(quizText === undefined ? {} : { quiz: { file: shown(join(root, quizPath)), text: quizText } }),
    },
  ];
}

function readText(file: string, problems: Problem[]): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    problems.push({
      where: shown(file),
      what: `it cannot be read: ${messageOf(error)}`,
      mend: 'check its name and its permissions',
    });
    return undefined;
  }
}

const shown = (file: string) => {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
};

function inPlanOrder(topics: readonly Topic[], plan: Plan): readonly Topic[] {
  const place = new Map(plan.topics.map((topic, index) => [topic.id, index]));
  return [...topics].sort((one, other) => (place.get(one.id) ?? Infinity) - (place.get(other.id) ?? Infinity));
}
