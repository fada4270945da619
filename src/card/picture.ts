// What a picture shows, as plain data that a card carries; how it looks is decided where it is drawn.
import { z } from 'zod';

const name = z.string().min(1).max(200);

/** The picture of a topic, whose source stands in its article. */
const topicPicture = z.object({ kind: z.literal('topic'), topic: name });

/** How a round went. Nobody's name is on it. */
const resultPicture = z.object({
  kind: z.literal('result'),
  /** The category's id, for its colour, and its title. */
  category: z.string(),
  categoryTitle: z.string(),
  prompt: z.string(),
  /** In the order in which they were asked. */
  options: z
    .array(z.object({ letter: z.string(), text: z.string(), votes: z.int().min(0), isRight: z.boolean() }))
    .min(1)
    .max(10),
});

/** A board with people's names: never public. */
const boardPicture = z.object({
  kind: z.literal('board'),
  title: z.string(),
  /** What stands below, such as "week 47 · 38 people". */
  note: z.string(),
  /** Best first; those with the same points share a rank. */
  rows: z
    .array(
      z.object({
        rank: z.int().min(1),
        name: z.string(),
        points: z.int(),
        /** Person id: whoever is forgotten takes the picture along. */
        person: name,
      }),
    )
    .min(1)
    .max(10),
});

/** Parses a picture that was stored. */
export const pictureSchema = z.discriminatedUnion('kind', [topicPicture, resultPicture, boardPicture]);

export type PictureSpec = z.infer<typeof pictureSchema>;
export type ResultPicture = z.infer<typeof resultPicture>;
export type BoardPicture = z.infer<typeof boardPicture>;

/** Light for surfaces that are mostly light, dark for those that are mostly dark. */
export const themes = ['light', 'dark'] as const;
export type Theme = (typeof themes)[number];
