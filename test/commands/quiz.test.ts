// The quiz as members use it: presses that cannot count, practice, reports, boards, and who is named.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeAction } from '../../src/card/action.ts';
import type { Card } from '../../src/card/card.ts';
import { plainCard } from '../../src/card/plain.ts';
import type { ActionEvent, Event, Reply } from '../../src/platform.ts';
import { actionOf, actor, cardIn, createWorld, nextEventId, place, textIn, type World } from '../support/bot.ts';

const minuteMs = 60_000;
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => world.close());

const posted = (index = 0) => world.platform.posts[index]?.card;
const votes = () => world.store.db.selectFrom('vote').selectAll().execute();
const press = (user: string, action: string, more: Partial<ActionEvent> = {}) =>
  world.send({
    kind: 'action',
    id: nextEventId(),
    place,
    actor: actor(user),
    action,
    isPrivateMessage: false,
    message: { channel: place.channel, message: 'm1' },
    ...more,
  });
const submit = (user: string, form: Reply | undefined, values: Record<string, string>) => {
  if (form?.kind !== 'form') throw new Error('there is no form');
  const event: Event = { kind: 'form', id: nextEventId(), place, actor: actor(user), action: form.form.action, values };
  return world.send(event);
};
const right = async (user: string) => {
  world.clock.move(10);
  const round = await world.store.db
    .selectFrom('round')
    .select('snapshot')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow();
  const index = JSON.parse(round.snapshot).options.findIndex((option: { isRight: boolean }) => option.isRight);
  const quizzes = world.platform.posts.filter(({ card }) => card.tone === 'quiz');
  return world.press(user, quizzes.at(-1)?.card, 'ABCDEF'[index] ?? '');
};

/** Opens a quiz and waits for its message: what an earlier close still owes goes out along with it. */
const opened = async (words = 'quiz') => {
  await world.say('ana', words);
  await world.bot.runDue();
  return world.platform.posts.filter(({ card }) => card.tone === 'quiz').at(-1)?.card;
};

describe('a press that cannot count', () => {
  it.each([
    ['a round that was never there', (_: string) => encodeAction('vote', 'no-such-round', '0'), {}],
    ['an option out of range', (id: string) => encodeAction('vote', id, '7'), {}],
    ['an option that is no number', (id: string) => encodeAction('vote', id, 'A'), {}],
    ['an option that is empty', (id: string) => encodeAction('vote', id, ''), {}],
    ['a negative option', (id: string) => encodeAction('vote', id, '-1'), {}],
    ['no option at all', (id: string) => encodeAction('vote', id), {}],
    ['another channel', (id: string) => encodeAction('vote', id, '0'), { place: { ...place, channel: 'c9' } }],
    ['another message', (id: string) => encodeAction('vote', id, '0'), { message: { channel: 'c1', message: 'm9' } }],
    ['another platform', (id: string) => encodeAction('vote', id, '0'), { place: { ...place, platform: 'other' } }],
    [
      'a withdrawal from another channel',
      (id: string) => encodeAction('withdraw', id),
      { place: { ...place, channel: 'c9' } },
    ],
    ['a close from another channel', (id: string) => encodeAction('close', id), { place: { ...place, channel: 'c9' } }],
    ['a withdrawal from nowhere', () => encodeAction('withdraw', "' or 1=1 --"), {}],
    ['a report of a round that is open', (id: string) => encodeAction('report', 'round', id), {}],
    ['a report of nothing', () => encodeAction('report'), {}],
    ['practice of a topic that is not there', () => encodeAction('practice', 'nothing'), {}],
    ['an answer to a question that is not there', () => encodeAction('try', 'a', 'b', 'c', 'd', '0'), {}],
  ] as const)('%s: a kind private answer, and nothing written', async (_, action, more) => {
    await world.say('ana', 'quiz');
    const { id } = await world.store.db.selectFrom('round').select('id').executeTakeFirstOrThrow();
    const before = await world.store.db.selectFrom('person').selectAll().execute();
    const [reply] = await press('ben', action(id), more as Partial<ActionEvent>);
    expect(reply).toMatchObject({
      kind: 'message',
      audience: 'asker',
      card: { tone: 'trouble', title: 'That did not work' },
    });
    expect(await votes()).toEqual([]);
    expect(await world.store.db.selectFrom('person').selectAll().execute()).toEqual(before);
    expect(await world.store.db.selectFrom('report').selectAll().execute()).toEqual([]);
    expect((await world.store.db.selectFrom('round').select('state').execute())[0]?.state).toBe('open');
  });
});

