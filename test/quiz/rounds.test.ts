// What rounds, votes, scores and reports promise, over SQLite and over a real PostgreSQL.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { plainCard } from '../../src/card/plain.ts';
import { boardOf, progressOf } from '../../src/quiz/boards/boards.ts';
import { closeDue, endRound, openRound } from '../../src/quiz/quiz.ts';
import { report, reportedOf } from '../../src/quiz/reports/reports.ts';
import { heldBack, questionStats } from '../../src/quiz/reports/store.ts';
import { firstRight } from '../../src/quiz/scores/store.ts';
import { lastResult, type Round } from '../../src/quiz/store.ts';
import { countVotes } from '../../src/quiz/votes/store.ts';
import { setHidden } from '../../src/settings/members/store.ts';
import { openStore } from '../../src/store/open.ts';
import type { Store } from '../../src/store/store.ts';
import { monday, silent } from '../support/bot.ts';
import { type Database, databases } from '../support/databases.ts';
import { createQuizWorld, pointsIn, type QuizWorld } from './quiz-world.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const rightOf = ({ snapshot }: Round) => snapshot.options.findIndex(({ isRight }) => isRight);
const wrongOf = ({ snapshot }: Round) => snapshot.options.findIndex(({ isRight }) => !isRight);

describe.each(databases)('rounds over %s', (_, fresh) => {
  let database: Database;
  let other: Store;
  let world: QuizWorld;
  beforeAll(async () => {
    database = await fresh();
    other = await openStore(database.url, silent);
  });
  afterAll(async () => {
    await other.close();
    await database.drop();
  });
  beforeEach(async () => {
    world = await createQuizWorld(database.url);
  });
  afterEach(async () => world.end());

  const both = async (round: Round) => {
    await world.press('ana', round, rightOf(round));
    await world.press('ben', round, wrongOf(round));
  };
  const textOf = ({ ref }: Round) => {
    const card = world.platform.cardOf(ref?.message ?? '');
    return card ? plainCard(card) : '';
  };
  const boardIn = (channel: string | undefined, personId?: string) =>
    boardOf(world.options.store.db, {
      workspaceId: world.workspaceId,
      channel,
      window: 'all',
      personId,
      now: world.clock.now(),
    });

  it('keeps one vote a member, however many presses arrive at once on two replicas', async () => {
    const round = await world.open();
    const replica = { ...world.options, store: other };
    const { vote } = await import('../../src/quiz/votes/votes.ts');
    const person = await world.personOf('ana');
    const presses = Array.from({ length: 12 }, (_each, index) =>
      vote(index % 2 ? world.options : replica, {
        eventId: `at-once-${round.id}-${index % 9}`,
        roundId: round.id,
        place: world.place,
        message: round.ref,
        optionIndex: index % 3,
        home: '',
        person: async () => person,
      }),
    );
    await Promise.all([...presses, world.press('ben', round, 0)]);
    const counts = await countVotes(other.db, round);
    expect([...counts.values()].reduce((sum, votes) => sum + votes, 0)).toBe(2);
  });

  it('closes once on two replicas, and no vote slips in behind the close', async () => {
    const round = await world.open();
    await both(round);
    const replica = { ...world.options, store: other };
    const closes = await Promise.all([
      world.options.store.write((tx) => endRound(tx, world.options, round)),
      other.write((tx) => endRound(tx, replica, round)),
      world.press('chi', round, 0),
    ]);
    expect(
      closes
        .slice(0, 2)
        .map(({ kind }) => kind)
        .toSorted(),
    ).toEqual(['already-closed', 'closed']);
    const closed = await world.round(round.id);
    const counted = [...(await countVotes(other.db, closed)).values()].reduce((sum, votes) => sum + votes, 0);
    const kept = await other.db.selectFrom('round').select('voters').where('id', '=', round.id).executeTakeFirst();
    expect(kept?.voters).toBe(counted);
    expect((await world.press('dan', round, 0)).kind).toBe('closed');
  });

  it('shows the count at most once in 3 s, then once a minute, and 30 times a minute a workspace', async () => {
    const rounds = [await world.open(), await world.open(), await world.open()];
    const countsBefore = () => world.platform.edits.filter(({ card }) => card.tone === 'quiz').length;
    for (let second = 0; second < 60; second++) {
      for (const round of rounds) await world.press(`u${second}`, round, 0);
      await world.pass(1_000);
    }
    expect(countsBefore()).toBeLessThanOrEqual(30);
    expect(countsBefore()).toBeGreaterThanOrEqual(25);
    const long = await world.open({ closesAt: world.clock.now() + dayMs });
    await world.pass(61 * minuteMs);
    const from = world.platform.edits.length;
    for (let second = 0; second < 180; second += 2) {
      await world.press(`v${second}`, long, 0);
      await world.pass(2_000);
    }
    expect(world.platform.edits.length - from).toBeLessThanOrEqual(4);
    expect(world.platform.edits.length - from).toBeGreaterThanOrEqual(3);
  });

  it('shows a vote that came while the count was being sent', async () => {
    const round = await world.open();
    await world.press('ana', round, 0);
    const send = world.platform.edit.bind(world.platform);
    world.platform.edit = async (edit) => {
      world.platform.edit = send;
      await world.press('ben', round, 1);
      return send(edit);
    };
    await world.pass(2_000);
    expect(textOf(round)).toContain('1 person has answered');
    await world.pass(5_000);
    await world.pass(5_000);
    expect(textOf(round)).toContain('2 people have answered');
  });

  it('ends with the answer even when a count arrives after it', async () => {
    const round = await world.open();
    await both(round);
    const send = world.platform.edit.bind(world.platform);
    world.platform.edit = async (edit) => {
      world.platform.edit = send;
      // The close and its reveal overtake this count.
      await world.options.store.write((tx) => endRound(tx, world.options, round));
      const [reveal] = await other.db
        .selectFrom('delivery')
        .select('id')
        .where('key', '=', `round:${round.id}:reveal`)
        .execute();
      await world.deliveries().attempt(reveal?.id ?? '');
      return send(edit);
    };
    await world.pass(2_000);
    await world.pass(2_000);
    expect(textOf(round)).toContain('1 of 2 got it right.');
  });

  it('gives 10 points for a right answer, to nobody who answers alone, and once a question', async () => {
    const alone = await world.open();
    await world.press('ana', alone, rightOf(alone));
    await world.close(alone);
    expect((await pointsIn(world)).get('ana')).toBe(0);
    const round = await world.open();
    await world.press('ana', round, wrongOf(round));
    await world.press('ana', round, rightOf(round));
    await world.press('ben', round, wrongOf(round));
    await world.close(round);
    expect(await pointsIn(world)).toEqual(
      new Map([
        ['ana', 10],
        ['ben', 0],
      ]),
    );
    const question = world.options.catalogue.questionByRef.get(round.question);
    const topics = world.options.catalogue.topics
      .filter(({ id }) => id === question?.topic)
      .map((topic) => ({ ...topic, questions: topic.questions.filter(({ id }) => id === question?.id) }));
    const again = await world.open({ wish: { topics } });
    expect(again.question).toBe(round.question);
    await both(again);
    await world.press('chi', again, rightOf(again));
    await world.close(again);
    expect(await pointsIn(world)).toEqual(
      new Map([
        ['ana', 10],
        ['ben', 0],
        ['chi', 10],
      ]),
    );
    expect(await firstRight(other.db, again, 10)).toEqual({ names: ['chi'], count: 1 });
  });

  it('counts five unscheduled rounds a day, and every scheduled one', async () => {
    const play = async (scheduleId?: string) => {
      const round = await world.open(scheduleId === undefined ? {} : { scheduleId });
      await both(round);
      await world.close(round);
    };
    for (let round = 0; round < 7; round++) await play();
    expect((await pointsIn(world)).get('ana')).toBe(50);
    await play('daily');
    expect((await pointsIn(world)).get('ana')).toBe(60);
    world.clock.move(dayMs);
    await play();
    expect((await pointsIn(world)).get('ana')).toBe(70);
  });

  it('ranks equal points alike, leaves the hidden out, and keeps guests to the channel’s board', async () => {
    const round = await world.open();
    for (const user of ['ana', 'ben', 'hid']) {
      await world.press(user, round, rightOf(round));
      world.clock.move(10);
    }
    await world.press('guest', round, rightOf(round), { home: 'T-other' });
    await world.press('zoe', round, wrongOf(round));
    await world.close(round);
    const hidden = await world.personOf('hid');
    await other.write((tx) => setHidden(tx, hidden, true));
    const ranks = async (channel: string | undefined) =>
      (await boardIn(channel)).rows.map(({ rank, name }) => `${rank} ${name}`);
    expect(await ranks(world.place.channel)).toEqual(['1 ana', '1 ben', '1 guest']);
    expect(await ranks(undefined)).toEqual(['1 ana', '1 ben']);
    expect(await ranks('another')).toEqual([]);
    expect((await boardIn(undefined, await world.personOf('hid'))).own).toEqual({ points: 10, rank: 1 });
    expect((await boardIn(undefined, await world.personOf('zoe'))).own).toBeUndefined();
    expect((await firstRight(other.db, round, 10)).names).toEqual(['ana', 'ben', 'guest']);
  });

  it('never asks again within 90 days while there is another question, and then what was got wrong', async () => {
    const all = world.options.catalogue.topics.filter(({ questions }) => questions.length > 0).slice(0, 2);
    const count = all.flatMap(({ questions }) => questions).length;
    const asked: string[] = [];
    for (let turn = 0; turn < count; turn++) {
      const round = await world.open({ wish: { topics: all } });
      asked.push(round.question);
      const press = turn === 3 ? wrongOf(round) : rightOf(round);
      for (const user of ['ana', 'ben']) await world.press(user, round, press);
      await world.close(round);
      world.clock.move(minuteMs);
    }
    expect(new Set(asked).size).toBe(count);
    const soon = await world.open({ wish: { topics: all } });
    expect(soon.question).toBe(asked[0]);
    expect(soon.snapshot.isAgain).toBeUndefined();
    await world.close(soon);
    world.clock.move(91 * dayMs);
    const later = await world.open({ wish: { topics: all } });
    expect(later.question).toBe(asked[3]);
    expect(later.snapshot.isAgain).toBe(true);
  });

  it('holds a question back after three different reporters, tells the managers once, and keeps both rates', async () => {
    const round = await world.open();
    await both(round);
    await world.close(round);
    const question = world.options.catalogue.questionByRef.get(round.question);
    if (!question) throw new Error('the question is gone');
    const send = async (user: string) => {
      const { workspaceId } = world;
      const about = {
        ...reportedOf(question),
        workspaceId,
        personId: await world.personOf(user),
        target: round.target,
      };
      return other.write((tx) => report(tx, { ...about, reason: 'wrong', text: '', now: monday }));
    };
    expect([await send('ana'), await send('ana'), await send('ben')].map(({ isHeldBack }) => isHeldBack)).toEqual([
      false,
      false,
      false,
    ]);
    expect(await send('chi')).toEqual({ isHeldBack: true });
    await world.deliveries().runDue();
    expect(world.platform.posts.filter(({ card }) => card.title === 'A quiz question was reported')).toHaveLength(1);
    expect((await heldBack(other.db, world.workspaceId)).size).toBe(1);
    const topics = world.options.catalogue.topics
      .filter(({ id }) => id === question.topic)
      .map((topic) => ({ ...topic, questions: [question] }));
    const now = world.clock.now();
    const opening = {
      workspaceId: world.workspaceId,
      target: round.target,
      wish: { topics },
      openedAt: now,
      closesAt: now,
    };
    expect((await other.write((tx) => openRound(tx, world.options, opening))).kind).toBe('no-question');
    const stat = (await questionStats(other.db)).find((each) => each.question === round.question);
    expect(stat).toMatchObject({ contentHash: question.contentHash, reports: 3 });
    expect(stat?.firstAnswers).toBeGreaterThanOrEqual(2);
  });

  it('says how the schedule’s last round went, when somebody answered it', async () => {
    const of = { workspaceId: world.workspaceId, channel: world.place.channel, scheduleId: 's', since: monday };
    const first = await world.open({ scheduleId: 's' });
    await both(first);
    await world.pass(31 * minuteMs);
    expect(await lastResult(other.db, of)).toEqual({ topic: first.snapshot.topic.title, right: 1, voters: 2 });
    const second = await world.open({ scheduleId: 's' });
    await world.close(second);
    expect(await lastResult(other.db, of)).toBeUndefined();
    expect(world.platform.posts.filter(({ replyTo }) => replyTo !== undefined)).toHaveLength(1);
  });

  it('was never asked when it could not be posted', async () => {
    world.platform.answers.push({ kind: 'refused', why: 'not here' });
    await expect(world.open()).rejects.toThrow('the round is gone');
    const history = await other.db
      .selectFrom('history')
      .selectAll()
      .where('workspace_id', '=', world.workspaceId)
      .execute();
    expect(history).toEqual([]);
    expect((await world.open()).state).toBe('open');
  });

  it('feeds a streak by scheduled rounds that were answered, day after day', async () => {
    for (let day = 0; day < 4; day++) {
      const round = await world.open({ scheduleId: 's' });
      if (day !== 2) await world.press('ana', round, 0);
      await world.close(round);
      if (day < 3) world.clock.move(dayMs);
    }
    const own = { workspaceId: world.workspaceId, personId: await world.personOf('ana'), now: world.clock.now() };
    expect((await progressOf(other.db, own)).streak).toEqual({ days: 3, forgivenLeft: 1 });
  });

  it('ends the other rounds when one cannot be ended', async () => {
    const broken = await world.open();
    await other.write(async (tx) => {
      await tx.updateTable('round').set({ snapshot: '{' }).where('id', '=', broken.id).execute();
    });
    const round = await world.open();
    world.clock.move(31 * minuteMs);
    await expect(closeDue(world.options)).rejects.toThrow('could not be ended');
    expect((await world.round(round.id)).state).toBe('closed');
    await other.write(async (tx) => {
      await tx.deleteFrom('round').where('id', '=', broken.id).execute();
    });
  });

  it('lets many press at once under a message whose posting stayed unclear', async () => {
    const round = await world.open();
    await other.write(async (tx) => {
      await tx.updateTable('round').set({ ref: null }).where('id', '=', round.id).execute();
    });
    const message = { channel: world.place.channel, message: 'found' };
    const users = Array.from({ length: 12 }, (_each, index) => `many-${index}`);
    const voted = await Promise.all(users.map((user) => world.press(user, round, 0, { message })));
    expect(voted.map(({ kind }) => kind)).toEqual(users.map(() => 'new'));
    expect((await world.round(round.id)).ref).toEqual(message);
  });
});
