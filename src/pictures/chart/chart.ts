// A chart as a scene: columns and lines over an axis, or rows of bars where the names are too long to stand side by side.
import type { Chart, Series } from '../diagram.ts';
import type { Paint } from '../palette.ts';
import { type Box, disc, type Mark, type Scene, textAt } from '../scene.ts';
import { lineHeight, type TextStyle, widestOf, widthOf, wrap } from '../words.ts';
import { type Axis, axisOf, numberText } from './axis.ts';
import { drawRows } from './rows.ts';

const labelStyle: TextStyle = { size: 19, weight: 600 };
const valueStyle: TextStyle = { size: 19, weight: 700 };
const tickStyle: TextStyle = { size: 19, weight: 500 };
const chartWidth = 780;
const plotHeight = 400;
const seriesPaints: readonly Paint[] = ['series-1', 'series-2', 'series-3', 'series-4'];

interface Plot {
  readonly chart: Chart;
  readonly axis: Axis;
  readonly area: Box;
}

/** Everything that was written: titles, labels, every value. */
export function drawChart(chart: Chart): Scene {
  const axis = axisOf(
    chart.series.flatMap(({ values }) => values),
    chart.yRange,
  );
  const [only, second] = chart.series;
  const isCrowded = labelLines(chart, plotWidth(axis) / chart.labels.length).some((lines) => lines.length > 2);
  if (only?.kind === 'bar' && !second && isCrowded) return drawRows(chart, axis);
  const heading = headingMarks(chart);
  const left = tickWidth(axis);
  const area = { x: left, y: heading.height + 26, width: chartWidth - left, height: plotHeight };
  const plot = { chart, axis, area };
  const foot = footMarks(plot);
  const drawn = chart.series.map((series, index) => ({ kind: series.kind, marks: seriesMarks(plot, series, index) }));
  // Lines run over bars.
  const ordered = [...drawn.filter(({ kind }) => kind === 'bar'), ...drawn.filter(({ kind }) => kind === 'line')];
  const marks = [...heading.marks, ...gridMarks(plot), ...ordered.flatMap((each) => each.marks), ...foot.marks];
  return { width: chartWidth, height: foot.bottom, marks };
}

const tickWidth = (axis: Axis) => widestOf(axis.ticks.map(numberText), tickStyle) + 16;
const plotWidth = (axis: Axis) => chartWidth - tickWidth(axis);

function labelLines({ labels }: Chart, slot: number): readonly (readonly string[])[] {
  return labels.map((label) => {
    const lines = wrap(label, slot - 10, labelStyle);
    // A word that is wider than its slot counts as too many lines.
    return widestOf(lines, labelStyle) > slot - 6 ? ['', '', ''] : lines;
  });
}

/** The chart's own title, what is measured, and which colour is which. */
function headingMarks({ title, yTitle, series }: Chart): { marks: readonly Mark[]; height: number } {
  const marks: Mark[] = [];
  let y = 0;
  for (const [text, style, of] of [
    [title, valueStyle, 'title'],
    [yTitle, tickStyle, 'y-title'],
  ] as const) {
    if (text === '') continue;
    const lines = wrap(text, chartWidth - 20, style);
    const height = lines.length * style.size * lineHeight;
    marks.push(
      textAt(lines, { x: 0, y: y + height / 2 }, { of, style, fill: of === 'title' ? 'ink' : 'sub', align: 'start' }),
    );
    y += height + 6;
  }
  const named = series.filter(({ name }) => name !== '');
  if (named.length === 0) return { marks, height: y };
  let x = 0;
  for (const [index, { name, kind }] of series.entries()) {
    if (name === '') continue;
    const paint = seriesPaints[index % seriesPaints.length] ?? 'series-1';
    const key = { x, y: y + 8, width: 22, height: kind === 'bar' ? 14 : 5 };
    marks.push(
      {
        kind: 'shape',
        of: `series:${index}`,
        form: 'rectangle',
        box: { ...key, y: y + 15 - key.height / 2 },
        radius: 3,
        fill: paint,
      },
      textAt(
        [name],
        { x: x + 30, y: y + 15 },
        { of: `series:${index}`, style: tickStyle, fill: 'ink', align: 'start' },
      ),
    );
    x += 30 + widthOf(name, tickStyle) + 32;
  }
  return { marks, height: y + 36 };
}

const heightAt = ({ axis, area }: Plot, value: number) =>
  area.y + area.height * (1 - (value - axis.low) / (axis.high - axis.low));

