// Groups: their ground, and a place for the title that no edge crosses.
import type { GraphGroup } from '../diagram.ts';
import type { Box, Mark, Point } from '../scene.ts';
import { textAt } from '../scene.ts';
import { lineHeight, widestOf, wrap } from '../words.ts';
import { groupStyle } from './boxes.ts';
import type { Layout, PlacedGroup } from './elk.ts';

/** Where a group's title may stand, in the order in which they are tried. */
export const titlePlaces = ['top', 'bottom', 'side'] as const;
export type TitlePlace = (typeof titlePlaces)[number];
/** By the group's id; 'top' for those that are not in it. */
export type TitlePlaces = ReadonlyMap<string, TitlePlace>;

const inset = 18;
const band = 50;
const padding = 22;
const clearance = 8;
/** At the side a title breaks early. */
const sideBreak = 110;

function linesOf(group: GraphGroup, at: TitlePlace): readonly string[] {
  return at === 'side' ? wrap(group.title, sideBreak, groupStyle) : [group.title];
}

const sizeOf = (lines: readonly string[]) => ({
  width: widestOf(lines, groupStyle),
  height: lines.length * groupStyle.size * lineHeight,
});

const placeIn = (places: TitlePlaces, group: GraphGroup): TitlePlace => places.get(group.id) ?? 'top';

/** Groups for the layout, with room for their titles. */
export function placedGroups(groups: readonly GraphGroup[], places: TitlePlaces): readonly PlacedGroup[] {
  return groups.map((group) => {
    const at = placeIn(places, group);
    const { width } = sizeOf(linesOf(group, at));
    return {
      id: group.id,
      parent: group.parent,
      minWidth: width + 2 * inset,
      padding: {
        top: at === 'top' ? band : padding,
        bottom: at === 'bottom' ? band : padding,
        left: at === 'side' ? width + inset + padding : padding,
        right: padding,
      },
    };
  });
}

/** Ids of the groups for whose title no place is free of edges. */
export function unclearTitles(groups: readonly GraphGroup[], layout: Layout, places: TitlePlaces): readonly string[] {
  return groups.filter((group) => freeSpot(group, layout, places) === undefined).map((group) => group.id);
}

/** Grounds, outer ones first, and titles, which are painted over the edges' labels. */
export function groupMarks(
  groups: readonly GraphGroup[],
  layout: Layout,
  places: TitlePlaces,
): { readonly shapes: readonly Mark[]; readonly titles: readonly Mark[] } {
  const shapes = groups.flatMap((group): readonly Mark[] => {
    const box = layout.boxes.get(group.id);
    if (!box) return [];
    const fill = group.parent === undefined ? 'group' : 'panel';
    const look = { radius: 16, stroke: 'group-edge', strokeWidth: 1.75, isDashed: true, isGround: true } as const;
    return [{ kind: 'shape', of: groupId(group), form: 'rectangle', box, fill, ...look }];
  });
  const titles = groups.flatMap((group): readonly Mark[] => {
    const box = layout.boxes.get(group.id);
    if (!box) return [];
    const spot = freeSpot(group, layout, places) ?? { x: box.x + inset, y: box.y + band / 2 };
    const lines = linesOf(group, placeIn(places, group));
    return [textAt(lines, spot, { of: groupId(group), style: groupStyle, fill: 'sub', align: 'start' })];
  });
  return { shapes, titles };
}

const groupId = (group: GraphGroup) => `group:${group.id}`;

/** The first spot that no edge and no label touches. */
function freeSpot(group: GraphGroup, layout: Layout, places: TitlePlaces): Point | undefined {
  const { width, height } = sizeOf(linesOf(group, placeIn(places, group)));
  return spots(group, layout, places).find((spot) => {
    const title = { x: spot.x - clearance, y: spot.y - height / 2, width: width + 2 * clearance, height };
    return layout.routes.every(({ points, label }) => !crosses(points, title) && !(label && overlaps(label, title)));
  });
}

/** Left ends of the title's middle: along the band from left to right, or down the side. */
function spots(group: GraphGroup, layout: Layout, places: TitlePlaces): readonly Point[] {
  const box = layout.boxes.get(group.id);
  if (!box) return [];
  const at = placeIn(places, group);
  const { width, height } = sizeOf(linesOf(group, at));
  const [left, top] = [box.x + inset, box.y + band / 2];
  if (at === 'side')
    return steps(box.y + padding + height / 2, box.y + box.height - padding - height / 2).map((y) => ({ x: left, y }));
  const y = at === 'bottom' ? box.y + box.height - band / 2 : top;
  return steps(left, box.x + box.width - inset - width).map((x) => ({ x, y }));
}

/** Every four units; none where the title is longer than its place. */
const steps = (from: number, to: number): readonly number[] =>
  Array.from({ length: Math.max(0, Math.floor((to - from + 0.01) / 4) + 1) }, (_, index) => from + 4 * index);

const overlaps = (one: Box, other: Box) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

/** Routes run upright or level, so that a piece is a box without an area. */
function crosses(points: readonly Point[], box: Box): boolean {
  return points.slice(1).some((to, index) => {
    const from = points[index] ?? to;
    const corner = { x: Math.min(from.x, to.x), y: Math.min(from.y, to.y) };
    return overlaps({ ...corner, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) }, box);
  });
}
