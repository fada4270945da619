// The article under its fixed headings: Why to Misconceptions to read, Picture to look at.
import type { Problem } from '../errors.ts';
import type { Picture, Section } from './catalogue.ts';
import { type Piece, parseMarkdown } from './markdown.ts';

/** In this order, each once. */
const headings = ['Why', 'How it works', 'Example', 'Trade-offs', 'When not to', 'Misconceptions', 'Picture'] as const;

/** The kinds of Mermaid diagram that a picture may be. */
const diagrams = ['flowchart', 'stateDiagram-v2', 'sequenceDiagram', 'timeline', 'xychart-beta', 'classDiagram'];

export interface Article {
  readonly sections: readonly Section[];
  readonly picture?: Picture;
  readonly problems: readonly Problem[];
}

/** Parses the text below the front matter; `linesAbove` is how many lines stand above it. */
export function parseArticle(file: string, text: string, linesAbove: number): Article {
  const { pieces, refusals } = parseMarkdown(text);
  const found = sectionsOf(pieces);
  const at = (line: number) => ({ where: file, line: line + linesAbove });
  const picture = pictureOf(
    found.find((section) => section.heading === 'Picture'),
    { text, file, linesAbove },
  );
  const problems: Problem[] = refusals.map(({ line, what, mend }) => ({
    ...at(line),
    what: `${what} is outside the Markdown that cards can show`,
    mend,
  }));
  const stray = pieces[0];
  if (stray?.kind === 'block')
    problems.push({ ...at(stray.line), what: 'text stands above the first heading', mend: '## Why' });
  problems.push(...headingProblems(found).map(({ line, ...rest }) => ({ ...at(line), ...rest })));
  if ('what' in picture) problems.push({ ...at(picture.line), what: picture.what, mend: picture.mend });
  return {
    sections: found
      .filter((section) => section.heading !== 'Picture')
      .map((section) => ({ heading: section.heading, blocks: section.pieces.map((piece) => piece.block) })),
    ...('source' in picture ? { picture } : {}),
    problems,
  };
}

type BlockPiece = Extract<Piece, { kind: 'block' }>;

interface Found {
  readonly heading: string;
  readonly line: number;
  readonly pieces: BlockPiece[];
}

function sectionsOf(pieces: readonly Piece[]): readonly Found[] {
  const found: Found[] = [];
  for (const piece of pieces) {
    if (piece.kind === 'section') found.push({ heading: piece.heading, line: piece.line, pieces: [] });
    else found.at(-1)?.pieces.push(piece);
  }
  return found;
}

interface Complaint {
  readonly line: number;
  readonly what: string;
  readonly mend: string;
}

function headingProblems(found: readonly Found[]): readonly Complaint[] {
  const complaints: Complaint[] = [];
  const names = found.map((section) => section.heading);
  for (const section of found) {
    if (!headings.some((heading) => heading === section.heading)) {
      complaints.push({
        line: section.line,
        what: `"${section.heading}" is no heading of an article`,
        mend: `## ${headings.join(' | ## ')}`,
      });
    } else if (section.pieces.length === 0) {
      complaints.push({
        line: section.line,
        what: `nothing stands under "${section.heading}"`,
        mend: 'write the section',
      });
    }
  }
  for (const heading of headings.filter((each) => !names.includes(each))) {
    complaints.push({
      line: found.at(-1)?.line ?? 1,
      what: `the heading "${heading}" is missing`,
      mend: `## ${heading}`,
    });
  }
  if (complaints.length === 0 && names.join() !== headings.join()) {
    complaints.push({
      line: found[0]?.line ?? 1,
      what: 'the headings are out of order',
      mend: `## ${headings.join(', ## ')}`,
    });
  }
  return complaints;
}

interface Source {
  readonly text: string;
  readonly file: string;
  readonly linesAbove: number;
}

function pictureOf(section: Found | undefined, { text, file, linesAbove }: Source): Picture | Complaint {
  const [first, ...more] = section?.pieces ?? [];
  const line = section?.line ?? 1;
  if (!first || more.length > 0) {
    return { line, what: 'a picture is one mermaid fence or one table', mend: '```mermaid' };
  }
  if (first.block.kind === 'table') {
    const source = text
      .split('\n')
      .slice(first.line - 1)
      .join('\n')
      .trim();
    return { kind: 'table', source, file, line: first.line + linesAbove };
  }
  if (first.block.kind !== 'code' || first.language !== 'mermaid') {
    return { line: first.line, what: 'a picture is one mermaid fence or one table', mend: '```mermaid' };
  }
  const kind = /^\s*([\w-]+)/.exec(first.block.text)?.[1] ?? '';
  if (!diagrams.includes(kind)) {
    return { line: first.line + 1, what: `"${kind}" is no kind of picture`, mend: `${diagrams.join(' | ')}` };
  }
  return { kind: 'mermaid', source: first.block.text, file, line: first.line + 1 + linesAbove };
}