function gridMarks(plot: Plot): readonly Mark[] {
  const { axis, area } = plot;
  return axis.ticks.flatMap((tick): readonly Mark[] => {
    const y = heightAt(plot, tick);
    const isBase = tick === Math.max(0, axis.low);
    return [
      {
        kind: 'line',
        points: [
          { x: area.x, y },
          { x: area.x + area.width, y },
        ],
        stroke: isBase ? 'line' : 'grid',
        width: isBase ? 2 : 1.5,
        isQuiet: true,
      },
      textAt([numberText(tick)], { x: area.x - 10, y }, { of: 'tick', style: tickStyle, fill: 'sub', align: 'end' }),
    ];
  });
}

function seriesMarks(plot: Plot, series: Series, index: number): readonly Mark[] {
  const paint = seriesPaints[index % seriesPaints.length] ?? 'series-1';
  return series.kind === 'bar' ? barMarks(plot, series, { index, paint }) : lineMarks(plot, series, { index, paint });
}

/** Bars of several series stand side by side; with one series each bar says its value. */
function barMarks(plot: Plot, { values }: Series, { index, paint }: { index: number; paint: Paint }): readonly Mark[] {
  const { chart, axis, area } = plot;
  const bars = chart.series.filter(({ kind }) => kind === 'bar');
  const place = chart.series.slice(0, index).filter(({ kind }) => kind === 'bar').length;
  const slot = area.width / values.length;
  const width = Math.min(84, (slot * 0.68) / bars.length);
  const zero = heightAt(plot, Math.max(axis.low, Math.min(0, axis.high)));
  return values.flatMap((value, at): readonly Mark[] => {
    const middle = area.x + slot * (at + 0.5) + width * (place - (bars.length - 1) / 2);
    const top = heightAt(plot, value);
    const of = `value:${index}:${at}`;
    const box = { x: middle - width / 2, y: Math.min(top, zero), width, height: Math.max(2, Math.abs(zero - top)) };
    const bar: Mark = { kind: 'shape', of, form: 'rectangle', box, radius: 5, fill: paint };
    if (chart.series.length > 1) return [bar];
    return [
      bar,
      textAt(
        [numberText(value)],
        { x: middle, y: box.y - 14 },
        { of, style: valueStyle, fill: 'ink', backing: 'panel' },
      ),
    ];
  });
}

function lineMarks(plot: Plot, { values }: Series, { index, paint }: { index: number; paint: Paint }): readonly Mark[] {
  const { chart, area } = plot;
  const slot = area.width / values.length;
  const points = values.map((value, at) => ({ x: area.x + slot * (at + 0.5), y: heightAt(plot, value) }));
  const dots = points.map((point, at) =>
    disc(point, 6, { of: `value:${index}:${at}`, fill: paint, stroke: 'panel', strokeWidth: 2 }),
  );
  const line: Mark[] =
    points.length < 2 ? [] : [{ kind: 'line', of: `series:${index}`, points, stroke: paint, width: 4, radius: 0 }];
  if (chart.series.length > 1) return [...line, ...dots];
  // A value stands above its point at a peak and below it in a dip, so that the line does not run through it.
  const texts = points.map((point, at) => {
    const around = ((values[at - 1] ?? values[at] ?? 0) + (values[at + 1] ?? values[at] ?? 0)) / 2;
    const isDip = (values[at] ?? 0) < around;
    const y = point.y + (isDip ? 24 : -24);
    return textAt(
      [numberText(values[at] ?? 0)],
      { x: point.x, y },
      { of: `series:${index}`, style: valueStyle, fill: 'ink', backing: 'panel' },
    );
  });
  return [...line, ...dots, ...texts];
}

function footMarks({ chart, area }: Plot): { marks: readonly Mark[]; bottom: number } {
  const slot = area.width / chart.labels.length;
  const lines = chart.labels.map((label) => wrap(label, slot - 10, labelStyle));
  const tallest = Math.max(1, ...lines.map((each) => each.length)) * labelStyle.size * lineHeight;
  const top = area.y + area.height + 10;
  const labels = lines.map((each, index) => {
    const y = top + (each.length * labelStyle.size * lineHeight) / 2;
    return textAt(
      each,
      { x: area.x + slot * (index + 0.5), y },
      { of: `label:${index}`, style: labelStyle, fill: 'ink' },
    );
  });
  if (chart.xTitle === '') return { marks: labels, bottom: top + tallest };
  const title = textAt(
    [chart.xTitle],
    { x: area.x + area.width / 2, y: top + tallest + 20 },
    { of: 'x-title', style: tickStyle, fill: 'sub' },
  );
  return { marks: [...labels, title], bottom: top + tallest + 34 };
}
