// Reads `xychart-beta`: bars and lines over one axis of names or numbers.
import type { Chart, Series } from '../diagram.ts';
import { labelOf, type Reading, type SourceLine } from './source.ts';

const quoted = '(?:"([^"]*)"|([A-Za-z][\\w-]*))';
const number = '-?\\d+(?:\\.\\d+)?';
const xNames = new RegExp(`^x-axis(?:\\s+${quoted})?\\s+\\[(.+)\\]$`);
const xRange = new RegExp(`^x-axis(?:\\s+${quoted})?\\s+(${number})\\s*-->\\s*(${number})$`);
const yAxis = new RegExp(`^y-axis(?:\\s+${quoted})?(?:\\s+(${number})\\s*-->\\s*(${number}))?$`);
const plot = new RegExp(`^(bar|line)(?:\\s+${quoted})?\\s+\\[\\s*(${number}(?:\\s*,\\s*${number})*)\\s*\\]$`);

interface Reader {
  readonly reading: Reading;
  title: string;
  xTitle: string;
  labels: readonly string[] | undefined;
  xEnds: readonly [number, number] | undefined;
  yTitle: string;
  yRange: readonly [number, number] | undefined;
  readonly series: Series[];
}

/** The chart, as far as it could be read. */
export function readChart(reading: Reading): Chart {
  const { head, refuse } = reading;
  if (head.text !== 'xychart-beta')
    refuse(head.number, 'a chart is drawn upright, with nothing else on its first line', 'xychart-beta');
  const reader: Reader = {
    reading,
    title: '',
    xTitle: '',
    labels: undefined,
    xEnds: undefined,
    yTitle: '',
    yRange: undefined,
    series: [],
  };
  for (const line of reading.lines) readLine(line, reader);
  const labels = checked(reader);
  const { title, xTitle, yTitle, yRange, series } = reader;
  return { kind: 'chart', title, xTitle, labels, yTitle, series, ...(yRange ? { yRange } : {}) };
}

/** What each kind of line does; a name stands in quotes or is one word. */
const readers: readonly (readonly [RegExp, (match: RegExpExecArray, reader: Reader, line: number) => void])[] = [
  [
    /^title\s+(.+)$/,
    ([, title = ''], reader, line) => {
      reader.title = labelOf(title, line, reader.reading) ?? title;
    },
  ],
  [
    xNames,
    ([, inQuotes, bare, list = ''], reader, line) => {
      reader.xTitle = inQuotes ?? bare ?? '';
      reader.labels = partsOf(list).map((part) => labelOf(part, line, reader.reading) ?? part);
    },
  ],
  [
    xRange,
    ([, inQuotes, bare, from, to], reader) => {
      reader.xTitle = inQuotes ?? bare ?? '';
      reader.xEnds = [Number(from), Number(to)];
    },
  ],
  [
    yAxis,
    ([, inQuotes, bare, low, high], reader) => {
      reader.yTitle = inQuotes ?? bare ?? '';
      reader.yRange = low === undefined ? undefined : [Number(low), Number(high)];
    },
  ],
  [
    plot,
    ([, kind, inQuotes, bare, values = ''], reader, line) => {
      const name = inQuotes ?? bare ?? '';
      reader.series.push({ kind: kind === 'bar' ? 'bar' : 'line', name, values: values.split(',').map(Number), line });
    },
  ],
];

function readLine(line: SourceLine, reader: Reader): void {
  for (const [pattern, read] of readers) {
    const match = pattern.exec(line.text);
    if (match) {
      read(match, reader, line.number);
      return;
    }
  }
  refuseLine(line, reader);
}

/** Names parted by commas; a name in quotes may hold a comma. */
const partsOf = (list: string): readonly string[] =>
  (list.match(/"[^"]*"|[^",]+/g) ?? []).map((part) => part.trim()).filter((part) => part !== '');

function refuseLine({ text, number: line }: SourceLine, { reading }: Reader): void {
  const example = /^x/.test(text)
    ? 'x-axis [Mon, Tue, Wed]'
    : /^y/.test(text)
      ? 'y-axis "Requests a second" 0 --> 100'
      : 'bar [10, 20, 30]';
  reading.refuse(line, `"${text.slice(0, 40)}" is not understood`, example);
}

/** The label under each value; every series has as many values as there are labels. */
function checked({ reading, labels, xEnds, series, yRange }: Reader): readonly string[] {
  const { head, refuse } = reading;
  const [first] = series;
  if (!first) {
    if (reading.isClean()) refuse(head.number, 'the chart has no data', 'bar [10, 20, 30]');
    return [];
  }
  const count = labels?.length ?? first.values.length;
  for (const { values, line } of series.filter((each) => each.values.length !== count))
    refuse(line, `${values.length} values for ${count} places on the x axis`, `write ${count} values`);
  if (yRange && yRange[0] >= yRange[1]) refuse(head.number, 'the y axis runs downwards', 'y-axis 0 --> 100');
  for (const { values, line } of yRange ? series : []) {
    const outside = values.find((value) => value < (yRange?.[0] ?? 0) || value > (yRange?.[1] ?? 0));
    if (outside !== undefined)
      refuse(line, `${outside} lies outside the y axis`, `y-axis 0 --> ${Math.max(...values)}`);
  }
  if (labels) return labels;
  const [from, to] = xEnds ?? [1, count];
  return Array.from({ length: count }, (_, index) => shown(from + ((to - from) * index) / Math.max(1, count - 1)));
}

const shown = (value: number) => String(Math.round(value * 100) / 100);
