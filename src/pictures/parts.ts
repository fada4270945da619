// The parts of a diagram with their words, to compare what was written with what was drawn.
import type { Chart, Classes, Diagram, Graph, Sequence, Timeline } from './diagram.ts';

export interface Part {
  /** The name that its marks carry in the scene. */
  readonly of: string;
  /** What is written on it. */
  readonly texts: readonly string[];
  /** In the picture's source; absent for a table's cells, which are counted instead. */
  readonly line?: number;
}

const written = (...texts: readonly string[]) => texts.filter((text) => text !== '');

/** Every part, once. */
export function partsOf(diagram: Diagram): readonly Part[] {
  switch (diagram.kind) {
    case 'flowchart':
    case 'state':
      return graphParts(diagram);
    case 'sequence':
      return sequenceParts(diagram);
    case 'timeline':
      return timelineParts(diagram);
    case 'chart':
      return chartParts(diagram);
    case 'classes':
      return classParts(diagram);
    case 'table':
      return [diagram.header, ...diagram.rows].flatMap((row, index) =>
        row.map((cell, column) => ({ of: `cell:${index}:${column}`, texts: [cell] })),
      );
    default:
      return diagram satisfies never;
  }
}

const graphParts = ({ nodes, edges, groups }: Graph): readonly Part[] => [
  ...nodes.map(({ id, label, line }) => ({ of: `node:${id}`, texts: written(label), line })),
  ...edges.map(({ label, line }, index) => ({ of: `edge:${index}`, texts: written(label), line })),
  ...groups.map(({ id, title, line }) => ({ of: `group:${id}`, texts: [title], line })),
];

const sequenceParts = ({ participants, steps }: Sequence): readonly Part[] => [
  ...participants.map(({ id, label, line }) => ({ of: `participant:${id}`, texts: [label], line })),
  ...steps.map((step, index) => {
    const texts = 'text' in step ? written(step.text) : [];
    return { of: `${step.kind}:${index}`, texts, line: step.line };
  }),
];

const timelineParts = ({ title, sections }: Timeline): readonly Part[] => [
  ...titlesOf([title, 'title']),
  ...sections.flatMap((section, index) => [
    ...(section.title === '' ? [] : [{ of: `section:${index}`, texts: [section.title], line: section.line }]),
    ...section.periods.flatMap(({ label, events, line }, place) => {
      const of = `period:${index}:${place}`;
      return [
        { of, texts: [label], line },
        ...events.map((event, at) => ({ of: `${of}:${at}`, texts: [event], line })),
      ];
    }),
  ]),
];

const chartParts = ({ title, xTitle, yTitle, labels, series }: Chart): readonly Part[] => [
  ...titlesOf([title, 'title'], [yTitle, 'y-title'], [xTitle, 'x-title']),
  ...labels.map((label, index) => ({ of: `label:${index}`, texts: [label] })),
  ...series.flatMap(({ name, values, line }, index) => [
    ...(name === '' ? [] : [{ of: `series:${index}`, texts: [name], line }]),
    ...values.map((_, at) => ({ of: `value:${index}:${at}`, texts: [], line })),
  ]),
];

const classParts = ({ classes, relations }: Classes): readonly Part[] => [
  ...classes.map(({ id, title, stereotype, fields, methods, line }) => {
    return { of: `class:${id}`, texts: [title, ...written(stereotype), ...fields, ...methods], line };
  }),
  ...relations.map(({ label, fromCount, toCount, line }, index) => {
    return { of: `relation:${index}`, texts: written(fromCount, label, toCount), line };
  }),
];

const titlesOf = (...titles: readonly (readonly [string, string])[]): readonly Part[] =>
  titles.filter(([text]) => text !== '').map(([text, of]) => ({ of, texts: [text] }));
