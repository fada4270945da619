// The lookups that are compared: Fuse and MiniSearch as they come, and ours, whole and step by step.
import Fuse from 'fuse.js';
import MiniSearch from 'minisearch';
import type { Catalogue, Topic } from '../../../src/content/catalogue.ts';
import { createRanker } from '../../../src/search/rank.ts';
import { createSearch } from '../../../src/search/search.ts';
import { type Weights, weights } from '../../../src/search/weights.ts';

/** Ids best first, at most ten; none for "not found". */
export type Lookup = (query: string) => readonly string[];

const most = 10;
/** Plain Fuse takes 2.8 s over a paste of 3,000 characters. */
const baselineChars = 256;

/** Fuse's defaults over titles and aliases. */
export function fuseDefaults({ topics }: Catalogue): Lookup {
  const fuse = new Fuse([...topics], { keys: ['title', 'aliases'] });
  return (query) => fuse.search(query.slice(0, baselineChars), { limit: most }).map(({ item }) => item.id);
}

/** MiniSearch over all that ours sees, with its usual options for search as one types. */
export function miniSearch({ topics }: Catalogue): Lookup {
  const fields = ['title', 'aliases', 'asks', 'tags', 'summary', 'keyPoints'];
  const mini = new MiniSearch<Topic>({
    fields,
    extractField: (topic, field) => {
      const value = topic[field as 'title' | 'aliases'];
      return typeof value === 'string' ? value : value.join('\n');
    },
    searchOptions: { boost: { title: 3, aliases: 3 }, prefix: true, fuzzy: 0.2 },
  });
  mini.addAll(topics);
  return (query) =>
    mini
      .search(query.slice(0, baselineChars))
      .slice(0, most)
      .map(({ id }) => String(id));
}

export function ours(catalogue: Catalogue): Lookup {
  const search = createSearch(catalogue);
  return (query) => search.ids(query, most);
}

interface Parts {
  readonly weights?: Partial<Weights>;
  readonly hasThesaurus?: boolean;
  readonly hasSpelling?: boolean;
  /** What the topics are stripped of. */
  readonly without?: readonly ('aliases' | 'asks' | 'tags' | 'keyPoints')[];
}

/** The ranking without the gate, and without the parts named; weights left out count nothing. */
function ranking({ topics, synonyms }: Catalogue, parts: Parts): Lookup {
  const stripped = topics.map((topic) => ({
    ...topic,
    ...Object.fromEntries((parts.without ?? []).map((key) => [key, []])),
  }));
  const zero = Object.fromEntries(Object.keys(weights).map((name) => [name, 0])) as unknown as Weights;
  const ranker = createRanker(stripped, {
    synonyms: parts.hasThesaurus ? synonyms : [],
    weights: { ...zero, ...parts.weights },
    ...(parts.hasSpelling ? {} : { createSpelling: () => ({ corrections: () => [] }) }),
  });
  return (query) =>
    ranker
      .rank(query)
      .ranked.slice(0, most)
      .map(({ topic }) => topic.id);
}

const { nameBoth, nameWhole, nameCover, titleBoth, titleWhole } = weights;
const names = { nameBoth, nameWhole, nameCover, titleBoth, titleWhole };
const { fuse: _, ...allButFuse } = weights;

/** Each adds one step to the one before it. */
export const ladder: readonly (readonly [string, (catalogue: Catalogue) => Lookup])[] = [
  [
    'words held, stems, no order of fields',
    (c) => ranking(c, { weights: { allCover: 1 }, without: ['asks', 'keyPoints'] }),
  ],
  [
    '+ names weighed against the rest',
    (c) => ranking(c, { weights: { allCover: 1, ...names }, without: ['asks', 'keyPoints'] }),
  ],
  [
    '+ spelling',
    (c) => ranking(c, { weights: { allCover: 1, ...names }, hasSpelling: true, without: ['asks', 'keyPoints'] }),
  ],
  ['+ asks', (c) => ranking(c, { weights: { allCover: 1, ...names }, hasSpelling: true, without: ['keyPoints'] })],
  ['+ key points', (c) => ranking(c, { weights: { allCover: 1, ...names }, hasSpelling: true })],
  ['+ all signs, tuned', (c) => ranking(c, { weights: allButFuse, hasSpelling: true })],
  ['+ thesaurus', (c) => ranking(c, { weights: allButFuse, hasSpelling: true, hasThesaurus: true })],
  ['+ Fuse over the nearest names and asks', (c) => ranking(c, { weights, hasSpelling: true, hasThesaurus: true })],
  ['+ the gate (all of it)', ours],
];

/** All of the ranking but one part. */
export const leftOut: readonly (readonly [string, (catalogue: Catalogue) => Lookup])[] = [
  ['without spelling', (c) => ranking(c, { weights, hasThesaurus: true })],
  ['without the thesaurus', (c) => ranking(c, { weights, hasSpelling: true })],
  ['without asks', (c) => ranking(c, { weights, hasSpelling: true, hasThesaurus: true, without: ['asks'] })],
  ['without key points', (c) => ranking(c, { weights, hasSpelling: true, hasThesaurus: true, without: ['keyPoints'] })],
  ['without aliases', (c) => ranking(c, { weights, hasSpelling: true, hasThesaurus: true, without: ['aliases'] })],
  ['without Fuse', (c) => ranking(c, { weights: allButFuse, hasSpelling: true, hasThesaurus: true })],
];
