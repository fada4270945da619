// Where the lifelines of a sequence stand: as close as the texts between them allow.
import type { Participant, Sequence, Step } from '../diagram.ts';
import { type TextStyle, widestOf, widthOf, wrap } from '../words.ts';

export const headStyle: TextStyle = { size: 20, weight: 700 };
export const stepStyle: TextStyle = { size: 18, weight: 500 };
export const badgeRadius = 13;
export const selfReach = 36;

const edge = 14;
const headPadding = 36;
const leastHead = 110;
const headGap = 24;
/** How wide a message's text may be between neighbours; between others it has more room. */
const wrapNear = 230;
const wrapFar = 250;
const wrapSelf = 190;
const noteWidth = 230;

export interface Columns {
  /** The lifelines, in the order of the participants. */
  readonly x: readonly number[];
  readonly headWidths: readonly number[];
  readonly width: number;
}

type Message = Extract<Step, { kind: 'message' }>;

/** A message's text in lines. */
export function linesOf(message: Message, span: number): readonly string[] {
  if (span === 0) return wrap(message.text, wrapSelf, stepStyle);
  return wrap(message.text, span === 1 ? wrapNear : wrapFar * span, stepStyle);
}

export function noteLines(text: string, room: number): readonly string[] {
  return wrap(text, Math.max(noteWidth, room) - 30, stepStyle);
}

export const indexOf = (participants: readonly Participant[], id: string): number =>
  participants.findIndex((participant) => participant.id === id);

/** Widens the gaps until every message fits between its ends, and the whole until every note does. */
export function columnsOf({ participants, steps, isNumbered }: Sequence): Columns {
  const headWidths = participants.map(({ label }) => Math.max(leastHead, widthOf(label, headStyle) + headPadding));
  const gaps = headWidths.slice(1).map((width, index) => ((headWidths[index] ?? 0) + width) / 2 + headGap);
  for (const step of steps) {
    if (step.kind === 'message') widen(gaps, step, { participants, isNumbered });
  }
  const x = [(headWidths[0] ?? 0) / 2 + edge];
  for (const gap of gaps) x.push((x.at(-1) ?? 0) + gap);
  const right = Math.max(
    (x.at(-1) ?? 0) + (headWidths.at(-1) ?? 0) / 2,
    ...steps.map((step) => rightEdge(step, { participants, x })),
  );
  const left = Math.min(0, ...steps.map((step) => leftEdge(step, { participants, x })));
  return { x: x.map((each) => each - left), headWidths, width: right - left + edge };
}

function widen(
  gaps: number[],
  message: Message,
  { participants, isNumbered }: Pick<Sequence, 'participants' | 'isNumbered'>,
): void {
  const ends = [indexOf(participants, message.from), indexOf(participants, message.to)];
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const text = widestOf(linesOf(message, high - low), stepStyle);
  if (low === high) {
    if (low < gaps.length) gaps[low] = Math.max(gaps[low] ?? 0, text + selfReach + 34);
    return;
  }
  const between = gaps.slice(low, high);
  const missing = text + (isNumbered ? 66 : 40) - between.reduce((sum, gap) => sum + gap, 0);
  if (missing <= 0) return;
  for (let gap = low; gap < high; gap++) gaps[gap] = (gaps[gap] ?? 0) + missing / (high - low);
}

interface Standing {
  readonly participants: readonly Participant[];
  readonly x: readonly number[];
}

function rightEdge(step: Step, { participants, x }: Standing): number {
  if (step.kind === 'message' && step.from === step.to) {
    return (x[indexOf(participants, step.from)] ?? 0) + selfReach + 14 + widestOf(linesOf(step, 0), stepStyle);
  }
  if (step.kind === 'note' && step.side === 'right')
    return (x[indexOf(participants, step.of[0] ?? '')] ?? 0) + 16 + noteWidth;
  return 0;
}

function leftEdge(step: Step, { participants, x }: Standing): number {
  if (step.kind !== 'note' || step.side !== 'left') return 0;
  return (x[indexOf(participants, step.of[0] ?? '')] ?? 0) - 16 - noteWidth - edge;
}
