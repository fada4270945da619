// Cards as data: actions, cuts, plain text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeAction, encodeAction } from '../../src/card/action.ts';
import { bold, bullets, buttons, instant, link, paragraph, small } from '../../src/card/build.ts';
import { cutAtWord } from '../../src/card/cut.ts';
import { plainCard } from '../../src/card/plain.ts';

describe('an action', () => {
  it('comes back as it went in, whatever its arguments hold', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 8 }), { maxLength: 3 }), (args) => {
        expect(decodeAction(encodeAction('name', ...args))).toEqual({ name: 'name', args });
      }),
    );
  });

  it('is refused when no platform could carry it', () => {
    expect(() => encodeAction('name', 'x'.repeat(100))).toThrow(RangeError);
  });

  it('that is foreign is answered in words', () => {
    expect(() => decodeAction('')).toThrow('not known here');
    expect(() => decodeAction('vote:%')).toThrow('not known here');
  });
});

describe('a cut', () => {
  it('is never longer than asked, never splits a character, and changes nothing that fits', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 200 }),
        fc.integer({ min: 1, max: 100 }),
        (text, maxChars) => {
          const cut = cutAtWord(text, maxChars);
          expect(cut.length).toBeLessThanOrEqual(maxChars);
          expect(cut.isWellFormed()).toBe(true);
          if (text.length <= maxChars) expect(cut).toBe(text);
        },
      ),
    );
  });

  it('ends at a word', () => {
    expect(cutAtWord('one two three four', 12)).toBe('one two…');
  });
});

it('a card as plain text holds everything, its buttons included', () => {
  const text = plainCard({
    kind: 'card',
    tone: 'topic',
    title: 'Title',
    blocks: [
      paragraph('see ', bold('this'), ' and ', link('that', 'https://example.org')),
      bullets(['one', 'two']),
      { kind: 'table', header: ['a', 'bb'], rows: [['ccc', 'd']] },
      { kind: 'choices', items: [{ letter: 'A', text: 'yes', mark: 'right', tally: '1 vote (100 %)', why: 'since' }] },
      small('at ', instant(0, 'time')),
      ...buttons({ action: 'x', label: 'Press' }),
    ],
  });
  expect(text).toBe(
    'Title\n\nsee this and that (https://example.org)\n\n• one\n• two\n\na    bb\n---  --\nccc  d\n\nA. yes ✓ right · 1 vote (100 %)\n   since\n\nat 1970-01-01 00:00 UTC\n\nButtons: Press',
  );
});
