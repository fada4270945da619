// Whether a topic's picture is in the subset, complete and legible: what `archway content check` asks.
import type { Category, Topic } from '../content/catalogue.ts';
import type { Problem } from '../errors.ts';
import { describe } from './describe.ts';
import type { Diagram } from './diagram.ts';
import { pictureScene } from './drawing.ts';
import { drawnWords, type Flaw, flawsOf } from './legibility.ts';
import { orderOf } from './order.ts';
import { type Part, partsOf } from './parts.ts';
import { readPicture } from './read.ts';
import { placeAt, refusedPictures } from './refused.ts';
import type { Scene } from './scene.ts';
import { isDrawable } from './words.ts';

export interface Checked {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

/** Discord's ceiling for the description of an attachment, the smallest of all surfaces. */
const maxAltChars = 1_024;
/** What a phone shows well (shared guide of the house style). */
const maxNodes = 10;
const maxParticipants = 4;
const maxLabelChars = 28;

/** Reads, lays out and looks: about 50 ms a picture. */
export async function checkPicture(topic: Topic, categories: readonly Category[]): Promise<Checked> {
  const { picture } = topic;
  if (!picture) return { problems: [], warnings: [] };
  const read = readPicture(picture);
  if (read.kind === 'refused') return { problems: refusedPictures([topic]), warnings: [] };
  const order = orderOf({ kind: 'topic', topic: topic.id }, { categories, topicById: new Map([[topic.id, topic]]) });
  if (!order) return { problems: [], warnings: [] };
  const scene = await pictureScene(order);
  const parts = partsOf(read.diagram);
  const found = [
    ...flawsOf(scene),
    ...losses(parts, scene),
    ...undrawable([...parts, { of: 'heading', texts: [order.kind === 'topic' ? order.title : ''] }]),
    ...sizes(read.diagram),
    ...wordy(topic, read.diagram),
  ];
  const problem = ({ of, what, severity }: Flaw): Problem => ({
    ...placeAt(picture, lineOf(parts, of)),
    what,
    mend: mendOf(what, severity),
  });
  return {
    problems: found.filter(({ severity }) => severity === 'error').map(problem),
    warnings: found.filter(({ severity }) => severity === 'warning').map(problem),
  };
}

const lineOf = (parts: readonly Part[], of: string | undefined) => parts.find((part) => part.of === of)?.line ?? 1;

function mendOf(what: string, severity: Flaw['severity']): string {
  if (/px high/.test(what))
    return severity === 'error'
      ? 'fewer nodes, rows or messages, or shorter labels'
      : 'somewhat fewer or shorter labels';
  return 'shorten the label, or write the parts in another order';
}

/** Parts of the source that the drawing does not show whole. */
function losses(parts: readonly Part[], { marks }: Scene): readonly Flaw[] {
  const drawn = drawnWords(marks);
  return parts.flatMap(({ of, texts }): readonly Flaw[] => {
    const words = drawn.get(of);
    if (words === undefined) return [{ severity: 'error', of, what: `${of} is written and not drawn` }];
    const lost = texts.find((text) => !words.includes(text.replace(/\s/g, '')));
    return lost === undefined ? [] : [{ severity: 'error', of, what: `"${lost}" is cut in the drawing` }];
  });
}

function undrawable(parts: readonly Part[]): readonly Flaw[] {
  return parts.flatMap(({ of, texts }) =>
    texts
      .filter((text) => !isDrawable(text))
      .map((text): Flaw => ({ severity: 'error', of, what: `the font lacks a character of "${text}"` })),
  );
}

function sizes(diagram: Diagram): readonly Flaw[] {
  const warn = (isMuch: boolean, what: string): readonly Flaw[] => (isMuch ? [{ severity: 'warning', what }] : []);
  const long = partsOf(diagram).flatMap(({ of, texts }) => {
    const isLabel = /^(node|edge|participant|relation|group):/.test(of);
    const text = isLabel ? texts.find((each) => each.length > maxLabelChars) : undefined;
    return text === undefined
      ? []
      : [
          {
            severity: 'warning' as const,
            of,
            what: `"${text}" has ${text.length} characters, ${maxLabelChars} fit well`,
          },
        ];
  });
  const nodes = diagram.kind === 'flowchart' || diagram.kind === 'state' ? diagram.nodes.length : 0;
  const participants = diagram.kind === 'sequence' ? diagram.participants.length : 0;
  return [
    ...long,
    ...warn(nodes > maxNodes, `${nodes} nodes, ${maxNodes} fit well`),
    ...warn(participants > maxParticipants, `${participants} participants, ${maxParticipants} fit well`),
  ];
}

/** A description that a platform would cut would keep facts from those who listen. */
function wordy(topic: Topic, diagram: Diagram): readonly Flaw[] {
  const { length } = describe(diagram, topic.title).alt;
  if (length <= maxAltChars) return [];
  return [{ severity: 'error', what: `its description has ${length} characters, ${maxAltChars} fit` }];
}
