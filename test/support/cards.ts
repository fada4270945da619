// Cards for renderers: one of every kind of block, hostile ones, and any that fast-check can think of.
import fc from 'fast-check';
import { bold, bullets, code, instant, italic, link, paragraph, small } from '../../src/card/build.ts';
import type { Block, Card, Inline } from '../../src/card/card.ts';

/** Every kind of block and inline. */
export const everyBlock: Card = {
  kind: 'card',
  tone: 'topic',
  title: 'Every kind of block',
  blocks: [
    { kind: 'heading', text: 'A heading' },
    paragraph(
      'plain ',
      bold('bold'),
      ' ',
      italic('italic'),
      ' ',
      code('code'),
      ' ',
      link('a link', 'https://example.org/a?b=c'),
      ' ',
      instant(0, 'date-time'),
    ),
    bullets(['one', 'two']),
    { kind: 'list', style: 'number', items: [[{ kind: 'text', text: 'first' }], [{ kind: 'text', text: 'second' }]] },
    {
      kind: 'choices',
      items: [
        { letter: 'A', text: 'yes', mark: 'right', tally: '1 vote (100 %)', why: 'since' },
        { letter: 'B', text: 'no', mark: 'wrong', why: 'not so' },
      ],
    },
    { kind: 'quote', content: [{ kind: 'text', text: 'quoted' }] },
    { kind: 'code', text: 'a --> b' },
    { kind: 'table', header: ['a', 'b'], rows: [['1', '2']] },
    { kind: 'picture', picture: { kind: 'topic', topic: 'p' }, alt: 'What the picture shows', outline: 'a --> b' },
    { kind: 'divider' },
    small('small ', instant(0, 'relative')),
    {
      kind: 'buttons',
      buttons: [
        { action: 'one:1', label: 'One', style: 'primary' },
        { action: 'two:2', label: 'Two' },
      ],
    },
  ],
};

/** Texts that would ping, break out of markup, or draw a link somewhere else. */
export const hostileTexts: readonly string[] = [
  '<!channel> <!here> <!everyone> <@U123ABC> <!subteam^S1> <#C1>',
  '@everyone @here <@123456789012345678> <@&123456789012345678> <#123> <t:0:R> <:x:1>',
  '*bold* _it_ ~no~ `code` ```fence``` || spoiler || > quote # head - list 1. one',
  '[text](https://evil.example) https://evil.example <https://evil.example|click>',
  '\u001b[31mred\u001b[0m \u0007 \u202Eright to left',
  '&lt;!channel&gt; & < >',
];

/** A card whose every text is hostile. */
export const hostileCard = (text: string): Card => ({
  kind: 'card',
  tone: 'notice',
  title: text.slice(0, 150),
  blocks: [
    { kind: 'heading', text },
    paragraph(text, bold(text), italic(text), code(text), link(text, 'https://example.org/')),
    bullets([text]),
    { kind: 'choices', items: [{ letter: 'A', text, why: text, mark: 'right', tally: text }] },
    { kind: 'quote', content: [{ kind: 'text', text }] },
    { kind: 'code', text },
    { kind: 'table', header: [text], rows: [[text]] },
    { kind: 'picture', picture: { kind: 'topic', topic: 'p' }, alt: text, outline: text },
    small(text),
    { kind: 'buttons', buttons: [{ action: 'a:b', label: text.slice(0, 40) }] },
  ],
});

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 600 });
const inline: fc.Arbitrary<Inline> = fc.oneof(
  fc.record({ kind: fc.constantFrom('text' as const, 'bold' as const, 'italic' as const, 'code' as const), text }),
  fc.record({ kind: fc.constant('link' as const), text, url: fc.oneof(fc.webUrl(), text) }),
  fc.record({
    kind: fc.constant('instant' as const),
    at: fc.integer({ min: 0, max: 4e12 }),
    style: fc.constantFrom('time' as const, 'date-time' as const, 'relative' as const),
  }),
);
const rich = fc.array(inline, { minLength: 1, maxLength: 6 });
const block: fc.Arbitrary<Block> = fc.oneof(
  fc.record({ kind: fc.constant('heading' as const), text }),
  fc.record({ kind: fc.constantFrom('paragraph' as const, 'quote' as const, 'small' as const), content: rich }),
  fc.record({
    kind: fc.constant('list' as const),
    style: fc.constantFrom('bullet' as const, 'number' as const),
    items: fc.array(rich, { minLength: 1, maxLength: 8 }),
  }),
  fc.record({
    kind: fc.constant('choices' as const),
    items: fc.array(fc.record({ letter: fc.constant('A'), text, why: text }), { minLength: 1, maxLength: 6 }),
  }),
  fc.record({ kind: fc.constant('code' as const), text }),
  fc.record({
    kind: fc.constant('table' as const),
    header: fc.constant(['a', 'b']),
    rows: fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 9 }),
  }),
  fc.record({
    kind: fc.constant('picture' as const),
    picture: fc.constant({ kind: 'topic' as const, topic: 'p' }),
    alt: text,
    outline: text,
  }),
  fc.constant<Block>({ kind: 'divider' }),
);

/** Any card with up to 25 buttons; often far too long for any platform. */
export const anyCard: fc.Arbitrary<Card> = fc
  .record({ title: text, blocks: fc.array(block, { maxLength: 30 }), buttons: fc.nat(25), readOn: fc.boolean() })
  .map(({ title, blocks, buttons, readOn }) => ({
    kind: 'card',
    tone: 'topic',
    title,
    blocks: [
      ...blocks,
      ...(buttons === 0
        ? []
        : [
            {
              kind: 'buttons' as const,
              buttons: Array.from({ length: buttons }, (_, index) => ({
                action: `go:${index % 20}`,
                label: `Go ${index}`,
              })),
            },
          ]),
    ],
    ...(readOn ? { readOn: 'read:on' } : {}),
  }));

/** All strings anywhere in a value, with the key that each stands under. */
export function stringsIn(value: unknown, key = ''): readonly (readonly [string, string])[] {
  if (typeof value === 'string') return [[key, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => stringsIn(inner, Array.isArray(value) ? key : name));
}
