// From an order to its scene in the house frame, and to SVG.
import type { Theme } from '../card/picture.ts';
import { drawChart } from './chart/chart.ts';
import { drawClasses } from './classes/classes.ts';
import type { Diagram } from './diagram.ts';
import { type Framing, framed } from './frame.ts';
import { drawGraph } from './graph/graph.ts';
import type { Order } from './order.ts';
import { accents, ownAccent } from './palette.ts';
import { readPicture } from './read.ts';
import type { Scene } from './scene.ts';
import { drawBoard } from './scores/board.ts';
import { drawResult } from './scores/result.ts';
import { drawSequence } from './sequence/sequence.ts';
import { svgOf } from './svg.ts';
import { drawTable } from './table/table.ts';
import { drawTimeline } from './timeline/timeline.ts';
import { isDrawable, visible } from './words.ts';

/** A small drawing grows by this much at most: letters of 20 become as large as the title. */
const maxScale = 2.1;

/** A diagram without its frame. */
async function sceneOf(diagram: Diagram): Promise<Scene> {
  switch (diagram.kind) {
    case 'flowchart':
    case 'state':
      return drawGraph(diagram);
    case 'sequence':
      return drawSequence(diagram);
    case 'timeline':
      return drawTimeline(diagram);
    case 'chart':
      return drawChart(diagram);
    case 'classes':
      return drawClasses(diagram);
    case 'table':
      return drawTable(diagram);
    default:
      return diagram satisfies never;
  }
}

/** The whole picture, 1200 wide and at most as high. @throws RangeError for a source that the check refuses. */
export async function pictureScene(order: Order): Promise<Scene> {
  return framed(await drawingOf(order), framingOf(order));
}

async function drawingOf(order: Order): Promise<Scene> {
  if (order.kind === 'result') return drawResult(order);
  if (order.kind === 'board') return drawBoard(order);
  const read = readPicture(order.picture);
  if (read.kind === 'read') return sceneOf(read.diagram);
  const [first] = read.refusals;
  throw new RangeError(`line ${first?.line} of the picture: ${first?.what}`);
}

function framingOf(order: Order): Framing {
  switch (order.kind) {
    case 'topic':
      return { eyebrow: order.categoryTitle, title: order.title, note: order.level, maxTitleLines: 2, maxScale };
    case 'result':
      return {
        eyebrow: ['Quiz', order.categoryTitle].filter((part) => part !== '').join(' · '),
        title: visible(order.prompt),
        note: resultNote(order.options),
        maxTitleLines: 6,
        maxScale: 1,
      };
    case 'board':
      return {
        eyebrow: 'Leaderboard',
        title: visible(order.title),
        note: visible(order.note),
        maxTitleLines: 2,
        maxScale: 1,
      };
    default:
      return order satisfies never;
  }
}

function resultNote(options: readonly { votes: number; isRight: boolean }[]): string {
  const voters = options.reduce((sum, option) => sum + option.votes, 0);
  const right = options.filter((option) => option.isRight).reduce((sum, option) => sum + option.votes, 0);
  return voters === 0 ? 'Nobody answered' : `${right} of ${voters} got it right`;
}

const accentOf = (order: Order) => (order.kind === 'board' ? ownAccent : (accents[order.category] ?? ownAccent));

/** The picture as SVG. @throws RangeError for a source that the check refuses, and for a text that would be empty boxes. */
export async function drawSvg(order: Order, theme: Theme): Promise<string> {
  const scene = await pictureScene(order);
  for (const mark of scene.marks) {
    const lost = mark.kind === 'text' ? mark.lines.find((line) => !isDrawable(line)) : undefined;
    if (lost !== undefined) throw new RangeError(`the font lacks a character of "${lost}"`);
  }
  return svgOf(scene, { theme, accent: accentOf(order) });
}
