// A scene as SVG, with plain attributes alone: resvg draws css variables, markers and foreign objects wrongly or not at all.
import type { Theme } from '../card/picture.ts';
import { drawingOf, runsOf } from './emoji.ts';
import { cylinderLid, hexagonSlant, subroutineBar } from './outline.ts';
import { colourOf, type Paint } from './palette.ts';
import { headOf, linePath, short, shortened } from './path.ts';
import type { Box, IconMark, LineMark, Mark, Scene, ShapeMark, TextMark } from './scene.ts';
import { emojiWidth, lineHeight, widthOf } from './words.ts';

export interface Look {
  readonly theme: Theme;
  /** The category's colour. */
  readonly accent: string;
}

/** Inter's figures and capitals look centred when the baseline stands this part of the size below the middle. */
const baseline = 0.36;

/** The whole scene; its size in pixels is the scene's. */
export function svgOf(scene: Scene, look: Look): string {
  const paint: Painter = (colour) => colourOf(colour, look.theme, look.accent);
  const { width, height } = scene;
  const marks = scene.marks.map((mark) => markSvg(mark, paint)).join('\n');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${marks}\n</svg>`;
}

type Painter = (paint: Paint) => string;

/** Safe between tags and within quotes; characters that XML forbids are left out. */
const escaped = (text: string) =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');

function markSvg(mark: Mark, paint: Painter): string {
  switch (mark.kind) {
    case 'shape':
      return shapeSvg(mark, paint);
    case 'line':
      return lineSvg(mark, paint);
    case 'text':
      return textSvg(mark, paint);
    case 'icon':
      return iconSvg(mark, paint);
    default:
      return mark satisfies never;
  }
}

function shapeSvg(mark: ShapeMark, paint: Painter): string {
  const { box, fill, stroke, strokeWidth = 2.25 } = mark;
  const dash = mark.isDashed ? ` stroke-dasharray="${short(strokeWidth * 4)} ${short(strokeWidth * 3)}"` : '';
  const edge =
    stroke === undefined
      ? ''
      : ` stroke="${paint(stroke)}" stroke-width="${short(strokeWidth)}" stroke-linejoin="round"${dash}`;
  const look = `fill="${fill === undefined ? 'none' : paint(fill)}"${edge}`;
  return outlineSvg(mark, box, look);
}

function outlineSvg({ form, radius = 0 }: ShapeMark, box: Box, look: string): string {
  const { x, y, width, height } = box;
  const rect = (corner: number) =>
    `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="${short(corner)}" ${look}/>`;
  const polygon = (...points: readonly number[]) => `<polygon points="${points.map(short).join(' ')}" ${look}/>`;
  const slant = hexagonSlant * height;
  switch (form) {
    case 'rectangle':
      return rect(radius);
    case 'rounded':
      return rect(Math.min(radius * 2, height / 2));
    case 'stadium':
      return rect(height / 2);
    case 'circle':
      return `<ellipse cx="${short(x + width / 2)}" cy="${short(y + height / 2)}" rx="${short(width / 2)}" ry="${short(height / 2)}" ${look}/>`;
    case 'diamond':
      return polygon(x + width / 2, y, x + width, y + height / 2, x + width / 2, y + height, x, y + height / 2);
    case 'hexagon': {
      const middle = y + height / 2;
      return polygon(
        x + slant,
        y,
        x + width - slant,
        y,
        x + width,
        middle,
        x + width - slant,
        y + height,
        x + slant,
        y + height,
        x,
        middle,
      );
    }
    case 'cylinder':
      return cylinderSvg(box, look);
    case 'subroutine': {
      const bar = subroutineBar * height * 0.7;
      const path = `M${short(x + bar)} ${short(y)}v${short(height)}M${short(x + width - bar)} ${short(y)}v${short(height)}`;
      return `${rect(radius)}<path d="${path}" ${look}/>`;
    }
    case 'tab':
      return `<path d="M${short(x)} ${short(y + height)}v${short(radius - height)}a${short(radius)} ${short(radius)} 0 0 1 ${short(radius)} ${short(-radius)}H${short(x + width)}v${short(height * 0.5)}l${short(-height * 0.5)} ${short(height * 0.5)}Z" ${look}/>`;
    default:
      return form satisfies never;
  }
}

function cylinderSvg({ x, y, width, height }: Box, look: string): string {
  const lid = cylinderLid * height;
  const [left, right, top, bottom] = [short(x), short(x + width), short(y + lid), short(y + height - lid)];
  const arc = `${short(width / 2)} ${short(lid)}`;
  const body = `M${left} ${top}A${arc} 0 0 1 ${right} ${top}V${bottom}A${arc} 0 0 1 ${left} ${bottom}Z`;
  const front = `M${left} ${top}A${arc} 0 0 0 ${right} ${top}`;
  return `<path d="${body}" ${look}/><path d="${front}" ${look}/>`;
}

function lineSvg(mark: LineMark, paint: Painter): string {
  const stroke = paint(mark.stroke);
  const dash = { dots: [1.2, 2.6], dashes: [3, 2.6] }[mark.dash ?? 'dots']
    .map((part) => short(part * mark.width))
    .join(' ');
  const dashed =
    mark.dash === undefined
      ? ''
      : ` stroke-dasharray="${dash}"${mark.dash === 'dots' ? ' stroke-linecap="round"' : ''}`;
  const path = linePath(shortened(mark), mark.radius ?? 8);
  const line = `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${short(mark.width)}"${dashed}/>`;
  const ground = paint(mark.ground ?? 'panel');
  return line + headOf(mark, 'start', { stroke, ground }) + headOf(mark, 'end', { stroke, ground });
}

