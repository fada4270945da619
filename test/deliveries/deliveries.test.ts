// What becomes of a delivery, whatever the platform answers.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { take } from '../../src/deliveries/budget/budget.ts';
import { nonceOf } from '../../src/deliveries/delivery.ts';
import { owe } from '../../src/deliveries/store.ts';
import type { Finding, Sending } from '../../src/platform.ts';
import { createWorld, monday, textIn, type World } from '../support/bot.ts';

let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

const target = { platform: 'memory', installation: 'i1', workspace: 'w1', channel: 'c1' };
const tip = { topicId: 'cap-theorem', topicTitle: 'CAP', categoryTitle: 'Distributed', text: 'Ask the endpoint.' };

const oweTip = () =>
  world.store.write((tx) =>
    owe(tx, { workspaceId: 'w', key: 'k', kind: 'tip', target, payload: tip, dueAt: monday }, { now: monday }),
  );
const row = () => world.store.db.selectFrom('delivery').selectAll().executeTakeFirstOrThrow();
const answer = async (...answers: Sending[]) => {
  world.platform.answers.push(...answers);
  await oweTip();
  await world.bot.services.deliveries.runDue();
};

describe('a platform’s answer', () => {
  it('"retry" sends the same message again after the pause that it asked for', async () => {
    await answer({ kind: 'retry', afterMs: 7_000, why: 'slow down' });
    expect(await row()).toMatchObject({ state: 'pending', retry_at: monday + 7_000, attempts: 1 });
    world.clock.move(6_999);
    await world.bot.services.deliveries.runDue();
    expect(world.platform.posts).toHaveLength(1);
    world.clock.move(1);
    await world.bot.services.deliveries.runDue();
    expect(world.platform.posts).toHaveLength(2);
    expect(world.platform.posts[1]).toEqual(world.platform.posts[0]);
    expect((await row()).state).toBe('sent');
  });

  it('"retry" without a pause waits longer each time, and gives up in the end', async () => {
    const pauses: number[] = [];
    world.platform.answers.push(
      ...Array.from({ length: 25 }, (): Sending => ({ kind: 'retry', afterMs: 0, why: 'down' })),
    );
    await oweTip();
    for (let attempt = 0; attempt < 25; attempt++) {
      await world.bot.services.deliveries.runDue();
      const { state, retry_at } = await row();
      if (state === 'failed') break;
      pauses.push(retry_at - world.clock.elapsed());
      world.clock.move(retry_at - world.clock.elapsed());
    }
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-1)).toBe(600_000);
    expect(await row()).toMatchObject({ state: 'failed', attempts: 20 });
  });

  it('"dead-channel" fails it and pauses the channel’s schedule, with the mend', async () => {
    await world.say('ana', 'daily set 09:30 zone:UTC');
    await answer({ kind: 'dead-channel', why: 'The bot is not in the channel', mend: 'Invite it, then resume' });
    expect((await row()).state).toBe('failed');
    expect(textIn(await world.say('ana', 'daily show'))).toContain(
      'Paused: The bot is not in the channel. Invite it, then resume',
    );
  });

  it('"dead-workspace" drops what the installation is owed', async () => {
    await world.say('ana', 'daily set 09:30 zone:UTC');
    world.platform.answers.push({ kind: 'dead-workspace', why: 'token revoked' });
    const owed = (key: string, dueAt: number) => ({ workspaceId: 'w', key, kind: 'tip', target, payload: tip, dueAt });
    await world.store.write((tx) => owe(tx, owed('now', monday), { now: monday }));
    await world.store.write((tx) => owe(tx, owed('later', monday + 1), { now: monday }));
    await world.bot.services.deliveries.runDue();
    const states = await world.store.db.selectFrom('delivery').select('state').execute();
    expect(states).toEqual([{ state: 'failed' }, { state: 'failed' }]);
    expect(textIn(await world.say('ana', 'daily show'))).toContain('Paused: token revoked');
  });

  it('"refused" fails it and sends no more', async () => {
    await answer({ kind: 'refused', why: 'invalid_blocks' });
    world.clock.move(3_600_000);
    await world.bot.services.deliveries.runDue();
    expect(world.platform.posts).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'failed', why: 'invalid_blocks' });
  });

  it.each<[Finding, string, number]>([
    [{ kind: 'found', ref: { channel: 'c1', message: 'm9' } }, 'sent', 1],
    [{ kind: 'absent' }, 'sent', 2],
    [{ kind: 'cannot-tell', why: 'no history' }, 'unknown', 1],
  ])('"ambiguous" is looked after: %j makes it %s with %i posts', async (finding, state, posts) => {
    world.platform.finding = finding;
    await answer({ kind: 'ambiguous', why: 'timeout' });
    expect((await row()).state).toBe('sending');
    world.clock.move(2_001);
    await world.bot.services.deliveries.runDue();
    expect((await row()).state).toBe(state);
    expect(world.platform.posts).toHaveLength(posts);
    expect(new Set(world.platform.posts.map((post) => post.nonce)).size).toBe(1);
  });
});

