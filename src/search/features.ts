// What speaks for a topic as the answer to a query, each sign as a number from 0 to 1. All of them, weighed, give 5.4 points of first
// hits over names and words alone, and paraphrases 77 instead of 38 % (docs/lookup.md).
import { nearness } from './nearness.ts';
import { type Match, matchOf, type Target, type Weighed } from './phrase-match.ts';
import { type Field, isNameField } from './phrases.ts';
import type { Query } from './query.ts';

export const featureNames = [
  'nameBoth',
  'nameWhole',
  'nameCover',
  'titleBoth',
  'titleWhole',
  'askCosine',
  'askSecond',
  'askCover',
  'tagCover',
  'textCover',
  'allCover',
  'phraseCover',
  'exactCover',
  'nameStarts',
  'titleStarts',
  'designs',
  'nameNear',
  'nameAlmost',
  'fuse',
] as const;
type FeatureName = (typeof featureNames)[number];
export type Features = Readonly<Record<FeatureName, number>>;

/** Whether the query is one of the topic's names: letter by letter, without stop words, or not at all. */
export type Named = 'exactly' | 'loosely' | 'no';

/** What speaks for a topic, and the name and the ask that came nearest. */
export interface Signs {
  readonly features: Features;
  readonly named: Named;
  readonly name: Weighed | undefined;
  readonly ask: Weighed | undefined;
}

/** A name of which the query holds this share stands in it as a whole. */
const wholeName = 0.85;
/** Names below this are not compared letter by letter. */
const comparedName = 0.3;
/** From here on a name is mistyped rather than another. */
const almostFrom = 0.7;
/** Below this a word was guessed: a synonym, a correction, a beginning. */
const exactly = 0.9;
/** So much typed of a name's beginning says all; a letter or two say little. */
const tellingChars = 5;

/** The best of each sign so far, while the phrases of a topic are gone through. */
class Tally {
  readonly #target: Target;
  readonly #best: Float64Array;
  readonly #held: Readonly<Record<Field | 'all', Float64Array>>;
  readonly #top = { both: 0, whole: 0, cover: 0, phrase: 0, title: 0, ask: 0, second: 0, near: 0 };
  readonly #titled = { whole: 0, starts: 0 };
  readonly #begun = { starts: 0, designs: 0 };
  named: Named = 'no';
  name: Weighed | undefined;
  ask: Weighed | undefined;

  constructor(target: Target) {
    const slots = () => new Float64Array(target.query.slots.length);
    this.#target = target;
    this.#best = slots();
    this.#held = { title: slots(), alias: slots(), ask: slots(), tag: slots(), text: slots(), all: slots() };
  }

  add(phrase: Weighed): void {
    const { query, isDesign } = this.#target;
    if (isNameField(phrase.field)) this.#addBeginning(phrase, query);
    if (isDesign && phrase.folded.startsWith('design ')) this.#begun.designs = 1;
    const match = matchOf(phrase, this.#target, this.#best);
    if (!match) return;
    raise(this.#held.all, this.#best);
    raise(this.#held[phrase.field], this.#best);
    this.#top.phrase = Math.max(this.#top.phrase, match.ofQuery);
    if (isNameField(phrase.field)) this.#addName(phrase, match);
    if (phrase.field === 'ask') this.#addAsk(phrase, match);
  }

  #addBeginning(phrase: Weighed, query: Query): void {
    const started = startOf(phrase, query);
    const named = namedBy(phrase, query);
    if (named === 'exactly' || this.named === 'no') this.named = named;
    this.#begun.starts = Math.max(this.#begun.starts, started);
    if (phrase.field === 'title') this.#titled.starts = Math.max(this.#titled.starts, started);
  }

  #addName(phrase: Weighed, { ofQuery, ofPhrase }: Match): void {
    const top = this.#top;
    const both = (2 * ofQuery * ofPhrase) / (ofQuery + ofPhrase);
    const whole = ofPhrase > wholeName ? ofQuery : 0;
    if (both > top.both) this.name = phrase;
    top.both = Math.max(top.both, both);
    top.cover = Math.max(top.cover, ofQuery);
    top.whole = Math.max(top.whole, whole);
    if (both > comparedName) top.near = Math.max(top.near, nearness(phrase.wanted, this.#target.query.wanted));
    if (phrase.field !== 'title') return;
    top.title = Math.max(top.title, both);
    this.#titled.whole = Math.max(this.#titled.whole, whole);
  }

  #addAsk(phrase: Weighed, { cosine }: Match): void {
    const top = this.#top;
    if (cosine > top.ask) {
      top.second = top.ask;
      top.ask = cosine;
      this.ask = phrase;
    } else top.second = Math.max(top.second, cosine);
  }

  features(): Features {
    const top = this.#top;
    return {
      nameBoth: top.both,
      nameWhole: top.whole,
      nameCover: top.cover,
      titleBoth: top.title,
      titleWhole: this.#titled.whole,
      askCosine: top.ask,
      askSecond: top.second,
      askCover: this.#share(this.#held.ask),
      tagCover: this.#share(this.#held.tag),
      textCover: this.#share(this.#held.text),
      allCover: this.#share(this.#held.all),
      phraseCover: top.phrase,
      exactCover: this.#share(this.#held.all.map((value) => (value >= exactly ? value : 0))),
      nameStarts: this.#begun.starts,
      titleStarts: this.#titled.starts,
      designs: this.#begun.designs,
      nameNear: top.near,
      nameAlmost: Math.max(0, (top.near - almostFrom) / (1 - almostFrom)),
      fuse: 0,
    };
  }

  /** The share of the query that the slots hold. */
  #share(values: Float64Array): number {
    const { query, mass } = this.#target;
    return query.slots.reduce((sum, { weight }, slot) => sum + weight * (values[slot] ?? 0), 0) / mass;
  }
}

/** All but Fuse's likeness, which needs the nearest texts first. */
export function signsOf(phrases: readonly Weighed[], target: Target): Signs {
  const tally = new Tally(target);
  for (const phrase of phrases) tally.add(phrase);
  return { features: tally.features(), named: tally.named, name: tally.name, ask: tally.ask };
}

function raise(values: Float64Array, to: Float64Array): void {
  for (let at = 0; at < values.length; at++) if ((to[at] ?? 0) > (values[at] ?? 0)) values[at] = to[at] ?? 0;
}

function namedBy({ folded, wanted }: Weighed, query: Query): Named {
  if (folded === query.folded) return 'exactly';
  return query.slots.length > 0 && wanted === query.wanted ? 'loosely' : 'no';
}

/** How much was typed of a name that begins so. */
function startOf({ folded, wanted }: Weighed, query: Query): number {
  if (folded.startsWith(query.folded)) return Math.min(1, query.folded.length / tellingChars);
  if (query.wanted !== '' && wanted.startsWith(query.wanted)) return Math.min(1, query.wanted.length / tellingChars);
  return 0;
}
