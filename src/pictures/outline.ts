// The outlines of shapes: what lies inside them, and where a line from outside meets them.
import type { Box, Form, Point } from './scene.ts';

/** Parts of a shape's height: how far a hexagon's sides slant, how high a cylinder's lid is, where a queue's bars stand. */
export const hexagonSlant = 0.34;
export const cylinderLid = 0.15;
export const subroutineBar = 0.2;

/** Whether a box lies within the shape; for a cylinder below its lid. */
export function contains(form: Form, box: Box, inner: Box): boolean {
  const corners = [
    { x: inner.x, y: inner.y },
    { x: inner.x + inner.width, y: inner.y },
    { x: inner.x, y: inner.y + inner.height },
    { x: inner.x + inner.width, y: inner.y + inner.height },
  ];
  return corners.every((corner) => isInside(form, box, corner));
}

function isInside(form: Form, box: Box, point: Point): boolean {
  const { x, y, width, height } = box;
  const isInBox = point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height;
  const fromMiddle = { x: Math.abs(point.x - x - width / 2), y: Math.abs(point.y - y - height / 2) };
  if (!isInBox) return false;
  switch (form) {
    case 'circle':
      return (fromMiddle.x / (width / 2)) ** 2 + (fromMiddle.y / (height / 2)) ** 2 <= 1;
    case 'diamond':
      return fromMiddle.x / (width / 2) + fromMiddle.y / (height / 2) <= 1;
    case 'hexagon':
      return fromMiddle.x <= width / 2 - (fromMiddle.y / (height / 2)) * hexagonSlant * height;
    case 'stadium': {
      const beyond = fromMiddle.x - (width / 2 - height / 2);
      return beyond <= 0 || beyond ** 2 + fromMiddle.y ** 2 <= (height / 2) ** 2;
    }
    case 'cylinder':
      return point.y >= y + cylinderLid * height;
    case 'subroutine':
      return fromMiddle.x <= width / 2 - subroutineBar * height;
    case 'rectangle':
    case 'rounded':
    case 'tab':
      return true;
    default:
      return form satisfies never;
  }
}

/** A point on the bounding box, moved straight inwards until it meets the shape. */
export function ontoOutline(form: Form, box: Box, point: Point): Point {
  const centre = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const isUpright = Math.abs(Math.abs(point.y - centre.y) - box.height / 2) < 0.5;
  const inset = isUpright
    ? upright(form, box, Math.abs(point.x - centre.x))
    : sideways(form, box, Math.abs(point.y - centre.y));
  if (isUpright) return { x: point.x, y: point.y + Math.sign(centre.y - point.y) * inset };
  return { x: point.x + Math.sign(centre.x - point.x) * inset, y: point.y };
}

/** How far below the top (or above the bottom) the outline is, at a distance from the middle. */
function upright(form: Form, { width, height }: Box, fromMiddle: number): number {
  const part = Math.min(1, fromMiddle / (width / 2));
  switch (form) {
    case 'diamond':
      return (part * height) / 2;
    case 'circle':
      return (height / 2) * (1 - Math.sqrt(1 - part ** 2));
    case 'cylinder':
      return cylinderLid * height * (1 - Math.sqrt(1 - part ** 2));
    case 'stadium': {
      const beyond = Math.max(0, fromMiddle - (width / 2 - height / 2));
      return height / 2 - Math.sqrt(Math.max(0, (height / 2) ** 2 - beyond ** 2));
    }
    case 'hexagon': {
      const beyond = Math.max(0, fromMiddle - (width / 2 - hexagonSlant * height));
      return (beyond / (hexagonSlant * height)) * (height / 2);
    }
    default:
      return 0;
  }
}

/** How far inside the left (or right) side the outline is, at a distance from the middle. */
function sideways(form: Form, { width, height }: Box, fromMiddle: number): number {
  const part = Math.min(1, fromMiddle / (height / 2));
  switch (form) {
    case 'diamond':
      return (part * width) / 2;
    case 'circle':
      return (width / 2) * (1 - Math.sqrt(1 - part ** 2));
    case 'stadium':
      return (height / 2) * (1 - Math.sqrt(1 - part ** 2));
    case 'hexagon':
      return part * hexagonSlant * height;
    default:
      return 0;
  }
}
