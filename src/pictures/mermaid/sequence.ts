// Reads `sequenceDiagram`: participants, messages, notes and frames.
import type { FrameKind, Participant, Sequence, Step } from '../diagram.ts';
import { labelOf, type Reading, type SourceLine } from './source.ts';

const participant = /^(participant|actor)\s+([A-Za-z]\w*)(?:\s+as\s+(.+))?$/;
const message = /^([A-Za-z]\w*)\s*(-->>|->>|--x|-x|--\)|-\)|-->|->)\s*([A-Za-z]\w*)\s*:\s*(.+)$/;
const note = /^note\s+(over|left of|right of)\s+([A-Za-z]\w*)(?:\s*,\s*([A-Za-z]\w*))?\s*:\s*(.+)$/i;
const opening = /^(loop|alt|opt|par|critical|break)(?:\s+(.+))?$/;
const branch = /^(else|and|option)(?:\s+(.+))?$/;
/** Which word may part which frame. */
const branchOf: Readonly<Record<string, FrameKind>> = { else: 'alt', and: 'par', option: 'critical' };
const heads = { '>>': 'arrow', x: 'cross', ')': 'open', '>': 'none' } as const;
const maxDepth = 2;

interface Reader {
  readonly reading: Reading;
  readonly participants: Map<string, Participant>;
  readonly steps: Step[];
  readonly frames: FrameKind[];
  isNumbered: boolean;
}

/** The sequence, as far as it could be read. */
export function readSequence(reading: Reading): Sequence {
  if (reading.head.text !== 'sequenceDiagram')
    reading.refuse(reading.head.number, 'nothing else stands on the first line', 'sequenceDiagram');
  const reader: Reader = { reading, participants: new Map(), steps: [], frames: [], isNumbered: false };
  for (const line of reading.lines) readLine(line, reader);
  if (reader.frames.length > 0) reading.refuse(reading.head.number, `"${reader.frames.at(-1)}" has no end`, 'end');
  if (!reader.steps.some((step) => step.kind === 'message') && reading.isClean())
    reading.refuse(reading.head.number, 'the picture has no message', 'client->>server: asks');
  return {
    kind: 'sequence',
    isNumbered: reader.isNumbered,
    participants: [...reader.participants.values()],
    steps: reader.steps,
  };
}

function readLine(line: SourceLine, reader: Reader): void {
  const { text, number } = line;
  const known = [
    [participant, readParticipant],
    [message, readMessage],
    [note, readNote],
    [opening, openFrame],
    [branch, readBranch],
  ] as const;
  if (text === 'autonumber') {
    reader.isNumbered = true;
    return;
  }
  if (text === 'end') {
    closeFrame(line, reader);
    return;
  }
  for (const [pattern, read] of known) {
    const match = pattern.exec(text);
    if (match) {
      read(match, number, reader);
      return;
    }
  }
  refuseLine(line, reader);
}

function readParticipant([, word, id = '', raw]: RegExpExecArray, line: number, reader: Reader): void {
  const { reading, participants } = reader;
  const label = textOf(raw ?? id, line, reading);
  if (participants.has(id)) {
    reading.refuse(line, `"${id}" is declared twice, or after its first message`, 'declare participants first');
    return;
  }
  participants.set(id, { id, label, isPerson: word === 'actor', line });
}

/** A participant that is mentioned before it is declared stands behind the others, under its id. */
function mentioned(id: string, line: number, { participants }: Reader): string {
  if (!participants.has(id)) participants.set(id, { id, label: id, isPerson: false, line });
  return id;
}

function readMessage([, from = '', mark = '', to = '', raw = '']: RegExpExecArray, line: number, reader: Reader): void {
  const isDashed = mark.startsWith('--');
  const end = mark.replace(/^-+/, '') as keyof typeof heads;
  reader.steps.push({
    kind: 'message',
    from: mentioned(from, line, reader),
    to: mentioned(to, line, reader),
    text: textOf(raw, line, reader.reading),
    isDashed,
    head: heads[end],
    line,
  });
}

