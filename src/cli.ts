// The `archway` command: every word of it, with help; bad use is one line with the mend and exit code 2.
import { writeFile } from 'node:fs/promises';
import { Command, CommanderError, Option } from 'commander';
import type { Card } from './card/card.ts';
import { type Theme, themes } from './card/picture.ts';
import { addSchedule } from './cli/schedule.ts';
import { addStore } from './cli/store.ts';
import type { Config } from './config.ts';
import { lintContent } from './content/lint/lint.ts';
import { type Content, readContent } from './content/load.ts';
import { contentStats } from './content/stats.ts';
import { ConfigError, ContentError, messageOf, problemText, UserError } from './errors.ts';
import { createLogger } from './log.ts';
import { orderOf } from './pictures/order.ts';
import { refusedPictures } from './pictures/refused.ts';
import type { Verb } from './platform.ts';
import { listReports, questionStats } from './quiz/reports/store.ts';
import { reportsText, statsData, statsText } from './quiz/reports/view.ts';
import { createSearch } from './search/search.ts';
import { openStore } from './store/open.ts';
import type { Db } from './store/tables.ts';
import { missesText, readBatch } from './topics/batch.ts';
import { listWishes } from './topics/store.ts';
import { lookup } from './topics/topics.ts';

/** What the composition root hands to the command line. */
export interface Program {
  readonly config: () => Config;
  readonly folders: (config: Config) => { readonly main: string; readonly extra: readonly string[] };
  readonly start: () => Promise<void>;
  readonly play: () => Promise<void>;
  readonly chat: () => Promise<void>;
  readonly renderCard: (card: Card) => string;
  readonly verbs: readonly Verb[];
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** The scorer looks at the first ten. */
const maxIds = 10;
const exitBadUse = 2;
const exitFailed = 1;

/** Runs one command line; the exit code, 0 when all went well. Long-running commands resolve once they run. */
export async function runCli(args: readonly string[], program: Program): Promise<number> {
  try {
    await commandLine(program).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error, program);
  }
}

function exitCodeOf(error: unknown, program: Program): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitBadUse;
  program.err(messageOf(error));
  if (error instanceof UserError || error instanceof ConfigError) return exitBadUse;
  return exitFailed;
}

function commandLine(program: Program): Command {
  const root = new Command('archway')
    .description('System design in a team’s chat. Without a command it starts the bot.')
    .exitOverride()
    .configureOutput({ writeOut: program.out, writeErr: (text) => program.err(oneLine(text)) })
    .showSuggestionAfterError()
    .allowExcessArguments(true)
    .action(() => {
      const [unknown] = root.args;
      if (unknown === undefined) return program.start();
      const known = root.commands.map((command) => command.name()).join(', ');
      return root.error(`there is no command "${unknown}"; there are ${known}`);
    });
  root
    .command('start')
    .description('start the bot; without any token, the playground')
    .action(() => program.start());
  root
    .command('play')
    .description('open the playground, whatever tokens there are')
    .action(() => program.play());
  root
    .command('chat')
    .description('talk to the bot in this terminal')
    .action(() => program.chat());
  addTopic(root, program);
  addLookup(root, program);
  addContent(root, program);
  addVoices(root, program);
  addSchedule(root, program.out);
  addPicture(root, program);
  addStore(root, { out: program.out, settings: () => program.config().core });
  addVerbs(root, program);
  for (const command of [root, ...root.commands, ...root.commands.flatMap((each) => each.commands)]) {
    command.exitOverride().helpOption('-h, --help', 'what it does and takes').helpCommand(false);
  }
  return root;
}

/** commander writes the suggestion on a second line; ours stands on one, with the way to the help. */
function oneLine(text: string): string {
  const line = text
    .trim()
    .replace(/^error: /, '')
    .replace(/\s*\n\s*/g, ' ');
  return `${line.replace(/\.$/, '')}. See archway --help.`.replace(/\?\)\. /, '?) ');
}

function addTopic(root: Command, program: Program): void {
  root
    .command('topic')
    .description('look one topic up and print its card')
    .argument('<text...>', 'what you want to know; typos are fine')
    .option('--json', 'print the card as data')
    .action((words: string[], options: { json?: boolean }) => {
      const { catalogue } = loaded(program);
      const card = lookup(words.join(' '), { catalogue, search: createSearch(catalogue) });
      program.out(options.json ? `${JSON.stringify(card, null, 2)}\n` : `${program.renderCard(card)}\n`);
    });
}

function addLookup(root: Command, program: Program): void {
  root
    .command('lookup')
    .description('what a text finds, best first; nothing for "not found"')
    .argument('[text...]', 'what somebody might type')
    .option('--batch <file>', 'answer every line {"q": "..."} of a file by a line {"q", "ids"}; - reads standard input')
    .action((words: string[], { batch }: { batch?: string }) => {
      const { catalogue } = loaded(program);
      const search = createSearch(catalogue);
      if (batch !== undefined) {
        for (const q of readBatch(batch)) program.out(`${JSON.stringify({ q, ids: search.ids(q, maxIds) })}\n`);
        return;
      }
      if (words.length === 0) throw new UserError('lookup takes a text, or --batch <file>. See archway lookup --help.');
      const lines = search.ids(words.join(' '), maxIds).map((id) => `${id}  ${catalogue.topicById.get(id)?.title}\n`);
      program.out(lines.length === 0 ? 'Not found.\n' : lines.join(''));
    });
}