describe('a close', () => {
  it('is also had by words, by the opener and by managers alone', async () => {
    expect(textIn(await world.say('ana', 'quiz close'))).toContain('No quiz is open in this channel');
    await world.say('ana', 'quiz');
    world.platform.standings = { ben: 'guest', chi: 'admin' };
    expect(textIn(await world.say('ben', 'quiz close'))).toContain('Only whoever opened this round');
    expect(textIn(await world.say('chi', 'quiz close'))).toContain('The quiz is closed');
    expect(world.platform.cardOf('m1')?.tone).toBe('reveal');
  });

  it('under a message whose posting stayed unclear puts the answer in its place', async () => {
    world.platform.answers.push({ kind: 'ambiguous', why: 'silence' });
    world.platform.finding = { kind: 'cannot-tell', why: 'no history' };
    await world.say('ana', 'quiz');
    world.clock.move(10_000);
    await world.bot.runDue();
    await world.press('ana', posted(), 'Close now');
    expect(world.platform.edits.at(-1)).toMatchObject({ ref: { message: 'm1' }, card: { tone: 'reveal' } });
  });
});

describe('a vote', () => {
  it('is told privately, can be changed and taken back, and not after the close', async () => {
    await world.say('ana', 'quiz');
    const receipt = cardIn(await world.press('ben', posted(), 'A'));
    expect(plainCard(receipt)).toMatch(/You chose A[\s\S]*You can change it until/);
    expect(textIn(await world.press('ben', posted(), 'A'))).toContain('Your choice is A');
    expect(textIn(await world.press('ben', posted(), 'B'))).toContain('You changed to B');
    expect(textIn(await world.press('ben', receipt, 'Take it back'))).toContain('Your vote is taken back');
    expect(await votes()).toEqual([]);
    expect(textIn(await world.press('ben', receipt, 'Take it back'))).toContain('You have no vote');
    await world.press('ben', posted(), 'C');
    world.clock.move(31 * minuteMs);
    // A moment after its time is up, before anybody closed it.
    expect(textIn(await world.press('chi', posted(), 'C'))).toContain('This round is closed');
    expect(textIn(await world.press('ben', receipt, 'Take it back'))).toContain('This round is closed');
    expect(await votes()).toHaveLength(1);
  });

  it('is refused kindly where polls do not exist', async () => {
    expect(textIn(await world.say('ana', 'quiz votes:visible'))).toContain('Only Discord has polls');
    expect(textIn(await world.say('ana', 'daily set 09:30 zone:UTC votes:visible'))).toContain(
      'Only Discord has polls',
    );
    world.platform.withPolls();
    expect(textIn(await world.say('ana', 'quiz votes:visible minutes:60'))).toContain('Your quiz is open');
    expect(textIn(await world.say('ana', 'daily set 09:30 zone:UTC visible'))).toContain(
      'votes are visible, in a poll',
    );
  });
});

