// From the source of a picture to what it says: a diagram, or everything in it that is outside our subset.
import type { Picture } from '../content/catalogue.ts';
import { parseMarkdown } from '../content/markdown.ts';
import type { Diagram } from './diagram.ts';
import { readChart } from './mermaid/chart.ts';
import { readClasses } from './mermaid/classes.ts';
import { readFlowchart } from './mermaid/flowchart.ts';
import { readSequence } from './mermaid/sequence.ts';
import { openReading, type Reading, type Refusal } from './mermaid/source.ts';
import { readState } from './mermaid/state.ts';
import { readTimeline } from './mermaid/timeline.ts';

const readers: Readonly<Record<string, (reading: Reading) => Diagram>> = {
  flowchart: readFlowchart,
  graph: readFlowchart,
  'stateDiagram-v2': readState,
  sequenceDiagram: readSequence,
  timeline: readTimeline,
  'xychart-beta': readChart,
  classDiagram: readClasses,
};

export type Read =
  | { readonly kind: 'read'; readonly diagram: Diagram }
  /** At least one refusal; lines count from the first line of the source. */
  | { readonly kind: 'refused'; readonly refusals: readonly Refusal[] };

/** Reads a Mermaid text or a Markdown table. Nothing is dropped: what is not drawn is refused. */
export function readPicture(picture: Pick<Picture, 'kind' | 'source'>): Read {
  const refusals: Refusal[] = [];
  const diagram =
    picture.kind === 'table' ? readTable(picture.source, refusals) : readMermaid(picture.source, refusals);
  return diagram === undefined || refusals.length > 0 ? { kind: 'refused', refusals } : { kind: 'read', diagram };
}

function readMermaid(source: string, refusals: Refusal[]): Diagram | undefined {
  const reading = openReading(source, refusals);
  const [word = ''] = reading.head.text.split(/\s/);
  const read = Object.hasOwn(readers, word) ? readers[word] : undefined;
  if (read) return read(reading);
  const kinds = Object.keys(readers).filter((kind) => kind !== 'graph');
  reading.refuse(reading.head.number, `"${word}" is no kind of picture`, kinds.join(' | '));
  return undefined;
}

function readTable(source: string, refusals: Refusal[]): Diagram | undefined {
  const { pieces, refusals: found } = parseMarkdown(source);
  refusals.push(...found);
  const [first] = pieces;
  const block = first?.kind === 'block' ? first.block : undefined;
  if (block?.kind !== 'table' || pieces.length > 1) {
    refusals.push({ line: 1, what: 'a comparison is one table', mend: '| name | what it is |' });
    return undefined;
  }
  const { header, rows } = block;
  if (header.some((cell) => cell.trim() === ''))
    refusals.push({
      line: 1,
      what: 'a column has no name',
      mend: `| ${header.map((cell) => cell || 'name').join(' | ')} |`,
    });
  if (rows.length === 0) refusals.push({ line: 1, what: 'the table has no row', mend: '| a | b |' });
  for (const [index, row] of rows.entries()) {
    if (row.length !== header.length || row.some((cell) => cell.trim() === ''))
      refusals.push({
        line: index + 3,
        what: `row ${index + 1} does not fill its ${header.length} cells`,
        mend: `| ${header.map(() => '...').join(' | ')} |`,
      });
  }
  return { kind: 'table', header, rows };
}
