// Looking up, explaining and asking for topics, through the whole bot.
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeAction } from '../../src/card/action.ts';
import type { Card } from '../../src/card/card.ts';
import { listWishes } from '../../src/topics/store.ts';
import { wishAction, wishOf } from '../../src/topics/wish.ts';
import { querySets } from '../bench/lookup/queries.ts';
import { actionOf, actor, cardIn, createWorld, nextEventId, place, textIn, type World } from '../support/bot.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(() => world.close());

const labelsOf = (card: Card) =>
  card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons.map(({ label }) => label) : []));
const wishes = async () => (await listWishes(world.store.db)).map(({ text, count }) => [text, count]);

describe('a topic that is a brief', () => {
  it('is answered by a shorter card: no picture, no article, but key points and pitfalls', async () => {
    const card = cardIn(await world.say('ana', 'consistent hashing'));
    expect(card.title).toBe('Consistent hashing');
    expect(card.readOn).toBeUndefined();
    expect(card.blocks.some((block) => block.kind === 'picture')).toBe(false);
    expect(labelsOf(card)).toContain('Share');
    expect(labelsOf(card)).not.toContain('Read on');
  });

  it('is no subject of a quiz, and says so', async () => {
    expect(textIn(await world.say('ana', 'quiz consistent hashing'))).toMatch(/no question|not .*question/i);
  });
});

describe('a category of briefs alone', () => {
  it('is offered for reading, but not for tips and quizzes, and a schedule of it is refused', async () => {
    const { search, catalogue } = world.bot.services;
    expect(catalogue.categories.map(({ id }) => id)).toContain('ai-systems');
    const ask = { kind: 'suggest', place, actor: actor('ana'), command: 'tip', option: 'category' } as const;
    const [reply] = await world.send({ ...ask, id: nextEventId(), typed: '', maxChoices: 25 });
    expect(JSON.stringify(reply)).not.toContain('ai-systems');
    expect(JSON.stringify(reply)).toContain('caching');
    expect(textIn(await world.say('ana', 'daily set 09:30 UTC categories:ai-systems'))).toContain(
      'has no tips and questions yet',
    );
    expect(textIn(await world.say('ana', 'tip ai-systems'))).toContain('There is no tip in this category yet');
    expect(search.find('llm gateway').kind).toBe('sure');
  });
});

describe('what is not found', () => {
  it('is admitted, with the nearest category, a way to find and a way to ask', async () => {
    const card = cardIn(await world.say('ana', 'kubernetes themed birthday cake'));
    expect(card.title).toBe('Not found');
    expect(textIn(await world.say('ana', 'kubernetes themed birthday cake'))).toMatch(/The nearest category is /);
    expect(labelsOf(card)).toEqual(expect.arrayContaining(['Ask for this topic', 'Find a topic']));
  });

  it('is noted when asked for, once for a repeated press, and never more than its plain words', async () => {
    const card = cardIn(await world.say('ana', 'Knitting Patterns, please!'));
    expect(textIn([{ kind: 'message', audience: 'asker', card }])).toContain(
      'keeps the words "knitting patterns please", not your name',
    );
    const press = { kind: 'action', id: 'same', place, actor: actor('ana'), isPrivateMessage: true } as const;
    const action = actionOf(card, 'Ask for this topic');
    expect(cardIn(await world.send({ ...press, action })).title).toBe('Noted');
    await world.send({ ...press, action });
    await world.send({ ...press, id: nextEventId(), action });
    expect(await wishes()).toEqual([['knitting patterns please', 2]]);
    const rows = JSON.stringify(await world.store.db.selectFrom('topic_wish').selectAll().execute());
    expect(rows).not.toContain('ana');
  });

  it.each([
    'mail bob@example.test about knitting',
    'knitting 42',
    '<@U123> knitting',
    'knitting.example/pattern',
    'x'.repeat(101),
  ])('"%.30s" is counted without its words', async (query) => {
    await world.send({
      kind: 'action',
      id: nextEventId(),
      place,
      actor: actor('ben'),
      isPrivateMessage: true,
      action: wishAction(query),
    });
    expect(await wishes()).toEqual([['', 1]]);
  });

  it('fits a button whatever was asked, and a forged one keeps nothing that is not plain words', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (query) => {
        const action = wishAction(query);
        expect(action.length).toBeLessThanOrEqual(100);
        const kept = wishOf(decodeAction(action).args[0] ?? '');
        expect(kept).not.toMatch(/[@<>\d]/);
        expect(kept.length).toBeLessThanOrEqual(100);
        expect(wishOf(query)).not.toMatch(/[@<>\d]/);
      }),
    );
  });

  it('keeps at most 500 different questions of a workspace', async () => {
    const many = Array.from({ length: 502 }, (_, index) => ({
      workspace_id: 'w',
      text: `question ${index}`,
      count: 1,
      first_at: 1,
      last_at: 1,
    }));
    const { addWish } = await import('../../src/topics/store.ts');
    await world.store.db.insertInto('topic_wish').values(many).execute();
    await world.store.write((tx) => addWish(tx, { workspaceId: 'w', text: 'one more', now: 2 }));
    await world.store.write((tx) => addWish(tx, { workspaceId: 'w', text: 'question 0', now: 2 }));
    const all = await wishes();
    expect(all).toContainEqual(['', 1]);
    expect(all).toContainEqual(['question 0', 2]);
    expect(all).not.toContainEqual(['one more', 1]);
  });
});

describe('what is near to several', () => {
  it('is asked back with the reason of each', async () => {
    const { search } = world.bot.services;
    const query = querySets().dev.find(({ q }) => search.find(q).kind === 'unsure')?.q ?? '';
    expect(cardIn(await world.say('ana', query)).title).toBe('Did you mean one of these?');
    expect(textIn(await world.say('ana', query))).toMatch(/\((also called|answers:) /);
  });
});

describe('Find a topic', () => {
  it('opens a form with suggestions, and answers it with the topic', async () => {
    const help = cardIn(await world.say('ana', ''));
    const [reply] = await world.press('ana', help, 'Find a topic');
    expect(reply).toMatchObject({ kind: 'form', form: { fields: [{ kind: 'search', name: 'query' }] } });
    const form = { kind: 'form', id: nextEventId(), place, actor: actor('ana'), action: 'find-form' } as const;
    expect(cardIn(await world.send({ ...form, values: { query: 'kubernetes' } })).title).toContain('Kubernetes');
    expect(await world.send({ ...form, id: nextEventId(), values: { query: ' ' } })).toMatchObject([
      { kind: 'form-errors' },
    ]);
  });

  it('suggests as many rows as the surface shows, and no more', async () => {
    const ask = { kind: 'suggest', place, actor: actor('ana'), command: 'topic', option: 'query' } as const;
    for (const maxChoices of [8, 25, 100]) {
      const [reply] = await world.send({ ...ask, id: nextEventId(), typed: '', maxChoices });
      expect(reply).toMatchObject({ kind: 'suggestions', choices: { length: maxChoices } });
    }
  });
});

describe('explain', () => {
  it('names the topics of a text, with a button each, and keeps nothing', async () => {
    const card = cardIn(
      await world.say('ana', 'explain our circuit breaker opened, then a thundering herd hit the rest of us'),
    );
    expect(card.title).toBe('2 terms explained');
    expect(labelsOf(card)).toHaveLength(2);
    expect(await wishes()).toEqual([]);
  });

  it('says so when there is nothing to explain', async () => {
    expect(cardIn(await world.say('ana', 'explain see you at lunch')).title).toBe('No terms found');
  });
});
