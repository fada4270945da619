// Reads `classDiagram`: classes with their members, and the relations between them.
import type { Classes, Direction, Relation, RelationHead } from '../diagram.ts';
import { directions, labelOf, type Reading, type SourceLine } from './source.ts';

interface Box {
  id: string;
  title: string;
  stereotype: string;
  fields: string[];
  methods: string[];
  line: number;
}

interface Reader {
  readonly reading: Reading;
  readonly boxes: Map<string, Box>;
  readonly relations: Relation[];
  direction: Direction;
  open: Box | undefined;
}

const classLine = /^class\s+([A-Za-z]\w*)(?:\["([^"]+)"\])?\s*(\{)?\s*(\})?$/;
const relation =
  /^([A-Za-z]\w*)\s*(?:"([^"]*)"\s*)?(<\|--|<\|\.\.|\*--|o--|<--|<\.\.|--\|>|\.\.\|>|--\*|--o|-->|\.\.>|--|\.\.)\s*(?:"([^"]*)"\s*)?([A-Za-z]\w*)(?:\s*:\s*(.+))?$/;
const stereotype = /^<<(\w+)>>$/;
const headMarks: Readonly<Record<string, RelationHead>> = {
  '<|': 'triangle',
  '|>': 'triangle',
  '*': 'diamond',
  o: 'diamond-open',
  '<': 'arrow',
  '>': 'arrow',
  '': 'none',
};

/** The classes, as far as they could be read. */
export function readClasses(reading: Reading): Classes {
  if (reading.head.text !== 'classDiagram')
    reading.refuse(reading.head.number, 'nothing else stands on the first line', 'classDiagram');
  const reader: Reader = { reading, boxes: new Map(), relations: [], direction: 'down', open: undefined };
  for (const line of reading.lines) readLine(line, reader);
  if (reader.open) reading.refuse(reader.open.line, `the class "${reader.open.id}" is not closed`, '}');
  if (reader.boxes.size === 0 && reading.isClean())
    reading.refuse(reading.head.number, 'the picture is empty', 'class Order');
  return {
    kind: 'classes',
    direction: reader.direction,
    classes: [...reader.boxes.values()],
    relations: reader.relations,
  };
}

/** What each kind of line outside a class does. */
const readers: readonly (readonly [RegExp, (match: RegExpExecArray, reader: Reader, line: SourceLine) => void])[] = [
  [
    /^direction\s+(TB|BT|LR|RL)$/,
    ([, wanted = ''], reader) => {
      reader.direction = directions[wanted] ?? reader.direction;
    },
  ],
  [
    classLine,
    ([, id = '', title, opens, closes], reader, { number }) => {
      const box = boxOf(id, number, reader);
      if (title !== undefined) box.title = labelOf(`"${title}"`, number, reader.reading) ?? title;
      if (opens !== undefined && closes === undefined) reader.open = box;
    },
  ],
  [relation, (match, reader, { number }) => relate(match, number, reader)],
  [
    /^<<(\w+)>>\s+([A-Za-z]\w*)$/,
    ([, word = '', id = ''], reader, { number }) => {
      boxOf(id, number, reader).stereotype = word;
    },
  ],
  [
    /^([A-Za-z]\w*)\s*:(?!:)\s*(.+)$/,
    ([, id = '', raw = ''], reader, line) => addMember(raw, line, { reader, box: boxOf(id, line.number, reader) }),
  ],
];

function readLine(line: SourceLine, reader: Reader): void {
  if (reader.open) {
    readInside(line, reader, reader.open);
    return;
  }
  for (const [pattern, read] of readers) {
    const match = pattern.exec(line.text);
    if (match) {
      read(match, reader, line);
      return;
    }
  }
  refuseLine(line, reader);
}

function boxOf(id: string, line: number, { boxes }: Reader): Box {
  const known = boxes.get(id) ?? { id, title: id, stereotype: '', fields: [], methods: [], line };
  boxes.set(id, known);
  return known;
}

function readInside(line: SourceLine, reader: Reader, box: Box): void {
  if (line.text === '}') {
    reader.open = undefined;
    return;
  }
  const [, word] = stereotype.exec(line.text) ?? [];
  if (word !== undefined) box.stereotype = word;
  else addMember(line.text, line, { reader, box });
}

/** What ends with brackets is a method. `~T~` is Mermaid's way to write generics. */
function addMember(raw: string, line: SourceLine, { reader, box }: { reader: Reader; box: Box }): void {
  if (/[{}]|[*$]$/.test(raw)) {
    reader.reading.refuse(line.number, `"${raw}" is no member`, raw.replace(/[{}*$]/g, ''));
    return;
  }
  const text = raw.replace(/~([^~]+)~/g, '<$1>').trim();
  (/\)/.test(text) ? box.methods : box.fields).push(text);
}

function relate(match: RegExpExecArray, line: number, reader: Reader): void {
  const [, from = '', fromCount = '', mark = '', toCount = '', to = '', raw] = match;
  const [, left = '', right = ''] = /^(<\||\*|o|<)?(?:--|\.\.)(\|>|\*|o|>)?$/.exec(mark) ?? [];
  const label = raw === undefined ? '' : (labelOf(`"${raw}"`, line, reader.reading) ?? '');
  if (raw !== undefined && /[:;#"<>{}]/.test(raw)) {
    reader.reading.refuse(line, `"${raw}" holds a mark with a meaning`, raw.replace(/[:;#"<>{}]/g, ''));
    return;
  }
  boxOf(from, line, reader);
  boxOf(to, line, reader);
  reader.relations.push({
    from,
    to,
    fromHead: headMarks[left] ?? 'none',
    toHead: headMarks[right] ?? 'none',
    isDashed: mark.includes('..'),
    label,
    fromCount,
    toCount,
    line,
  });
}

function refuseLine({ text, number }: SourceLine, { reading }: Reader): void {
  const known = [
    [/^note\b/, 'a note', 'say it in a label, or in the article'],
    [/^namespace\b/, 'a namespace', 'draw the classes without it'],
    [
      /^(style|cssClass|classDef|click|link|callback)\b|:::/,
      'a style',
      'delete it; one house style draws every picture',
    ],
    [/\(\)--|--\(\)/, 'a lollipop', 'use ..|> to an interface'],
  ] as const;
  const [, what, mend] = known.find(([pattern]) => pattern.test(text)) ?? [
    undefined,
    `"${text.slice(0, 40)}" is not understood`,
    'Order --> Item : holds',
  ];
  reading.refuse(number, what, mend);
}
