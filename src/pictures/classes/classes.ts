// A class diagram as a scene: boxes in compartments, laid out like a graph.
import type { ClassBox, Classes, Direction, Relation } from '../diagram.ts';
import { type Layout, place } from '../graph/elk.ts';
import { type Box, centreOf, type Head, type Mark, type Scene, textAt } from '../scene.ts';
import { lineHeight, type TextStyle, widestOf, wrap } from '../words.ts';

const nameStyle: TextStyle = { size: 20, weight: 700 };
const smallStyle: TextStyle = { size: 18, weight: 500 };
const memberStyle: TextStyle = { size: 19, weight: 500 };
const labelStyle: TextStyle = { size: 18, weight: 500 };
const padding = 16;
const compartmentPadding = 10;
const labelBreak = 170;
const room = { width: 1076, height: 870 };
const authorsBonus = 1.08;

interface Sized {
  readonly width: number;
  readonly height: number;
  /** Heights of the name's compartment, the fields' and the methods'. */
  readonly parts: readonly [number, number, number];
}

/** The better of the author's direction, downwards and to the right. */
export async function drawClasses(classes: Classes): Promise<Scene> {
  let best: { layout: Layout; score: number } | undefined;
  for (const direction of new Set<Direction>([classes.direction, 'down', 'right'])) {
    const layout = await laidOut(classes, direction);
    const scale = Math.min(room.width / layout.width, room.height / layout.height);
    const score = scale * (direction === classes.direction ? authorsBonus : 1);
    if (!best || score > best.score) best = { layout, score };
  }
  if (!best) throw new RangeError('a class diagram has at least one direction');
  return sceneOf(classes, best.layout);
}

function laidOut({ classes, relations }: Classes, direction: Direction): Promise<Layout> {
  return place({
    direction,
    gap: 32,
    boxes: classes.map((each) => ({ id: each.id, ...sized(each) })),
    groups: [],
    connections: relations.map((relation) => {
      const lines = labelLines(relation);
      const height = lines.length * labelStyle.size * lineHeight + 8;
      const label = lines.length === 0 ? undefined : { width: widestOf(lines, labelStyle) + 14, height };
      return { from: relation.from, to: relation.to, label };
    }),
  });
}

/** How many stand on each side is read along with the label: "1 holds many". */
function labelLines({ label, fromCount, toCount }: Relation): readonly string[] {
  const words = [fromCount, label, toCount].filter((word) => word !== '').join(' ');
  return words === '' ? [] : wrap(words, labelBreak, labelStyle);
}

function sized({ title, stereotype, fields, methods }: ClassBox): Sized {
  const members = [...fields, ...methods];
  const marked = stereotype === '' ? [] : [`«${stereotype}»`];
  const width = Math.max(
    widestOf([title], nameStyle),
    widestOf(marked, smallStyle),
    widestOf(members, memberStyle),
    70,
  );
  const name = nameStyle.size * lineHeight + marked.length * smallStyle.size * lineHeight + 2 * compartmentPadding;
  const compartment = (count: number) =>
    count === 0 ? 0 : count * memberStyle.size * lineHeight + 2 * compartmentPadding;
  const parts = [name, compartment(fields.length), compartment(methods.length)] as const;
  return { width: width + 2 * padding, height: parts[0] + parts[1] + parts[2], parts };
}

function sceneOf({ classes, relations }: Classes, layout: Layout): Scene {
  return {
    width: layout.width,
    height: layout.height,
    marks: [
      ...relations.flatMap((relation, index) => relationMarks(relation, { layout, index })),
      ...classes.flatMap((each) => classMarks(each, layout.boxes.get(each.id))),
    ],
  };
}

const headOf = (head: Relation['fromHead']): Head | undefined => (head === 'none' ? undefined : head);

function relationMarks(relation: Relation, { layout, index }: { layout: Layout; index: number }): readonly Mark[] {
  const route = layout.routes[index];
  if (!route || route.points.length < 2) return [];
  const of = `relation:${index}`;
  const [start, end] = [headOf(relation.fromHead), headOf(relation.toHead)];
  const line: Mark = {
    kind: 'line',
    of,
    points: route.points,
    stroke: 'line',
    width: 2.25,
    ground: 'panel',
    ...(relation.isDashed ? { dash: 'dashes' as const } : {}),
    ...(start ? { start } : {}),
    ...(end ? { end } : {}),
  };
  if (!route.label) return [line];
  const text = textAt(labelLines(relation), centreOf(route.label), {
    of,
    style: labelStyle,
    fill: 'sub',
    backing: 'panel',
  });
  return [line, text];
}

function classMarks(each: ClassBox, box: Box | undefined): readonly Mark[] {
  if (!box) return [];
  const of = `class:${each.id}`;
  const { parts } = sized(each);
  const [name, fields] = parts;
  const isOneColour = each.stereotype === '';
  const role = isOneColour ? 'service' : 'gateway';
  const home = { form: 'rectangle' as const, box };
  const names = each.stereotype === '' ? 0 : smallStyle.size * lineHeight;
  const titleY = box.y + compartmentPadding + names + (nameStyle.size * lineHeight) / 2;
  const marks: Mark[] = [
    {
      kind: 'shape',
      of,
      form: 'rectangle',
      box,
      radius: 12,
      fill: `${role}-fill`,
      stroke: `${role}-edge`,
      strokeWidth: 2.25,
    },
    textAt([each.title], { x: box.x + box.width / 2, y: titleY }, { of, style: nameStyle, fill: 'ink', home }),
  ];
  if (names > 0) {
    const at = { x: box.x + box.width / 2, y: box.y + compartmentPadding + names / 2 };
    marks.push(textAt([`«${each.stereotype}»`], at, { of, style: smallStyle, fill: 'sub', home }));
  }
  const compartments = [
    [each.fields, box.y + name],
    [each.methods, box.y + name + fields],
  ] as const;
  for (const [members, top] of compartments) {
    if (members.length > 0) marks.push(...compartmentMarks(members, { of, box, top, role }));
  }
  return marks;
}

interface Compartment {
  readonly of: string;
  readonly box: Box;
  readonly top: number;
  readonly role: 'service' | 'gateway';
}

function compartmentMarks(members: readonly string[], { of, box, top, role }: Compartment): readonly Mark[] {
  const height = members.length * memberStyle.size * lineHeight;
  const border: Mark = {
    kind: 'line',
    of,
    points: [
      { x: box.x, y: top },
      { x: box.x + box.width, y: top },
    ],
    stroke: `${role}-edge`,
    width: 1.75,
  };
  const at = { x: box.x + padding, y: top + compartmentPadding + height / 2 };
  return [
    border,
    textAt(members, at, { of, style: memberStyle, fill: 'ink', align: 'start', home: { form: 'rectangle', box } }),
  ];
}