describe('a round whose posting stayed unclear', () => {
  it('is healed by the first press on its message, and then reveals in place', async () => {
    world.platform.finding = { kind: 'cannot-tell', why: 'no history' };
    world.platform.answers.push({ kind: 'ambiguous', why: 'timeout' });
    await world.say('ana', 'quiz');
    world.clock.move(2_001);
    await world.bot.services.deliveries.runDue();
    expect((await row()).state).toBe('unknown');
    const open = world.platform.posts[0]?.card;
    const press = open?.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))[0];
    const message = { channel: 'c1', message: 'found-again' };
    await world.send({
      kind: 'action',
      id: 'press',
      action: press?.action ?? '',
      message,
      isPrivateMessage: false,
      place: { platform: 'memory', installation: 'i1', workspace: 'w1', channel: 'c1' },
      actor: { user: 'ben', home: '', name: 'ben' },
    });
    const opening = await world.store.db
      .selectFrom('delivery')
      .select('state')
      .where('kind', '=', 'quiz-open')
      .executeTakeFirstOrThrow();
    expect(opening.state).toBe('sent');
    world.clock.move(1_800_000);
    await world.bot.runDue();
    expect(world.platform.edits.at(-1)).toMatchObject({ ref: message, card: { tone: 'reveal' } });
  });
});

describe('a reveal whose message can no longer be edited', () => {
  it('goes out as a reply instead', async () => {
    await world.say('ana', 'quiz');
    await world.press('ben', world.platform.posts[0]?.card, 'A');
    world.platform.answers.push({ kind: 'cannot-edit', why: 'edit_window_closed' });
    world.clock.move(1_800_000);
    await world.bot.runDue();
    expect(world.platform.posts.map((post) => post.card.tone)).toEqual(['quiz', 'reveal']);
    expect(world.platform.posts[1]?.replyTo).toEqual({ channel: 'c1', message: 'm1' });
  });

  it('is left away when nobody answered', async () => {
    await world.say('ana', 'quiz');
    world.platform.answers.push({ kind: 'cannot-edit', why: 'edit_window_closed' });
    world.clock.move(1_800_000);
    await world.bot.runDue();
    expect(world.platform.posts.map((post) => post.card.tone)).toEqual(['quiz']);
  });
});

describe('the budget', () => {
  it('lets a burst pass, then one each interval, and never saves more than the burst', () => {
    const budget = { name: 'b', everyMs: 1_000, burst: 2 };
    const first = take(budget, 0, 10_000);
    const second = take(budget, first.arrivalAt, 10_000);
    const third = take(budget, second.arrivalAt, 10_000);
    expect([first.waitMs, second.waitMs, third.waitMs]).toEqual([0, 0, 1_000]);
    expect(take(budget, third.arrivalAt, 11_000).waitMs).toBe(0);
    const afterAnHour = take(budget, third.arrivalAt, 3_600_000);
    expect(take(budget, take(budget, afterAnHour.arrivalAt, 3_600_000).arrivalAt, 3_600_000).waitMs).toBe(1_000);
  });
});

it('a nonce has at most 25 characters and differs between deliveries', async () => {
  const id = await oweTip();
  expect(nonceOf(id)).toHaveLength(25);
  expect(nonceOf(id)).toBe(nonceOf(id));
});
