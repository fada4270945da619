// `archway content check` on pictures: file, line, what is wrong and the mend.
import { describe, expect, it } from 'vitest';
import type { Topic } from '../../src/content/catalogue.ts';
import { checkPicture } from '../../src/pictures/check.ts';
import { refusedPictures } from '../../src/pictures/refused.ts';
import { ownContent } from '../support/bot.ts';

const { categories, topics } = ownContent();
const topicWith = (source: string, kind: 'mermaid' | 'table' = 'mermaid'): Topic => {
  const [first] = topics;
  if (!first) throw new Error('there is no topic');
  return { ...first, picture: { kind, source, file: 'a.md', line: 100 } };
};
const checked = (source: string) => checkPicture(topicWith(source), categories);

describe('the check of pictures', () => {
  it('finds no problem in the content', async () => {
    for (const topic of topics)
      expect([topic.id, (await checkPicture(topic, categories)).problems]).toEqual([topic.id, []]);
  });

  it('names the line of the file of what is outside the subset', async () => {
    const problems = [
      { where: 'a.md', line: 102, what: 'an invisible link', mend: expect.stringContaining('delete it') },
    ];
    expect(refusedPictures([topicWith('flowchart TD\na --> b\na ~~~ b')])).toEqual(problems);
    expect((await checked('flowchart TD\na --> b\na ~~~ b')).problems).toEqual(problems);
  });

  it('fails where a phone shows letters under 7 px, and warns under 8.5 px', async () => {
    const talk = (messages: number) => `sequenceDiagram\n${'a->>b: asks\n'.repeat(messages)}`;
    const long = await checked(talk(24));
    expect(long.problems).toMatchObject([
      { where: 'a.md', what: expect.stringMatching(/px high on a phone/), mend: expect.stringMatching(/^fewer nodes/) },
    ]);
    const middling = await checked(talk(15));
    expect(middling.problems).toEqual([]);
    expect(middling.warnings).toMatchObject([{ what: expect.stringMatching(/at least 8.5 px/) }]);
    expect(await checked(talk(5))).toEqual({ problems: [], warnings: [] });
  });

  it('lets a long chain go on beside its beginning, so that it stays legible', async () => {
    const chain = Array.from({ length: 8 }, (_, index) => `n${index} -->|then| n${index + 1}`).join('\n');
    expect((await checked(`flowchart TD\n${chain}`)).problems).toEqual([]);
  });

  it('fails on a character that the font lacks', async () => {
    expect((await checked('flowchart TD\na[山] --> b')).problems).toMatchObject([
      { line: 101, what: expect.stringContaining('the font lacks') },
    ]);
  });

  it('fails on a text that the drawing would cut', async () => {
    const long = 'word '.repeat(90).trim();
    expect((await checked(`timeline\n2020 : short\n2021 : ${long}`)).problems).toContainEqual(
      expect.objectContaining({ line: 102, what: expect.stringContaining('is cut in the drawing') }),
    );
  });

  it('fails on a description that a platform would cut', async () => {
    const wordy = Array.from({ length: 5 }, (_, index) => `20${index + 10} : ${'many words '.repeat(21).trim()}`).join(
      '\n',
    );
    expect((await checked(`timeline\n${wordy}`)).problems).toContainEqual(
      expect.objectContaining({ what: expect.stringMatching(/its description has \d+ characters/) }),
    );
  });

  it('warns of long labels and of more participants than a phone shows', async () => {
    const { warnings } = await checked('sequenceDiagram\na->>b: x\nb->>c: x\nc->>d: x\nd->>e: x');
    expect(warnings.map(({ what }) => what)).toContain('5 participants, 4 fit well');
    const { warnings: more } = await checked('flowchart TD\na[A label of more than twenty-eight] --> b');
    expect(more).toMatchObject([{ line: 101, what: expect.stringContaining('28 fit well') }]);
  });
});
