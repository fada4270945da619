// A catalogue of any size, for speed: every topic again and again under changed words, so that the vocabulary grows with it.
import { type Catalogue, catalogueOf, type Topic } from '../../../src/content/catalogue.ts';

/** The first `catalogue.topics.length` are the real ones. */
export function manyTopics(catalogue: Catalogue, count: number): Catalogue {
  const { topics } = catalogue;
  const all = Array.from({ length: count }, (_, index) => {
    const topic = topics[index % topics.length];
    if (!topic) throw new Error('the catalogue is empty');
    const round = Math.floor(index / topics.length);
    return round === 0 ? topic : renamed(topic, topics[(index * 7 + round) % topics.length] ?? topic, round);
  });
  return catalogueOf(catalogue.categories, all, catalogue.synonyms);
}

/** Half of its words from another topic, every fourth one with a syllable of its own. */
function renamed(topic: Topic, other: Topic, round: number): Topic {
  const syllable = `${'bdfgklmnprst'.charAt(round % 12)}${'aeiou'.charAt(round % 5)}${'nrsl'.charAt(round % 4)}`;
  const changed = (text: string, index: number) =>
    text
      .split(' ')
      .map((word, at) => ((at + index + round) % 4 === 0 ? word + syllable : word))
      .join(' ');
  const mixed = (key: 'aliases' | 'asks' | 'tags' | 'keyPoints') =>
    [...topic[key].filter((_, index) => index % 2 === 0), ...other[key].filter((_, index) => index % 2 === 1)].map(
      changed,
    );
  return {
    ...topic,
    id: `${topic.id}-${round}`,
    title: changed(topic.title, round),
    summary: changed(other.summary, round),
    aliases: mixed('aliases'),
    asks: mixed('asks'),
    tags: mixed('tags'),
    keyPoints: mixed('keyPoints'),
  };
}