describe('the reveal', () => {
  it('names who was right at first sight, until they hide or the workspace turns names off', async () => {
    let quiz = await opened();
    await right('ben');
    await right('chi');
    await world.press('ana', quiz, 'Close now');
    expect(plainCard(world.platform.cardOf('m1') as Card)).toContain('Right at first sight: ben and chi.');
    await world.say('chi', 'me settings boards:hidden');
    quiz = await opened();
    await right('ben');
    await right('chi');
    await world.press('ana', quiz, 'Close now');
    const second = world.platform.edits.at(-1)?.card as Card;
    expect(plainCard(second)).toContain('Right at first sight: ben.');
    world.platform.standings = { ana: 'admin' };
    await world.say('ana', 'settings names:off');
    quiz = await opened();
    await right('ben');
    await right('chi');
    await world.press('ana', quiz, 'Close now');
    expect(plainCard(world.platform.edits.at(-1)?.card as Card)).not.toContain('first sight');
  });

  it('is followed by a short line in the thread, and the next daily post says how it went', async () => {
    await world.say('ana', 'daily set 08:30 daily UTC both close:7h');
    world.clock.move(31 * minuteMs);
    await world.bot.runDue();
    await right('ben');
    await right('chi');
    world.clock.move(24 * 60 * minuteMs);
    await world.bot.runDue();
    const lines = world.platform.posts.filter(({ replyTo }) => replyTo !== undefined);
    expect(lines.map(({ card, replyTo }) => [card.tone, replyTo?.message])).toEqual([['reveal', 'm2']]);
    expect(plainCard(lines[0]?.card as Card)).toContain('All 2 got it right.');
    const tips = world.platform.posts.filter(({ card }) => card.tone === 'tip').map(({ card }) => plainCard(card));
    expect(tips[0]).not.toContain('Last quiz');
    expect(tips[1]).toMatch(/Last quiz \(.+\): All 2 got it right\./);
  });
});

describe('practice', () => {
  const topic = async () => cardIn(await world.say('ana', 'cap theorem'));

  it('asks one member alone, tells the why at once, and writes no points', async () => {
    const question = cardIn(await world.press('ana', await topic(), 'Quiz me'));
    expect(plainCard(question)).toContain('Only you see this, and it counts on no board.');
    const [answer] = await world.press('ana', question, 'B');
    expect(answer?.kind).toBe('replace');
    expect(plainCard(cardIn([answer as Reply]))).toMatch(/✓ right[\s\S]*your choice|your choice[\s\S]*✓ right/);
    const next = cardIn(await world.press('ana', cardIn([answer as Reply]), 'Another'));
    expect(plainCard(next)).not.toBe(plainCard(question));
    expect(await world.store.db.selectFrom('answer').selectAll().execute()).toEqual([]);
    const history = await world.store.db.selectFrom('history').select('outcome').execute();
    expect(history).toHaveLength(1);
  });

  it('is also asked for in words, about a topic or anything', async () => {
    for (const words of ['quiz me', 'quiz me cap theorem', 'quiz me about CAP', 'quiz me caching']) {
      const card = cardIn(await world.say('ana', words));
      expect([card.title, card.tone]).toEqual(['Quiz me', 'quiz']);
    }
    expect(world.platform.posts).toEqual([]);
    expect(textIn(await world.say('ana', 'quiz me zzqx'))).toContain('neither a category nor a topic');
  });

  it('takes a repeated press once', async () => {
    const question = cardIn(await world.press('ana', await topic(), 'Quiz me'));
    const again = { id: 'once', isPrivateMessage: true };
    for (let time = 0; time < 3; time++) await press('ana', actionOf(question, 'A'), again);
    expect(await world.store.db.selectFrom('history').selectAll().execute()).toHaveLength(1);
  });

  it('never tells the answer of a question that is open in the workspace, nor one shown before it was opened', async () => {
    const asked = new Set<string>();
    const shown: Card[] = [];
    for (let draw = 0; draw < 12; draw++) {
      const card = cardIn(await world.press('ana', await topic(), 'Quiz me'));
      shown.push(card);
      await world.press('ana', card, 'A');
    }
    for (let round = 0; round < 20; round++) {
      const replies = await world.say('ana', 'quiz cap theorem');
      if (textIn(replies).includes('No question fits')) break;
    }
    for (const { question } of await world.store.db.selectFrom('round').select('question').execute())
      asked.add(question);
    expect(asked.size).toBeGreaterThan(3);
    expect(textIn(await world.press('ana', await topic(), 'Quiz me'))).toContain('Not just now');
    for (const card of shown) expect(textIn(await world.press('ana', card, 'A'))).toContain('being asked in a channel');
    const elsewhere = { place: { ...place, workspace: null, channel: 'd1' } };
    await world.press('ana', posted(), 'A');
    expect(textIn(await press('ana', encodeAction('practice', 'cap-theorem'), elsewhere))).toContain('Not just now');
    // Nor does a quiz in a direct message, whose close would tell at once.
    const direct = { kind: 'text', id: 'd', ...elsewhere, actor: actor('ana'), text: 'quiz cap theorem' } as const;
    expect(textIn(await world.send(direct))).toContain('No question fits');
  });

  it('in a direct message rather takes what is open nowhere, also for somebody who never voted', async () => {
    await world.say('ana', 'quiz cap theorem');
    const { question } = await world.store.db.selectFrom('round').select('question').executeTakeFirstOrThrow();
    const direct = { place: { ...place, workspace: null, channel: 'd1' } };
    for (let draw = 0; draw < 12; draw++) {
      const card = cardIn(await press('eve', encodeAction('practice', 'cap-theorem'), direct));
      expect(JSON.stringify(card)).not.toContain(question.replace('/', ':'));
      await press('eve', actionOf(card, 'A'), { ...direct, isPrivateMessage: true });
    }
  });
});

