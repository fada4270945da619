// Text in pictures: measured as it is drawn, broken and cut within its width, and never drawn as empty boxes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pictureScene } from '../../src/pictures/drawing.ts';
import { runsOf } from '../../src/pictures/emoji.ts';
import { flawsOf } from '../../src/pictures/legibility.ts';
import { pngOf } from '../../src/pictures/raster.ts';
import { nameText } from '../../src/pictures/scores/board.ts';
import { svgOf } from '../../src/pictures/svg.ts';
import { cutToWidth, fitLines, isDrawable, visible, widestOf, widthOf, wrap } from '../../src/pictures/words.ts';
import { hostileTexts } from '../support/cards.ts';
import { otherOrders } from './samples.ts';

const style = { size: 20, weight: 600 } as const;
const text = fc.string({ unit: 'grapheme', maxLength: 80 });

describe('a text', () => {
  it('breaks into lines that hold its words in order, none wider than asked unless a word is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 60, max: 400 }),
        (list, width) => {
          const lines = wrap(list.join(' '), width, style);
          expect(lines.join(' ')).toBe(list.join(' '));
          for (const line of lines) if (line.includes(' ')) expect(widthOf(line, style)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });

  it('is cut within its width, whatever it is', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 30, max: 300 }), (value, width) => {
        const cut = cutToWidth(value, width, style);
        expect(widthOf(cut, style)).toBeLessThanOrEqual(width);
        if (cut !== value) expect(cut.endsWith('…')).toBe(true);
      }),
    );
  });

  it('fits into so many lines of such a width, whatever it is', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 60, max: 300 }),
        fc.integer({ min: 1, max: 3 }),
        (value, maxWidth, maxLines) => {
          const lines = fitLines(value.replace(/\n/g, ' '), { maxWidth, maxLines }, style);
          expect(lines.length).toBeLessThanOrEqual(maxLines);
          expect(widestOf(lines, style)).toBeLessThanOrEqual(maxWidth);
        },
      ),
    );
  });

  it('is parted into emoji and the rest, and nothing is lost', () => {
    expect(runsOf('a 🚀b👩‍💻 🇩🇪1')).toEqual([
      { text: 'a ', isEmoji: false },
      { text: '🚀', isEmoji: true },
      { text: 'b', isEmoji: false },
      { text: '👩‍💻', isEmoji: true },
      { text: ' ', isEmoji: false },
      { text: '🇩🇪', isEmoji: true },
      { text: '1', isEmoji: false },
    ]);
    fc.assert(
      fc.property(text, (value) => {
        const runs = runsOf(value).map((run) => run.text);
        expect(runs.join('')).toBe(value);
      }),
    );
  });

  it.each([
    ['Zoë Łukasz Иван', true],
    ['≥ → ✓ ∞', true],
    ['rocket 🚀 and family 👨‍👩‍👧', true],
    ['山田太郎', false],
    ['محمد', false],
    ['\u{1F9FF}\u{10FFFF}', false],
  ])('%j can be drawn: %s', (value, can) => expect(isDrawable(value)).toBe(can));
});

describe('a name on a board', () => {
  it('in a script that the font lacks is its rank, and the text carries it', () => {
    expect(nameText('山田太郎', 4)).toEqual({ text: 'Rank 4: see the text', isName: false });
    expect(nameText('\u200B\u202E', 2).isName).toBe(false);
  });

  it.each(['x'.repeat(300), 'WWWWWWWWWWWWWWWWWWWWWWWWWWWWWW', '🚀'.repeat(60), 'ab\u202Ecd \u0007', ...hostileTexts])(
    '%j overflows nothing and breaks nothing',
    async (name) => {
      const order = { ...otherOrders.board, rows: [{ rank: 1, name, points: 1_234_567, person: 'p' }] };
      const scene = await pictureScene(order);
      expect(flawsOf(scene)).toEqual([]);
      expect(
        pngOf(svgOf(scene, { theme: 'light', accent: '#FFFFFF' }))
          .subarray(1, 4)
          .toString(),
      ).toBe('PNG');
    },
  );

  it('may be anything', async () => {
    await fc.assert(
      fc.asyncProperty(text, async (name) => {
        const order = { ...otherOrders.board, rows: [{ rank: 12, name, points: -3, person: 'p' }] };
        expect(flawsOf(await pictureScene(order))).toEqual([]);
      }),
    );
  });

  it('loses what cannot be seen', () => expect(visible(' a\u0000b\u202Ec\n d ')).toBe('a b c d'));
});

describe('a result', () => {
  it('holds any question and any option', async () => {
    const option = fc.record({ letter: fc.constant('A'), text, votes: fc.nat(5_000), isRight: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 300 }),
        fc.array(option, { minLength: 2, maxLength: 6 }),
        async (prompt, options) => {
          const scene = await pictureScene({ ...otherOrders.result, prompt, options });
          expect(flawsOf(scene)).toEqual([]);
          expect(scene.height).toBeLessThanOrEqual(1200);
        },
      ),
      { numRuns: 40 },
    );
  });
});
