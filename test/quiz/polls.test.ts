// Rounds as polls of the platform's own, over SQLite and over a real PostgreSQL.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { plainCard } from '../../src/card/plain.ts';
import { closeDue } from '../../src/quiz/quiz.ts';
import type { Round } from '../../src/quiz/store.ts';
import { type Database, databases } from '../support/databases.ts';
import { createQuizWorld, pointsIn, type QuizWorld } from './quiz-world.ts';

const minuteMs = 60_000;
const rightOf = ({ snapshot }: Round) => snapshot.options.findIndex(({ isRight }) => isRight);
const wrongOf = ({ snapshot }: Round) => snapshot.options.findIndex(({ isRight }) => !isRight);

describe.each(databases)('polls over %s', (_, fresh) => {
  let database: Database;
  let world: QuizWorld;
  beforeAll(async () => {
    database = await fresh();
  });
  afterAll(async () => database.drop());
  beforeEach(async () => {
    world = await createQuizWorld(database.url);
  });
  afterEach(async () => world.end());

  /** Votes are read beside everything else. */
  const closed = (round: Round) =>
    vi.waitFor(async () => {
      await world.pass(2_000);
      expect((await world.round(round.id)).state).toBe('closed');
      await world.pass(0);
    });

  it('counts the votes of a poll of the platform’s own, reveals by a reply, and closes without a word when there are none', async () => {
    const polls = world.platform.withPolls();
    const quiet = await world.open({ votes: 'visible', closesAt: world.clock.now() + 90 * minuteMs });
    expect(polls.posted[0]).toMatchObject({ question: quiet.snapshot.prompt, hours: 1 });
    expect(quiet.closesAt - quiet.openedAt).toBe(60 * minuteMs);
    expect((await world.press('ana', quiet, 0)).kind).toBe('unknown');
    await world.pass(61 * minuteMs);
    await closed(quiet);
    const round = await world.open({ votes: 'visible' });
    const votes = [
      { actor: { user: 'ana', home: '', name: 'ana' }, answer: rightOf(round) },
      { actor: { user: 'ben', home: '', name: 'ben' }, answer: wrongOf(round) },
      { actor: { user: 'cy', home: '', name: 'cy' }, answer: 9 },
    ];
    polls.counts.push({ kind: 'retry', afterMs: 1_000, why: 'not final' }, { kind: 'counted', votes });
    await world.pass(61 * minuteMs);
    expect((await world.round(round.id)).state).toBe('ending');
    await closed(round);
    const reveals = world.platform.posts.filter(({ card }) => card.tone === 'reveal');
    expect(reveals.map(({ replyTo }) => replyTo)).toEqual([round.ref]);
    expect(plainCard(reveals[0]?.card as never)).toContain('1 of 2 got it right.');
    expect(await pointsIn(world)).toEqual(
      new Map([
        ['ana', 10],
        ['ben', 0],
      ]),
    );
  });

  it('reads a poll that ended long ago, and does not close it without its votes', async () => {
    const polls = world.platform.withPolls();
    const round = await world.open({ votes: 'visible' });
    const vote = (user: string) => ({ actor: { user, home: '', name: user }, answer: rightOf(round) });
    polls.counts.push({ kind: 'retry', afterMs: 1_000, why: 'not final' });
    polls.counts.push({ kind: 'counted', votes: [vote('ana'), vote('ben')] });
    await world.pass(49 * 60 * minuteMs);
    expect((await world.round(round.id)).state).toBe('ending');
    await closed(round);
    expect(await pointsIn(world)).toEqual(
      new Map([
        ['ana', 10],
        ['ben', 10],
      ]),
    );
  });

  it('closes a poll that is gone without an answer', async () => {
    const polls = world.platform.withPolls();
    const round = await world.open({ votes: 'visible' });
    polls.counts.push({ kind: 'cannot-edit', why: 'Unknown Message' });
    await world.pass(61 * minuteMs);
    await closed(round);
    expect(await closeDue(world.options)).toBe(0);
  });
});