function readNote([, side = '', first = '', last, raw = '']: RegExpExecArray, line: number, reader: Reader): void {
  const of = [first, ...(last === undefined ? [] : [last])].map((id) => mentioned(id, line, reader));
  const place = side.toLowerCase().startsWith('over')
    ? 'over'
    : side.toLowerCase().startsWith('left')
      ? 'left'
      : 'right';
  if (place !== 'over' && last !== undefined) {
    reader.reading.refuse(line, 'a note beside two participants', `Note over ${first},${last}: ${raw}`);
    return;
  }
  reader.steps.push({ kind: 'note', side: place, of, text: textOf(raw, line, reader.reading), line });
}

function openFrame([, word = '', raw]: RegExpExecArray, line: number, reader: Reader): void {
  const frame = word as FrameKind;
  if (reader.frames.length >= maxDepth)
    reader.reading.refuse(line, 'a frame three levels deep', 'two levels are enough for a phone');
  reader.frames.push(frame);
  reader.steps.push({ kind: 'open', frame, text: raw === undefined ? '' : textOf(raw, line, reader.reading), line });
}

function readBranch([, word = '', raw]: RegExpExecArray, line: number, reader: Reader): void {
  const frame = reader.frames.at(-1);
  if (frame !== branchOf[word]) {
    reader.reading.refuse(line, `"${word}" stands in no "${branchOf[word]}"`, `${branchOf[word]} ...`);
    return;
  }
  reader.steps.push({ kind: 'branch', text: raw === undefined ? '' : textOf(raw, line, reader.reading), line });
}

function closeFrame({ number }: SourceLine, reader: Reader): void {
  if (reader.frames.pop() === undefined) reader.reading.refuse(number, 'an "end" without a frame', 'delete the line');
  else reader.steps.push({ kind: 'close', line: number });
}

/** Mermaid ends a text at ";" and reads "#" as the beginning of a code. */
function textOf(raw: string, line: number, reading: Reading): string {
  if (/[;#]/.test(raw.replace(/#\w+;/g, ''))) {
    reading.refuse(line, `"${raw}" holds a mark with a meaning`, raw.replace(/[;#]/g, ',').trim());
    return raw;
  }
  const outer = /^"([^"]*)"$/.exec(raw.trim())?.[1] ?? raw;
  return labelOf(`"${outer.replaceAll('"', '#quot;')}"`, line, reading) ?? raw;
}

function refuseLine({ text, number }: SourceLine, { reading }: Reader): void {
  const known = [
    [
      /^(activate|deactivate)\b|[->x)]\s*[+-]\s*[A-Za-z]\w*\s*:/,
      'an activation',
      'leave it out; the order of messages says it',
    ],
    [/^(rect|box)\b/, 'a coloured box', 'use a Note over two participants, or a frame'],
    [/^(create|destroy)\b/, 'a participant that comes or goes', 'declare all participants first'],
    [
      /^(links?|properties|details|title|accTitle|accDescr|autonumber)\b/,
      'a statement outside the subset',
      'delete the line',
    ],
    [/<<-|-\\|-\/|-\|/, 'an arrow outside the subset', 'write ->>, -->>, -x, --x, -) or --)'],
    [/^(participant|actor)\b/, 'a participant with an odd id', 'participant app as Application'],
    [
      /^[A-Za-z]\w*\s*--?(>>?|x|\))\s*[A-Za-z]\w*\s*:?\s*$/,
      'a message without a text',
      `${text.replace(/\s*:\s*$/, '')}: what it says`,
    ],
  ] as const;
  const [, what, mend] = known.find(([pattern]) => pattern.test(text)) ?? [
    undefined,
    `"${text.slice(0, 40)}" is not understood`,
    'client->>server: asks',
  ];
  reading.refuse(number, what, mend);
}
