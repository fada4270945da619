// The ranking: candidates from the index, every sign that speaks for each, and Fuse over the best of them.
import type { Topic } from '../content/catalogue.ts';
import { createBeginnings } from './beginnings.ts';
import { createCandidates } from './candidates.ts';
import { type Features, featureNames, type Named, type Signs, signsOf } from './features.ts';
import { fuseLikeness } from './fuse.ts';
import { normalise } from './normalise.ts';
import { targetOf, type Weighed, weigh } from './phrase-match.ts';
import { type Phrase, phrasesOf } from './phrases.ts';
import { type Query, readQuery } from './query.ts';
import { createSpelling } from './spelling.ts';
import { createThesaurus } from './thesaurus.ts';
import { createVocabulary } from './vocabulary.ts';
import { weights as tuned, type Weights } from './weights.ts';

export interface Ranked {
  readonly topic: Topic;
  readonly features: Features;
  readonly score: number;
  readonly named: Named;
  /** The name and the ask of the topic that come nearest to the query, as their author wrote them. */
  readonly name: string | undefined;
  readonly ask: string | undefined;
}

export interface Ranking {
  readonly query: Query;
  /** Best first. */
  readonly ranked: readonly Ranked[];
}

export interface Ranker {
  readonly rank: (text: string) => Ranking;
  /** Those with a name that begins so, then those that come near. */
  readonly complete: (typed: string, limit: number) => readonly Topic[];
}

const maxCandidates = 100;
const maxBeginnings = 20;
const namedRank: Readonly<Record<Named, number>> = { exactly: 0, loosely: 1, no: 2 };
/** How many of the candidates Fuse looks at. */
const maxFused = 30;

export interface RankerOptions {
  /** Of each topic, where the caller has them already. */
  readonly phrases?: readonly (readonly Phrase[])[];
  readonly synonyms?: readonly (readonly string[])[];
  /** Others than the tuned ones, and none or another spelling, for measuring what each step gives. */
  readonly weights?: Weights;
  readonly createSpelling?: typeof createSpelling;
}

export function createRanker(topics: readonly Topic[], options: RankerOptions = {}): Ranker {
  const { weights = tuned, createSpelling: spellingOf = createSpelling } = options;
  const phrases = options.phrases ?? topics.map(phrasesOf);
  const vocabulary = createVocabulary(phrases);
  const lexicon = {
    vocabulary,
    spelling: spellingOf(vocabulary.words),
    thesaurus: createThesaurus(options.synonyms ?? []),
  };
  const weighed = phrases.map((own): readonly Weighed[] => own.map((phrase) => weigh(phrase, vocabulary)));
  const candidates = createCandidates(phrases);
  const beginnings = createBeginnings(phrases);
  const rank = (text: string): Ranking => {
    const query = readQuery(normalise(text), lexicon);
    const target = targetOf(query);
    const begun = [query.folded, query.wanted].flatMap((typed) => beginnings.of(typed, maxBeginnings));
    const places = [...new Set([...begun, ...candidates.of(query, maxCandidates)])].slice(0, maxCandidates);
    const signed = places.map((place) => ({ place, signs: signsOf(weighed[place] ?? [], target) }));
    return { query, ranked: fused(query, signed, { topics, weights }) };
  };
  return {
    rank,
    complete: (typed, limit) => {
      const begun = beginnings.of(normalise(typed), limit).flatMap((place) => topics[place] ?? []);
      return [...new Set([...begun, ...rank(typed).ranked.map(({ topic }) => topic)])].slice(0, limit);
    },
  };
}

interface Signed {
  readonly place: number;
  readonly signs: Signs;
}

function fused(
  query: Query,
  signed: readonly Signed[],
  { topics, weights }: { topics: readonly Topic[]; weights: Weights },
): readonly Ranked[] {
  const scoreOf = (features: Features) => featureNames.reduce((sum, name) => sum + weights[name] * features[name], 0);
  const sorted = signed
    .map((each) => ({ ...each, score: scoreOf(each.signs.features) }))
    .sort((one, other) => other.score - one.score || one.place - other.place);
  const texts = sorted.slice(0, maxFused).map(({ place, signs }) => ({
    place,
    title: topics[place]?.title.toLowerCase() ?? '',
    name: signs.name?.folded ?? '',
    ask: signs.ask?.folded ?? '',
  }));
  const likeness = query.wanted === '' ? new Map<number, number>() : fuseLikeness(query.wanted, texts);
  return sorted
    .flatMap(({ place, signs }): Ranked[] => {
      const topic = topics[place];
      const features = { ...signs.features, fuse: likeness.get(place) ?? 0 };
      const found = {
        features,
        score: scoreOf(features),
        named: signs.named,
        name: signs.name?.text,
        ask: signs.ask?.text,
      };
      return topic ? [{ topic, ...found }] : [];
    })
    .sort((one, other) => namedRank[one.named] - namedRank[other.named] || other.score - one.score);
}
