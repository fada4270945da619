// A sequence as a scene: heads, lifelines, and one step below the other.
import type { Participant, Sequence, Step } from '../diagram.ts';
import { type Mark, type Scene, textAt } from '../scene.ts';
import { type Columns, columnsOf, headStyle } from './columns.ts';
import { type Cursor, stepMarks } from './steps.ts';

const headHeight = 50;
const headTop = 2;
const firstStep = headTop + headHeight + 8;
const below = 22;

/** Everything that was written, in its order. */
export function drawSequence(sequence: Sequence): Scene {
  const columns = columnsOf(sequence);
  const marks: Mark[] = [];
  const grounds: Mark[] = [];
  let cursor: Cursor = { y: firstStep, number: 0, open: [] };
  for (const [index, step] of sequence.steps.entries()) {
    const drawn = stepMarks(step, cursor, { sequence, columns, of: stepId(step, index) });
    cursor = drawn.cursor;
    marks.push(...drawn.marks);
    // An inner frame closes first and is painted over the outer one.
    grounds.unshift(...drawn.grounds);
  }
  const height = cursor.y + below;
  const heads = sequence.participants.flatMap((each, index) => headMarks(each, { index, columns }));
  const lives = sequence.participants.map((_, index) => lifeline(columns.x[index] ?? 0, height));
  return { width: columns.width, height, marks: [...grounds, ...lives, ...heads, ...marks] };
}

const stepId = (step: Step, index: number) => `${step.kind}:${index}`;

const lifeline = (x: number, height: number): Mark => ({
  kind: 'line',
  points: [
    { x, y: headTop + headHeight },
    { x, y: height },
  ],
  stroke: 'group-edge',
  width: 2.25,
  dash: 'dashes',
  isQuiet: true,
});

function headMarks(participant: Participant, { index, columns }: { index: number; columns: Columns }): readonly Mark[] {
  const [x, width] = [columns.x[index] ?? 0, columns.headWidths[index] ?? 0];
  const of = `participant:${participant.id}`;
  const box = { x: x - width / 2, y: headTop, width, height: headHeight };
  const form = participant.isPerson ? 'stadium' : 'rectangle';
  const role = participant.isPerson ? 'client' : 'service';
  return [
    { kind: 'shape', of, form, box, radius: 12, fill: `${role}-fill`, stroke: `${role}-edge`, strokeWidth: 2.25 },
    textAt(
      [participant.label],
      { x, y: headTop + headHeight / 2 },
      { of, style: headStyle, fill: 'ink', home: { form, box } },
    ),
  ];
}
