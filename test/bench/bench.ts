// The benchmarks: npm run bench -- <name> [--json] [--runs 3] [--seconds 10]
import { parseArgs } from 'node:util';
import { ack } from './ack.ts';
import { day } from './day.ts';
import { deliveries } from './deliveries.ts';
import { lookup } from './lookup.ts';
import { pictures } from './pictures.ts';
import { storm } from './storm.ts';

type Row = Readonly<Record<string, string | number>>;
type Bench = (options: { readonly runs: number; readonly seconds: number }) => Promise<readonly Row[]>;

const benches: Readonly<Record<string, Bench>> = { ack, day, deliveries, lookup, pictures, storm };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    runs: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '10' },
  },
});
const bench = benches[positionals[0] ?? ''];
if (!bench) {
  process.stderr.write(
    `There is no such benchmark; there are: ${Object.keys(benches).join(', ')}. Try: npm run bench -- ack --json\n`,
  );
  process.exit(2);
}
const figures = await bench({ runs: Number(values.runs), seconds: Number(values.seconds) });
process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${table(figures)}\n`);
process.exit(0);

/** One line a row, columns aligned. */
function table(rows: readonly Row[]): string {
  const names = Object.keys(rows[0] ?? {});
  const lines = [names, ...rows.map((row) => names.map((name) => String(row[name])))];
  const widths = names.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
