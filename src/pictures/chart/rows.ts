// Bars that lie: one row for each name, for names too long to stand side by side.
import type { Chart } from '../diagram.ts';
import { type Mark, type Scene, textAt } from '../scene.ts';
import { lineHeight, type TextStyle, widestOf, wrap } from '../words.ts';
import { type Axis, numberText } from './axis.ts';

const labelStyle: TextStyle = { size: 20, weight: 600 };
const valueStyle: TextStyle = { size: 20, weight: 700 };
const smallStyle: TextStyle = { size: 19, weight: 500 };
const width = 780;
const widestLabel = 260;
const barHeight = 26;

export function drawRows(chart: Chart, axis: Axis): Scene {
  const values = chart.series[0]?.values ?? [];
  const names = chart.labels.map((label) => wrap(label, widestLabel, labelStyle));
  const left = widestOf(names.flat(), labelStyle) + 16;
  const right = widestOf(values.map(numberText), valueStyle) + 14;
  const marks: Mark[] = [];
  let y = 0;
  for (const [text, style, of] of [
    [chart.title, valueStyle, 'title'],
    [chart.yTitle, smallStyle, 'y-title'],
  ] as const) {
    if (text === '') continue;
    marks.push(
      textAt([text], { x: 0, y: y + 14 }, { of, style, fill: of === 'title' ? 'ink' : 'sub', align: 'start' }),
    );
    y += 36;
  }
  for (const [index, value] of values.entries()) {
    const lines = names[index] ?? [];
    const height = Math.max(barHeight, lines.length * labelStyle.size * lineHeight) + 20;
    marks.push(...rowMarks({ lines, value, index }, { y: y + height / 2, left, room: width - left - right, axis }));
    y += height;
  }
  if (chart.xTitle !== '')
    marks.push(
      textAt([chart.xTitle], { x: 0, y: y + 14 }, { of: 'x-title', style: smallStyle, fill: 'sub', align: 'start' }),
    );
  return { width, height: y + (chart.xTitle === '' ? 0 : 28), marks };
}

interface Place {
  readonly y: number;
  readonly left: number;
  readonly room: number;
  readonly axis: Axis;
}

function rowMarks(
  { lines, value, index }: { lines: readonly string[]; value: number; index: number },
  { y, left, room, axis }: Place,
): readonly Mark[] {
  const of = `value:0:${index}`;
  const long = Math.max(3, (room * (value - Math.max(0, axis.low))) / (axis.high - Math.max(0, axis.low)));
  const bar = { x: left, y: y - barHeight / 2, width: long, height: barHeight };
  return [
    textAt(lines, { x: left - 16, y }, { of: `label:${index}`, style: labelStyle, fill: 'ink', align: 'end' }),
    { kind: 'shape', of, form: 'rectangle', box: bar, radius: 6, fill: 'series-1' },
    textAt([numberText(value)], { x: left + long + 10, y }, { of, style: valueStyle, fill: 'ink', align: 'start' }),
  ];
}