/** What members asked for and what they reported. */
function addVoices(root: Command, program: Program): void {
  root
    .command('misses')
    .description('topics that members asked for and that are not here, the most asked for first')
    .option('--json', 'print it as data')
    .action(async (options: { json?: boolean }) => {
      const wishes = await withDb(program, listWishes);
      program.out(options.json ? `${JSON.stringify(wishes)}\n` : missesText(wishes));
    });
  root
    .command('reports')
    .description('problems that members reported with questions, the most reported first')
    .option('--json', 'print it as data')
    .action(async (options: { json?: boolean }) => {
      const reports = await withDb(program, listReports);
      program.out(options.json ? `${JSON.stringify(reports)}\n` : reportsText(reports, loaded(program).catalogue));
    });
}

async function withDb<T>(program: Program, read: (db: Db) => Promise<T>): Promise<T> {
  const { core } = program.config();
  const store = await openStore(core.DATABASE_URL, createLogger(core.LOG_LEVEL));
  return read(store.db).finally(() => store.close());
}

function addContent(root: Command, program: Program): void {
  const content = root.command('content').description('the topics, tips and questions');
  content
    .command('check')
    .description('find every problem in the content: file, line, what is wrong, the corrected line')
    .action(async () => {
      const { catalogue, bank } = loaded(program);
      const { checkPicture } = await import('./pictures/check.ts');
      const checked = await Promise.all(catalogue.topics.map((topic) => checkPicture(topic, catalogue.categories)));
      const linted = lintContent(bank);
      // A team's own topics are advised, the project's own are held to it.
      const problems = [...linted.filter(({ isMain }) => isMain), ...checked.flatMap((each) => each.problems)];
      const warnings = [...linted.filter(({ isMain }) => !isMain), ...checked.flatMap((each) => each.warnings)];
      for (const warning of warnings) program.err(`warning: ${problemText(warning)}`);
      if (problems.length > 0) throw new ContentError(problems);
      const warned =
        warnings.length === 0 ? '' : ` ${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}.`;
      program.out(`${catalogue.topics.length} topics, no problem found.${warned}\n`);
    });
  content
    .command('stats')
    .description('how many topics, tips and questions there are')
    .option('--json', 'print it as data')
    .option('--questions', 'how each question did: its right-rate and its report-rate, what looks bad first')
    .action(async (options: { json?: boolean; questions?: boolean }) => {
      if (options.questions) {
        const known = await withDb(program, questionStats);
        return program.out(options.json ? `${JSON.stringify(known.map(statsData))}\n` : statsText(known));
      }
      const stats = contentStats(loaded(program).catalogue);
      const line = `${stats.topics} topics, ${stats.tips} tips, ${stats.questions} questions, ${stats.pictures} pictures\n`;
      program.out(options.json ? `${JSON.stringify(stats)}\n` : line);
    });
  content
    .command('list')
    .description('every topic with its category and level')
    .action(() => {
      const lines = loaded(program).catalogue.topics.map(
        (topic) => `${topic.id}  ${topic.category}  ${topic.level}  ${topic.title}\n`,
      );
      program.out(lines.join(''));
    });
}

function addPicture(root: Command, program: Program): void {
  root
    .command('picture')
    .description('draw the picture of one topic into a PNG file')
    .argument('<id>', 'the id of the topic, such as cap-theorem')
    .requiredOption('--out <file>', 'the file to write')
    .addOption(new Option('--theme <theme>', 'the colours').choices(themes).default('light'))
    .action(async (id: string, { out, theme }: { out: string; theme: Theme }) => {
      const order = orderOf({ kind: 'topic', topic: id }, loaded(program).catalogue);
      if (!order) throw new UserError(`There is no picture of "${id}". See archway content list for the ids.`);
      const [{ drawSvg }, { pngOf }] = await Promise.all([
        import('./pictures/drawing.ts'),
        import('./pictures/raster.ts'),
      ]);
      await writeOrExplain(out, pngOf(await drawSvg(order, theme)));
      program.out(`Written to ${out}.\n`);
    });
}

/** @throws UserError with the reason when the file cannot be written. */
async function writeOrExplain(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (error) {
    throw new UserError(`${file} cannot be written: ${messageOf(error)}. Name another file with --out.`);
  }
}

/** @throws ContentError with every problem at once. */
function loaded(program: Program): Content {
  const content = readContent(program.folders(program.config()));
  const all = [...content.problems, ...refusedPictures(content.catalogue.topics)];
  if (all.length > 0) throw new ContentError(all);
  return content;
}

/** Words that adapters bring, such as `slack manifest`. */
function addVerbs(root: Command, program: Program): void {
  for (const verb of program.verbs) {
    const [group, word] = verb.words;
    const parent =
      root.commands.find((command) => command.name() === group) ?? root.command(group).description(`for ${group}`);
    parent
      .command(word)
      .description(verb.summary)
      .action(async () => program.out(`${(await verb.run(program.config().all)).trimEnd()}\n`));
  }
}