describe('a report', () => {
  const closedRound = async () => {
    await world.say('ana', 'quiz');
    await right('ben');
    await world.press('ana', posted(), 'Close now');
    return world.platform.cardOf('m1') as Card;
  };

  it('takes a reason and words for the authors, sends too many back, and holds back after three', async () => {
    await world.say('ana', 'daily set 09:30 zone:UTC');
    const reveal = await closedRound();
    const form = async (user: string) => (await world.press(user, reveal, 'Report a problem'))[0];
    expect(await submit('ben', await form('ben'), { reason: 'nonsense' })).toMatchObject([{ kind: 'form-errors' }]);
    const long = await submit('ben', await form('ben'), { reason: 'wrong', text: 'x'.repeat(301) });
    expect(long).toEqual([{ kind: 'form-errors', errors: { text: 'At most 300 characters; these are 301' } }]);
    expect(textIn(await submit('ben', await form('ben'), { reason: 'wrong', text: 'B is right' }))).toContain(
      'Thank you',
    );
    await submit('chi', await form('chi'), { reason: 'other' });
    const third = textIn(await submit('dan', await form('dan'), { reason: 'unclear' }));
    expect(third).toContain('no longer asked in this workspace');
    await world.bot.runDue();
    const notices = world.platform.posts.filter(({ card }) => card.title === 'A quiz question was reported');
    expect(notices.map(({ target }) => target.channel)).toEqual(['@ana']);
    expect(JSON.stringify(notices)).not.toContain('B is right');
  });
});

