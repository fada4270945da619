// Reads `timeline`: periods with their events, in sections or without.
import type { Timeline } from '../diagram.ts';
import { labelOf, type Reading, type SourceLine } from './source.ts';

interface Period {
  label: string;
  events: string[];
  line: number;
}
interface Section {
  title: string;
  periods: Period[];
  line: number;
}

/** The timeline, as far as it could be read. */
export function readTimeline(reading: Reading): Timeline {
  const { head, refuse } = reading;
  if (head.text !== 'timeline') refuse(head.number, 'nothing else stands on the first line', 'timeline');
  const sections: Section[] = [];
  let title = '';
  for (const line of reading.lines) {
    const [, named] = /^title\s+(.+)$/.exec(line.text) ?? [];
    if (named !== undefined) title = textOf(named, line, reading);
    else readLine(line, sections, reading);
  }
  for (const section of sections.filter(({ periods }) => periods.length === 0))
    refuse(section.line, `the section "${section.title}" is empty`, '2024 : what happened');
  if (sections.length === 0 && reading.isClean()) refuse(head.number, 'the picture is empty', '2024 : what happened');
  return { kind: 'timeline', title, sections };
}

function readLine(line: SourceLine, sections: Section[], reading: Reading): void {
  const { text, number } = line;
  const [, section] = /^section\s+(.+)$/.exec(text) ?? [];
  if (section !== undefined) {
    sections.push({ title: textOf(section, line, reading), periods: [], line: number });
    return;
  }
  // Mermaid parts at every colon followed by a space.
  const [label = '', ...events] = text.split(/\s*:\s+|\s+:$/).filter((part, index) => part !== '' || index === 0);
  if (events.length === 0 || /^(accTitle|accDescr)/.test(text)) {
    reading.refuse(number, `"${text.slice(0, 40)}" is not understood`, '2024 : what happened');
    return;
  }
  const words = events.map((event) => textOf(event, line, reading));
  if (label === '') {
    addEvents(line, { words, sections, reading });
    return;
  }
  if (sections.length === 0) sections.push({ title: '', periods: [], line: number });
  sections.at(-1)?.periods.push({ label: textOf(label, line, reading), events: words, line: number });
}

/** A line that begins with a colon goes on with the period above. */
function addEvents({ number }: SourceLine, more: { words: string[]; sections: Section[]; reading: Reading }): void {
  const period = more.sections.at(-1)?.periods.at(-1);
  if (!period) {
    more.reading.refuse(number, 'an event without its period', '2024 : what happened');
    return;
  }
  period.events.push(...more.words);
}

function textOf(raw: string, { number }: SourceLine, reading: Reading): string {
  if (/[;#"]/.test(raw.replace(/#\w+;/g, ''))) {
    reading.refuse(number, `"${raw}" holds a mark with a meaning`, raw.replace(/[;#"]/g, '').trim());
    return raw;
  }
  return labelOf(`"${raw}"`, number, reading) ?? raw;
}
