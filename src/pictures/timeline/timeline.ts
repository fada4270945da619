// A timeline as a scene: downwards, since a phone is higher than it is wide.
import type { Timeline } from '../diagram.ts';
import type { Paint } from '../palette.ts';
import { disc, type Mark, type Scene, textAt } from '../scene.ts';
import { fitLines, lineHeight, type TextStyle, widestOf, wrap } from '../words.ts';

const periodStyle: TextStyle = { size: 21, weight: 700 };
const eventStyle: TextStyle = { size: 19, weight: 500 };
const headingStyle: TextStyle = { size: 20, weight: 700 };
/** Widths of the column of periods (at most) and of the events. */
const widestPeriod = 190;
const eventWidth = 520;
const gutter = 34;
const cardPadding = 14;
const gap = 14;
const sectionPaints: readonly Paint[] = ['service-edge', 'store-edge', 'queue-edge', 'gateway-edge'];

interface Row {
  readonly marks: readonly Mark[];
  readonly height: number;
}

/** Sections follow each other under their headings; each has a colour of its own. */
export function drawTimeline({ title, sections }: Timeline): Scene {
  const labels = sections.flatMap(({ periods }) => periods.map(({ label }) => wrap(label, widestPeriod, periodStyle)));
  const axis = Math.max(...labels.map((lines) => widestOf(lines, periodStyle))) + gutter / 2 + 8;
  const width = axis + gutter + eventWidth;
  const marks: Mark[] = [];
  let y = 0;
  const add = (row: Row) => {
    marks.push(...row.marks);
    y += row.height;
  };
  if (title !== '') add(headingRow(title, { y, left: 0, width, of: 'title', paint: 'ink' }));
  for (const [index, section] of sections.entries()) {
    const paint = sectionPaints[index % sectionPaints.length] ?? 'line';
    if (section.title !== '')
      add(headingRow(section.title, { y, left: axis + gutter, width: eventWidth, of: `section:${index}`, paint }));
    const top = y;
    const rows = section.periods.map((period, place) => {
      const row = periodRow(period, { y, axis, paint, of: `period:${index}:${place}` });
      y += row.height;
      return row;
    });
    marks.push(axisLine(axis, { top, bottom: y - gap }), ...rows.flatMap((row) => row.marks));
    y += 6;
  }
  return { width, height: y - gap - 6, marks };
}

interface Place {
  readonly y: number;
  readonly of: string;
  readonly paint: Paint;
}

function headingRow(text: string, { y, left, width, of, paint }: Place & { left: number; width: number }): Row {
  const lines = wrap(text, width, headingStyle);
  const height = lines.length * headingStyle.size * lineHeight;
  const title = textAt(
    lines,
    { x: left, y: y + 4 + height / 2 },
    { of, style: headingStyle, fill: paint, align: 'start' },
  );
  return { marks: [title], height: height + 16 };
}

const axisLine = (x: number, { top, bottom }: { top: number; bottom: number }): Mark => ({
  kind: 'line',
  points: [
    { x, y: top },
    { x, y: bottom },
  ],
  stroke: 'group-edge',
  width: 4,
});

function periodRow(
  { label, events }: Timeline['sections'][number]['periods'][number],
  { y, axis, paint, of }: Place & { axis: number },
): Row {
  const period = wrap(label, widestPeriod, periodStyle);
  const lines = events.map((event) =>
    fitLines(event, { maxWidth: eventWidth - 2 * cardPadding, maxLines: 4 }, eventStyle),
  );
  const step = eventStyle.size * lineHeight;
  const heights = lines.map((each) => each.length * step + 18);
  const inner = heights.reduce((sum, height) => sum + height + 8, -8);
  const height = Math.max(inner, period.length * periodStyle.size * lineHeight);
  const middle = y + height / 2;
  let top = y + (height - inner) / 2;
  const cards = lines.flatMap((each, index): readonly Mark[] => {
    const box = { x: axis + gutter, y: top, width: eventWidth, height: heights[index] ?? 0 };
    top += box.height + 8;
    return [
      { kind: 'shape', of, form: 'rectangle', box, radius: 10, fill: 'group', stroke: 'group-edge', strokeWidth: 1.5 },
      textAt(
        each,
        { x: box.x + cardPadding, y: box.y + box.height / 2 },
        { of: `${of}:${index}`, style: eventStyle, fill: 'ink', align: 'start', home: { form: 'rectangle', box } },
      ),
    ];
  });
  const dot = disc({ x: axis, y: middle }, 10, { of, fill: paint, stroke: 'panel', strokeWidth: 4 });
  const name = textAt(
    period,
    { x: axis - gutter / 2 - 8, y: middle },
    { of, style: periodStyle, fill: 'ink', align: 'end' },
  );
  return { marks: [dot, name, ...cards], height: height + gap };
}