describe('boards', () => {
  beforeEach(async () => {
    await world.say('ana', 'quiz');
    await right('ben');
    await right('chi');
    await world.press('dan', posted(), 'A');
    await world.press('ana', posted(), 'Close now');
  });

  it('are shown in text and as a picture, switch windows and scopes, and are shared by a press', async () => {
    const board = cardIn(await world.say('ben', 'leaderboard'));
    expect(plainCard(board)).toMatch(/1\. ben · 10 points[\s\S]*1\. chi · 10 points[\s\S]*You: rank 1, 10 points/);
    expect(board.blocks.some(({ kind }) => kind === 'picture')).toBe(true);
    expect(textIn(await world.press('ben', board, 'All time'))).toContain('The board of this channel, all time');
    expect(textIn(await world.press('ben', board, 'The workspace'))).toContain('The board of this workspace');
    const [shared] = await world.press('ben', board, 'Share');
    expect(shared).toMatchObject({ kind: 'message', audience: 'channel' });
    expect(plainCard(cardIn([shared as Reply]))).not.toContain('You:');
    expect(textIn(await world.say('ben', 'leaderboard week workspace'))).toContain('this workspace, this week');
    expect(textIn(await world.say('ben', 'progress'))).toMatch(/this month\s+10\s+1\s+100 %/);
  });

  it('leave a hidden member out at once and take their pictures away, until they show themselves', async () => {
    const board = cardIn(await world.say('chi', 'leaderboard'));
    expect(textIn(await world.press('chi', board, 'Hide me'))).toContain('You are hidden');
    const hidden = textIn(await world.say('ben', 'leaderboard'));
    expect(hidden).toContain('ben');
    expect(hidden).not.toContain('chi');
    expect(textIn(await world.say('chi', 'leaderboard'))).toContain('You are hidden: only you see this line');
    await world.say('chi', 'me settings shown');
    expect(textIn(await world.say('ben', 'leaderboard'))).toContain('chi');
  });

  it('can be switched off, and do not exist in a direct message', async () => {
    world.platform.standings = { ana: 'admin' };
    await world.say('ana', 'settings boards:off');
    expect(textIn(await world.say('ben', 'leaderboard'))).toContain('Boards are switched off');
    const direct = { ...place, workspace: null, channel: 'd1' };
    const event = { kind: 'text', id: 'd', place: direct, actor: actor('ben'), text: 'leaderboard' } as const;
    expect(textIn(await world.send(event))).toContain('A direct message has no board');
  });

  it('leave topics that begin with the same word to the lookup', async () => {
    expect(cardIn(await world.say('ben', 'leaderboard system design')).title).not.toContain('The board');
    expect(cardIn(await world.say('ben', 'progress bars')).title).not.toContain('Your progress');
  });
});

describe('me forget', () => {
  it('asks first, and then deletes everything of a member and nothing of anybody else', async () => {
    await opened();
    await right('ben');
    await right('chi');
    await world.press('ana', posted(), 'Close now');
    await opened();
    await right('ben');
    await right('chi');
    await world.say('ben', 'tip');
    await world.say('ben', 'daily set 09:30 zone:UTC');
    const ben = await world.store.db
      .selectFrom('person')
      .select('id')
      .where('external_id', '=', 'ben')
      .executeTakeFirstOrThrow();
    const asked = cardIn(await world.say('ben', 'me forget'));
    expect(plainCard(asked)).toContain('This cannot be undone');
    expect(textIn(await world.press('ben', asked, 'Forget me'))).toContain('You are forgotten');
    expect(textIn(await world.press('ben', asked, 'Forget me'))).toContain('You are forgotten');
    const tables = await world.store.db.introspection.getTables();
    for (const { name } of tables) {
      const rows = JSON.stringify(
        await world.store.db
          .selectFrom(name as 'person')
          .selectAll()
          .execute(),
      );
      expect([name, rows.includes(ben.id)]).toEqual([name, false]);
      // The schedule says who set it, until it is changed or removed.
      if (name !== 'schedule') expect([name, rows.includes('"ben"')]).toEqual([name, false]);
    }
    const rounds = await world.store.db.selectFrom('round').select('voters').orderBy('id').execute();
    expect(rounds.map(({ voters }) => voters)).toEqual([2, null]);
    expect((await votes()).map(({ round_id, option_id }) => [round_id, option_id])).toHaveLength(3);
    expect(textIn(await world.say('chi', 'leaderboard'))).toMatch(/1\. chi · 10 points/);
    expect(textIn(await world.say('chi', 'leaderboard'))).not.toContain('ben');
  });
});
