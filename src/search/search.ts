// Finding a topic: by its exact name first, else by Fuse, else not at all.
import Fuse, { type FuseResult, type IFuseOptions } from 'fuse.js';
import type { Catalogue, Topic } from '../content/catalogue.ts';
import { createCandidates } from './candidates.ts';
import { nearness } from './nearness.ts';
import { meaningfulWords, normalise } from './normalise.ts';

export type Found =
  /** The query names this topic, or is close enough to show it at once. */
  | { readonly kind: 'sure'; readonly topic: Topic; readonly others: readonly Topic[] }
  /** Up to five that it may mean, best first. */
  | { readonly kind: 'unsure'; readonly topics: readonly Topic[] }
  | { readonly kind: 'nothing' };

export interface Search {
  /** Never throws, whatever the text and its length; reads its first 200 meaningful characters. */
  find(query: string): Found;
  /** Topics for what was typed so far: those whose name begins so first; all in order for ''. */
  suggest(typed: string, limit: number): readonly Topic[];
}

interface Entry {
  readonly topic: Topic;
  readonly title: string;
  readonly names: readonly string[];
  readonly asks: readonly string[];
  readonly tags: readonly string[];
  readonly summary: string;
}

/** Fuse scores: 0 is a perfect match, 1 none. Set by hand so that the queries of test/search/search.test.ts come out right. */
const sureScore = 0.3;
const unsureScore = 0.62;
const maxSuggestions = 5;
/** How many Fuse looks at. */
const maxCandidates = 15;
/** Fuse's best, ranked again by how near their names are. */
const rankedAgain = 15;
const nearGain = 0.5;

/** Builds the index once; the catalogue never changes. */
export function createSearch(catalogue: Catalogue): Search {
  const entries = catalogue.topics.map(entryOf);
  const exact = new Map<string, Topic>();
  for (const entry of [...entries].reverse()) for (const name of entry.names) exact.set(name, entry.topic);
  const candidates = createCandidates(entries.map(textOf));
  const hitsOf = (text: string, limit: number) => {
    const pool = candidates.of(text, maxCandidates).flatMap((place) => entries[place] ?? []);
    return new Fuse(pool, fuseOptions).search(text, { limit });
  };
  return {
    find: (query) => find(query, { exact, hitsOf }),
    suggest: (typed, limit) => suggest(typed, limit, { entries, hitsOf }),
  };
}

const fuseOptions: IFuseOptions<Entry> = {
  keys: [
    { name: 'names', weight: 3 },
    { name: 'asks', weight: 1 },
    { name: 'tags', weight: 0.5 },
    { name: 'summary', weight: 0.5 },
  ],
  includeScore: true,
  ignoreLocation: true,
  useTokenSearch: true,
  threshold: 0.35,
  minMatchCharLength: 2,
};

/** Fuse's hits among the candidates, best first. */
type HitsOf = (text: string, limit: number) => readonly FuseResult<Entry>[];

const textOf = ({ names, asks, tags, summary }: Entry) => [...names, ...asks, ...tags, summary].join(' ');

function entryOf(topic: Topic): Entry {
  const names = [topic.id.replaceAll('-', ' '), topic.title, ...topic.aliases].map(normalise);
  return {
    topic,
    title: normalise(topic.title),
    names: [...new Set(names)],
    asks: topic.asks.map(normalise),
    tags: topic.tags.map(normalise),
    summary: normalise(topic.summary),
  };
}

function find(query: string, index: { exact: ReadonlyMap<string, Topic>; hitsOf: HitsOf }): Found {
  const text = normalise(query);
  const words = meaningfulWords(text);
  const named = index.exact.get(text) ?? index.exact.get(words.join(' '));
  if (named) return { kind: 'sure', topic: named, others: [] };
  if (words.length === 0) return { kind: 'nothing' };
  const wanted = words.join(' ');
  const hits = index
    .hitsOf(wanted, rankedAgain)
    .filter(({ score = 1 }) => score <= unsureScore)
    .map(({ item, score = 1 }) => ({ topic: item.topic, score: score - nearGain * nearestName(item, wanted) }))
    .sort((one, other) => one.score - other.score)
    .slice(0, maxSuggestions + 1);
  const [best, ...rest] = hits;
  if (!best) return { kind: 'nothing' };
  if (best.score <= sureScore) return { kind: 'sure', topic: best.topic, others: rest.map((hit) => hit.topic) };
  return { kind: 'unsure', topics: hits.slice(0, maxSuggestions).map((hit) => hit.topic) };
}

const nearestName = ({ names }: Entry, wanted: string) => Math.max(...names.map((name) => nearness(name, wanted)));

function suggest(typed: string, limit: number, index: { entries: readonly Entry[]; hitsOf: HitsOf }): readonly Topic[] {
  const text = normalise(typed);
  const begins = index.entries.filter((entry) => entry.names.some((name) => name.startsWith(text)));
  const similar = text === '' ? [] : index.hitsOf(text, limit).map((hit) => hit.item);
  return [...new Set([...begins, ...similar])].slice(0, limit).map((entry) => entry.topic);
}