function textSvg(mark: TextMark, paint: Painter): string {
  const { box, lines, style } = mark;
  const step = style.size * lineHeight;
  const ground =
    mark.backing === undefined
      ? ''
      : `<rect x="${short(box.x - 5)}" y="${short(box.y)}" width="${short(box.width + 10)}" height="${short(box.height)}" rx="5" fill="${paint(mark.backing)}"/>`;
  const written = lines.map((line, index) => {
    const width = widthOf(line, style);
    const x = box.x + { start: 0, middle: (box.width - width) / 2, end: box.width - width }[mark.align];
    const y = box.y + (index + 0.5) * step + style.size * baseline;
    return lineRuns(line, { x, y }, { ...mark, colour: paint(mark.fill) });
  });
  return ground + written.join('');
}

function lineRuns(
  line: string,
  at: { x: number; y: number },
  { style, colour }: TextMark & { colour: string },
): string {
  const { size, weight, tracking } = style;
  const look = `font-family="Inter" font-size="${short(size)}" font-weight="${weight}" fill="${colour}"${tracking === undefined ? '' : ` letter-spacing="${short(tracking)}"`}`;
  let { x } = at;
  return runsOf(line)
    .map((run) => {
      const left = x;
      x += widthOf(run.text, style);
      if (!run.isEmoji)
        return `<text x="${short(left)}" y="${short(at.y)}" xml:space="preserve" ${look}>${escaped(run.text)}</text>`;
      const side = short(size * emojiWidth * 0.9);
      const place = `x="${short(left + size * emojiWidth * 0.05)}" y="${short(at.y - size * 0.92)}" width="${side}" height="${side}"`;
      return drawingOf(run.text).replace('<svg', `<svg ${place}`);
    })
    .join('');
}

/** Icons are drawn in a square of 24. */
const icons: Readonly<Record<IconMark['icon'], string>> = {
  check: '<path d="M4 13l6 6L21 5" fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"/>',
  arch: '<path d="M3 21V12a9 9 0 0 1 18 0v9M8.5 21v-9a3.5 3.5 0 0 1 7 0v9M2 21h7.5M14.5 21H22" fill="none" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/>',
};

const iconSvg = ({ icon, box, stroke }: IconMark, paint: Painter) =>
  `<g transform="translate(${short(box.x)} ${short(box.y)}) scale(${short(box.width / 24)})" stroke="${paint(stroke)}">${icons[icon]}</g>`;
