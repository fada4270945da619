// A comparison as a scene: columns as wide as their words need, rows in turn tinted.
import type { Table } from '../diagram.ts';
import { type Mark, type Scene, textAt } from '../scene.ts';
import { lineHeight, type TextStyle, widestOf, wrap } from '../words.ts';

const headStyle: TextStyle = { size: 20, weight: 700 };
const nameStyle: TextStyle = { size: 21, weight: 700 };
const cellStyle: TextStyle = { size: 20, weight: 500 };
/** Width of the whole; a phone shows a text of 20 at about 9 px then. */
const tableWidth = 760;
const padding = 14;

const styleOf = (row: number, column: number) => (row === 0 ? headStyle : column === 0 ? nameStyle : cellStyle);

/** The first column names what is compared. */
export function drawTable({ header, rows }: Table): Scene {
  const all = [header, ...rows];
  const widths = columnWidths(all);
  const marks: Mark[] = [];
  let y = 0;
  for (const [index, row] of all.entries()) {
    const lines = row.map((cell, column) => wrap(cell, (widths[column] ?? 0) - 2 * padding, styleOf(index, column)));
    const height =
      Math.max(...lines.map((each, column) => each.length * styleOf(index, column).size * lineHeight)) + 26;
    marks.push(...rowMarks(lines, { index, y, height, widths }));
    y += height;
  }
  return { width: tableWidth, height: y, marks: [...marks, ...borders(y, widths)] };
}

/** Each column gets what its longest word needs; the rest goes where a wider column saves the most. */
function columnWidths(rows: readonly (readonly string[])[]): readonly number[] {
  const columns = rows[0]?.map((_, column) => column) ?? [];
  const needOf = (column: number, split: RegExp) =>
    Math.max(...rows.map((row, index) => widestOf((row[column] ?? '').split(split), styleOf(index, column)))) +
    2 * padding +
    2;
  const least = columns.map((column) => needOf(column, /\s+/));
  const wished = columns.map((column) => needOf(column, /\n/));
  const spare = tableWidth - least.reduce((sum, width) => sum + width, 0);
  const wishes = wished.map((width, column) => Math.max(1, width - (least[column] ?? 0)));
  const total = wishes.reduce((sum, wish) => sum + wish, 0);
  return least.map((width, column) => width + (spare * (wishes[column] ?? 0)) / total);
}

interface Row {
  readonly index: number;
  readonly y: number;
  readonly height: number;
  readonly widths: readonly number[];
}

function rowMarks(lines: readonly (readonly string[])[], { index, y, height, widths }: Row): readonly Mark[] {
  const isHead = index === 0;
  const ground: Mark = {
    kind: 'shape',
    of: `row:${index}`,
    form: 'rectangle',
    box: { x: 0, y, width: tableWidth, height },
    radius: isHead ? 10 : 0,
    fill: isHead ? 'service-fill' : index % 2 === 0 ? 'group' : 'panel',
    isGround: true,
  };
  let x = 0;
  const cells = lines.map((each, column) => {
    const left = x;
    x += widths[column] ?? 0;
    const home = { form: 'rectangle' as const, box: { x: left, y, width: widths[column] ?? 0, height } };
    const fill = isHead ? 'service-edge' : column === 0 ? 'ink' : 'sub';
    const of = `cell:${index}:${column}`;
    return textAt(
      each,
      { x: left + padding, y: y + height / 2 },
      { of, style: styleOf(index, column), fill, align: 'start', home },
    );
  });
  return [ground, ...cells];
}

/** Lines between the columns, below the head. */
function borders(height: number, widths: readonly number[]): readonly Mark[] {
  let x = 0;
  return widths.slice(0, -1).map((width): Mark => {
    x += width;
    return {
      kind: 'line',
      points: [
        { x, y: 0 },
        { x, y: height },
      ],
      stroke: 'grid',
      width: 1.5,
    };
  });
}
