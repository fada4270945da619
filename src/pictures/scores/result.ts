// How a round went, as a scene: a bar for each option in the order in which it was asked, its votes, and the right one marked.
import type { ResultPicture } from '../../card/picture.ts';
import { disc, type Mark, type Scene, textAt } from '../scene.ts';
import { fitLines, lineHeight, type TextStyle, visible, widthOf } from '../words.ts';

const width = 1080;
const optionStyle: TextStyle = { size: 27, weight: 600 };
const rightStyle: TextStyle = { size: 27, weight: 700 };
const shareStyle: TextStyle = { size: 34, weight: 700 };
const countStyle: TextStyle = { size: 26, weight: 500 };
const letterStyle: TextStyle = { size: 26, weight: 700 };
const textLeft = 96;
const textWidth = 720;
const gap = 16;
const trackHeight = 16;

/** Votes are counts; shares are of those who voted. */
export function drawResult({ options }: ResultPicture): Scene {
  const voters = options.reduce((sum, option) => sum + option.votes, 0);
  const marks: Mark[] = [];
  let y = 1;
  for (const [index, option] of options.entries()) {
    const drawn = optionMarks(option, { y, index, voters });
    marks.push(...drawn.marks);
    y += drawn.height + gap;
  }
  return { width, height: y - gap + 1, marks };
}

type Option = ResultPicture['options'][number];

interface Place {
  readonly y: number;
  readonly index: number;
  readonly voters: number;
}

function optionMarks(option: Option, { y, index, voters }: Place): { marks: readonly Mark[]; height: number } {
  const of = `option:${index}`;
  const style = option.isRight ? rightStyle : optionStyle;
  const lines = fitLines(visible(option.text), { maxWidth: textWidth, maxLines: 3 }, style);
  const textHeight = lines.length * style.size * lineHeight;
  const height = textHeight + trackHeight + 46;
  const middle = y + height / 2;
  const edge = option.isRight ? 'ok-edge' : 'line';
  const textBottom = y + 18 + textHeight;
  const ground: Mark = {
    kind: 'shape',
    of,
    form: 'rectangle',
    box: { x: 1, y, width: width - 2, height },
    radius: 18,
    fill: option.isRight ? 'ok-fill' : 'panel',
    stroke: option.isRight ? 'ok-edge' : 'panel-edge',
    strokeWidth: 2,
    isGround: true,
  };
  return {
    height,
    marks: [
      ground,
      disc({ x: 50, y: middle }, 25, { of, fill: edge }),
      textAt([option.letter], { x: 50, y: middle }, { of, style: letterStyle, fill: 'panel' }),
      textAt(lines, { x: textLeft, y: textBottom - textHeight / 2 }, { of, style, fill: 'ink', align: 'start' }),
      ...(option.isRight ? [tick(lines.at(-1) ?? '', textBottom)] : []),
      ...barMarks(voters === 0 ? 0 : option.votes / voters, textBottom + 8, edge),
      ...shareMarks(option.votes, voters, middle),
    ],
  };
}

/** Behind the last line of the right option. */
function tick(line: string, textBottom: number): Mark {
  const left = Math.min(textLeft + widthOf(line, rightStyle) + 14, textLeft + textWidth + 8);
  return {
    kind: 'icon',
    icon: 'check',
    box: { x: left, y: textBottom - 32, width: 26, height: 26 },
    stroke: 'ok-edge',
  };
}

function shareMarks(votes: number, voters: number, middle: number): readonly Mark[] {
  const share = voters === 0 ? 0 : Math.round((100 * votes) / voters);
  const x = width - 28;
  return [
    textAt([`${share} %`], { x, y: middle - 18 }, { style: shareStyle, fill: 'ink', align: 'end' }),
    textAt(
      [`${votes} ${votes === 1 ? 'vote' : 'votes'}`],
      { x, y: middle + 22 },
      { style: countStyle, fill: 'sub', align: 'end' },
    ),
  ];
}

function barMarks(share: number, y: number, paint: 'ok-edge' | 'line'): readonly Mark[] {
  const track = { x: textLeft, y, width: textWidth, height: trackHeight };
  const ground: Mark = { kind: 'shape', form: 'rectangle', box: track, radius: 8, fill: 'grid', isGround: true };
  if (share === 0) return [ground];
  const box = { ...track, width: Math.max(trackHeight, textWidth * share) };
  return [ground, { kind: 'shape', form: 'rectangle', box, radius: 8, fill: paint }];
}
