// Finding a topic: what it may be, in which order, and whether it is here at all.
import type { Catalogue, Category, Topic } from '../content/catalogue.ts';
import { answerLikelihood, judge, sureLikelihood } from './gate.ts';
import { fold, normalise } from './normalise.ts';
import { phrasesOf } from './phrases.ts';
import { createRanker, type Ranked, type Ranking } from './rank.ts';
import { createTermFinder, type FindTerms } from './terms.ts';

export type Found =
  /** The query names this topic, or is close enough to show it at once. */
  | { readonly kind: 'sure'; readonly topic: Topic; readonly others: readonly Suggestion[] }
  /** Up to five that it may mean, best first. */
  | { readonly kind: 'unsure'; readonly topics: readonly Suggestion[] }
  /** `near` is the category of what came nearest, when anything did. */
  | { readonly kind: 'nothing'; readonly near: Category | undefined };

export interface Suggestion {
  readonly topic: Topic;
  /** The topic's own words that came nearest: another name of it, or a way to ask for it. */
  readonly why: { readonly kind: 'called' | 'asked'; readonly text: string } | undefined;
}

export interface Search {
  /** Never throws, whatever the text and its length; reads its first 200 meaningful characters. */
  find(query: string): Found;
  /** Ids best first, at most `limit`; none when nothing is found. What `find` shows is taken from the front of it. */
  ids(query: string, limit: number): readonly string[];
  /** The topics that a passage names, each once, in its order. Reads its first 100,000 characters; never throws. */
  findTopics: FindTerms;
  /** Topics for what was typed so far: those whose name begins so first; all in order for ''. */
  suggest(typed: string, limit: number): readonly Topic[];
}

/** Below it nothing is found: of the development queries, apart, 0.4 % of those with an answer fall below it, and 94 % of those without. */
const answerFrom = 0.35;
/** From it one topic is shown at once: 93 % of the development queries with an answer reach it, 97 % of them rightly. */
const sureFrom = 0.5;
/** The best hit has a name that begins with the four letters or more that were typed: it is here, finished or not. */
const begunFrom = 0.8;
const maxSuggestions = 5;
const maxOthers = 3;
/** Of the best hit's score: what lies lower would only distract. */
const nearShare = 0.8;

/** Builds the index once; the catalogue never changes. */
export function createSearch(catalogue: Catalogue): Search {
  const phrases = catalogue.topics.map(phrasesOf);
  const ranker = createRanker(catalogue.topics, { synonyms: catalogue.synonyms, phrases });
  const hitsOf = (query: string) => {
    const ranking = ranker.rank(query);
    const named = ranking.ranked[0]?.named ?? 'no';
    const isNamed = named !== 'no';
    const judged = judge(query, ranking);
    const isBegun = (ranking.ranked[0]?.features.nameStarts ?? 0) >= begunFrom;
    const isHere = isNamed || isBegun || (judged !== undefined && answerLikelihood(judged) >= answerFrom);
    const isSure = isNamed || (isHere && judged !== undefined && sureLikelihood(judged) >= sureFrom);
    return { ranking, isHere, isSure };
  };
  return {
    findTopics: createTermFinder(catalogue.topics, phrases),
    find: (query) => {
      const { ranking, isHere, isSure } = hitsOf(query);
      const [best, ...rest] = ranking.ranked;
      if (!best || !isHere) return { kind: 'nothing', near: nearestCategory(ranking, catalogue) };
      if (isSure) return { kind: 'sure', topic: best.topic, others: othersOf(best, rest) };
      return { kind: 'unsure', topics: [best, ...rest].slice(0, maxSuggestions).map(suggestionOf) };
    },
    ids: (query, limit) => {
      const { ranking, isHere } = hitsOf(query);
      return isHere ? ranking.ranked.slice(0, limit).map(({ topic }) => topic.id) : [];
    },
    suggest: (typed, limit) =>
      normalise(typed) === '' ? catalogue.topics.slice(0, limit) : ranker.complete(typed, limit),
  };
}

/** Of a name the topics that share it; else those that come nearly as close. */
const othersOf = (best: Ranked, rest: readonly Ranked[]): readonly Suggestion[] =>
  rest
    .filter(({ named, score }) => (best.named === 'no' ? score >= nearShare * best.score : named === best.named))
    .slice(0, maxOthers)
    .map(suggestionOf);

function suggestionOf({ topic, name, ask, features }: Ranked): Suggestion {
  if (ask !== undefined && features.askCosine > features.nameBoth) return { topic, why: { kind: 'asked', text: ask } };
  const isTitle = name !== undefined && fold(topic.title).includes(fold(name));
  return { topic, why: name === undefined || isTitle ? undefined : { kind: 'called', text: name } };
}

/** Hits that speak for a category, and the least that the best must hold of the query. */
const categoryHits = 5;
const categoryCover = 0.2;

function nearestCategory({ ranked }: Ranking, { categories }: Catalogue): Category | undefined {
  const sums = new Map<string, number>();
  for (const { topic, features } of ranked.slice(0, categoryHits)) {
    if (features.allCover < categoryCover) continue;
    sums.set(topic.category, (sums.get(topic.category) ?? 0) + features.allCover);
  }
  const [nearest] = [...sums].sort(([, one], [, other]) => other - one);
  return categories.find(({ id }) => id === nearest?.[0]);
}
