// `archway schedule preview`.
import type { Command } from 'commander';
import { type PreviewOptions, previewOf, previewText } from '../schedule/preview.ts';

/** When a schedule would post, without a bot or a database. */
export function addSchedule(root: Command, out: (text: string) => void): void {
  root
    .command('schedule')
    .description('when a daily post would come')
    .command('preview')
    .description('the next slots with local time and UTC, and what is skipped between them and why')
    .requiredOption('--at <time>', 'local time, such as 09:30')
    .requiredOption('--zone <zone>', 'time zone, such as Europe/Berlin')
    .option('--days <days>', 'weekdays', 'mon-fri')
    .option('--holidays <place>', 'a country or region whose public holidays are off, such as DE or DE-BY')
    .option('--off <days>', 'own days off, such as 2026-12-24,2026-12-27..2027-01-02')
    .option('--starts <day>', 'the first day')
    .requiredOption('--from <instant>', 'after which instant, such as 2026-11-23T08:00:00Z')
    .option('--count <slots>', 'how many slots', '10')
    .option('--json', 'print it as data, one list')
    .action(async (options: PreviewOptions & { json?: boolean }) => {
      const days = await previewOf(options);
      out(options.json ? `${JSON.stringify(days)}\n` : previewText(days));
    });
}
