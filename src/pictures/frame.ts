// The house frame: a strip with the category and the title, a panel that the drawing fills, and a foot.
import type { Box, Mark, Scene } from './scene.ts';
import { movedMark, textAt } from './scene.ts';
import { fitLines, type TextStyle, widestOf } from './words.ts';

export interface Framing {
  /** Above the title, such as "Caching". */
  readonly eyebrow: string;
  readonly title: string;
  /** At the right of the foot. */
  readonly note: string;
  /** Lines of a title at most; what is longer gets smaller, and then is cut. */
  readonly maxTitleLines: number;
  /** How much a small drawing may grow. */
  readonly maxScale: number;
}

/** Pictures are this wide. At 400 px, a phone's width, a text is a third of its size here. */
const pictureWidth = 1200;
/** Square at most: chats shrink what is taller. */
const maxHeight = 1200;
const margin = 28;
const side = 44;
const panelPadding = 34;
const footHeight = 72;
const stripPadding = 30;
const eyebrowStyle: TextStyle = { size: 26, weight: 700, tracking: 2 };
const footStyle: TextStyle = { size: 26, weight: 600 };
const titleSizes = [48, 44, 40, 36, 32, 28];
/** Smaller titles may take more lines. */
const linesAt = (size: number) => (size >= 40 ? 2 : size >= 32 ? 4 : 6);

/** The drawing in its frame, as large as the panel allows. */
export function framed(drawing: Scene, framing: Framing): Scene {
  const { marks: strip, height: stripHeight } = stripOf(framing);
  const room = {
    width: pictureWidth - 2 * margin - 2 * panelPadding,
    height: maxHeight - stripHeight - margin - 2 * panelPadding - footHeight,
  };
  const scale = Math.min(room.width / drawing.width, room.height / drawing.height, framing.maxScale);
  const inner = { width: drawing.width * scale, height: drawing.height * scale };
  const panel: Box = {
    x: margin,
    y: stripHeight + margin,
    width: pictureWidth - 2 * margin,
    height: inner.height + 2 * panelPadding,
  };
  const move = { scale, dx: (pictureWidth - inner.width) / 2, dy: panel.y + panelPadding };
  const height = Math.round(panel.y + panel.height + footHeight);
  const page: Mark = {
    kind: 'shape',
    form: 'rectangle',
    box: { x: 0, y: 0, width: pictureWidth, height },
    fill: 'page',
    isGround: true,
  };
  const marks: readonly Mark[] = [
    page,
    ...strip,
    {
      kind: 'shape',
      form: 'rectangle',
      box: panel,
      radius: 20,
      fill: 'panel',
      stroke: 'panel-edge',
      strokeWidth: 1.5,
      isGround: true,
    },
    ...drawing.marks.map((mark) => movedMark(mark, move)),
    ...footOf(framing, height),
  ];
  return { width: pictureWidth, height, marks };
}

function stripOf({ eyebrow, title, maxTitleLines }: Framing): { marks: readonly Mark[]; height: number } {
  const maxWidth = pictureWidth - 2 * side;
  const { lines, style } = titleOf(title, { maxWidth, maxTitleLines });
  const titleHeight = lines.length * style.size * 1.28;
  const eyebrowY = stripPadding + eyebrowStyle.size / 2;
  const titleY = stripPadding + eyebrowStyle.size + 12 + titleHeight / 2;
  const height = Math.round(titleY + titleHeight / 2 + stripPadding - 2);
  const bar = (y: number, tall: number, fill: 'strip' | 'accent'): Mark => ({
    kind: 'shape',
    form: 'rectangle',
    box: { x: 0, y, width: pictureWidth, height: tall },
    fill,
    isGround: true,
  });
  const [shown = ''] = fitLines(eyebrow.toUpperCase(), { maxWidth, maxLines: 1 }, eyebrowStyle);
  return {
    height,
    marks: [
      bar(0, height, 'strip'),
      bar(height - 6, 6, 'accent'),
      textAt([shown], { x: side, y: eyebrowY }, { style: eyebrowStyle, fill: 'accent', align: 'start' }),
      textAt(lines, { x: side, y: titleY }, { of: 'heading', style, fill: 'strip-ink', align: 'start' }),
    ],
  };
}

function titleOf(
  title: string,
  box: { maxWidth: number; maxTitleLines: number },
): { lines: readonly string[]; style: TextStyle } {
  // One line, somewhat smaller, before two.
  const tries = [
    ...titleSizes.filter((size) => size >= 44).map((size) => [size, 1] as const),
    ...titleSizes.map((size) => [size, linesAt(size)] as const),
  ];
  for (const [size, most] of tries) {
    const style: TextStyle = { size, weight: 700, tracking: -0.4 };
    const maxLines = Math.min(box.maxTitleLines, most);
    const lines = fitLines(title, { maxWidth: box.maxWidth, maxLines: maxLines + 1 }, style);
    if (lines.length <= maxLines && widestOf(lines, style) <= box.maxWidth) return { lines, style };
  }
  const style: TextStyle = { size: titleSizes.at(-1) ?? 28, weight: 700, tracking: -0.4 };
  return { lines: fitLines(title, { maxWidth: box.maxWidth, maxLines: box.maxTitleLines }, style), style };
}

function footOf({ note }: Framing, height: number): readonly Mark[] {
  const y = height - footHeight / 2 + 2;
  const [shown = ''] = fitLines(note, { maxWidth: pictureWidth / 2, maxLines: 1 }, footStyle);
  const name: Mark[] = [
    { kind: 'icon', icon: 'arch', box: { x: side - 8, y: y - 16, width: 30, height: 30 }, stroke: 'sub' },
    textAt(['Archway'], { x: side + 34, y }, { style: footStyle, fill: 'sub', align: 'start' }),
  ];
  if (shown === '') return name;
  return [
    ...name,
    textAt([shown], { x: pictureWidth - side, y }, { style: { ...footStyle, weight: 500 }, fill: 'sub', align: 'end' }),
  ];
}
