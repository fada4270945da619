// What is outside the subset in the pictures of topics, with file and line.
import type { Picture, Topic } from '../content/catalogue.ts';
import type { Problem } from '../errors.ts';
import { readPicture } from './read.ts';

/** Reads the source alone: quick enough for every start. */
export function refusedPictures(topics: readonly Topic[]): readonly Problem[] {
  return topics.flatMap(({ picture }) => {
    const read = picture && readPicture(picture);
    if (!picture || read?.kind !== 'refused') return [];
    return read.refusals.map(({ line, what, mend }) => ({ ...placeAt(picture, line), what, mend }));
  });
}

/** A line of a picture's source as a line of its file. */
export const placeAt = ({ file, line }: Picture, within: number): { where: string; line: number } => ({
  where: file,
  line: line + within - 1,
});
