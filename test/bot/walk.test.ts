// The main job, end to end behind the adapters: look up, quiz, daily post, restart.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainCard } from '../../src/card/plain.ts';
import { actor, cardIn, createWorld, place, textIn, type World } from '../support/bot.ts';

const minuteMs = 60_000;
let world: World;
beforeEach(async () => {
  world = await createWorld();
});
afterEach(async () => {
  await world.close();
});

describe('lookup', () => {
  it('finds a topic by its name, by an alias and with a typo', async () => {
    for (const words of ['cap theorem', 'CAP', "brewer's theorem", 'cap theorm', 'topic cap-theorem']) {
      expect(cardIn(await world.say('ana', words)).title).toBe('CAP: the choice you face only during a partition');
    }
  });

  it('answers privately until the topic is shared', async () => {
    const [reply] = await world.say('ana', 'cap theorem');
    expect(reply).toMatchObject({ kind: 'message', audience: 'asker' });
    const [shared] = await world.press('ana', cardIn([reply as never]), 'Share');
    expect(shared).toMatchObject({ kind: 'message', audience: 'channel' });
  });

  it('says so when nothing fits, and offers the categories', async () => {
    const card = cardIn(await world.say('ana', 'zzqx wobble frumious'));
    expect(card.title).toBe('Not found');
    expect(card.blocks.some((block) => block.kind === 'buttons' && block.buttons.length > 0)).toBe(true);
  });

  it('turns the pages of an article to its end', async () => {
    let card = cardIn(await world.press('ana', cardIn(await world.say('ana', 'cap theorem')), 'Read on'));
    let text = plainCard(card);
    while (
      card.blocks.some((block) => block.kind === 'buttons' && block.buttons.some((each) => each.label === 'Next'))
    ) {
      card = cardIn(await world.press('ana', card, 'Next'));
      text += plainCard(card);
    }
    for (const heading of ['Why', 'How it works', 'Example', 'Trade-offs', 'When not to', 'Misconceptions', 'Sources'])
      expect(text).toContain(heading);
  });
});

describe('quiz', () => {
  it('hides votes, lets one change, and reveals the split with every why when its time is up', async () => {
    await world.say('ana', 'quiz cap theorem');
    const open = world.platform.posts[0]?.card;
    expect(textIn(await world.press('ana', open, 'A'))).toContain('You chose A');
    await world.press('ben', open, 'B');
    await world.press('chi', open, 'C');
    expect(textIn(await world.press('chi', open, 'B'))).toContain('You changed to B');
    world.clock.move(5_000);
    await world.bot.runDue();
    const counted = plainCard(world.platform.cardOf('m1') as never);
    expect(counted).toContain('3 people have answered');
    expect(counted).not.toContain('vote (');
    world.clock.move(30 * minuteMs);
    await world.bot.runDue();
    const revealed = plainCard(world.platform.cardOf('m1') as never);
    expect(revealed).toContain('2 votes (67 %)');
    expect(revealed).toMatch(/The answer is [A-D]/);
    expect(textIn(await world.press('ana', open, 'A'))).toContain('This round is closed');
  });

  it('lets its opener close it early, and nobody else but managers', async () => {
    world.platform.standings = { ben: 'guest' };
    await world.say('ana', 'quiz');
    const open = world.platform.posts[0]?.card;
    expect(textIn(await world.press('ben', open, 'Close now'))).toContain('Only whoever opened this round');
    expect(world.platform.cardOf('m1')?.tone).toBe('quiz');
    await world.press('ana', open, 'Close now');
    expect(world.platform.cardOf('m1')?.tone).toBe('reveal');
  });

  it('never says in the open message which option is right', async () => {
    await world.say('ana', 'quiz');
    expect(JSON.stringify(world.platform.posts[0]?.card)).not.toMatch(/right|why/);
  });

  it('takes a repeated delivery of the same press once', async () => {
    await world.say('ana', 'quiz');
    const open = world.platform.posts[0]?.card;
    const press = (label: string, id: string) =>
      world.send({
        kind: 'action',
        id,
        place,
        actor: actor('ben'),
        action: actionIn(open, label),
        isPrivateMessage: false,
      });
    await press('A', 'one');
    await press('B', 'two');
    await press('A', 'one');
    const votes = await world.store.db.selectFrom('vote').selectAll().execute();
    expect(votes).toHaveLength(1);
    const round = await world.store.db.selectFrom('round').select('snapshot').executeTakeFirstOrThrow();
    expect(votes[0]?.option_id).toBe(JSON.parse(round.snapshot).options[1].id);
  });
});

describe('daily', () => {
  it('posts a tip and then a quiz at the local time, and nothing twice', async () => {
    await world.say('ana', 'daily set 10:30 mon-fri Europe/Berlin both');
    await world.bot.runDue();
    expect(world.platform.posts).toHaveLength(0);
    world.clock.move(91 * minuteMs);
    await world.bot.runDue();
    await world.bot.runDue();
    await world.bot.runDue();
    expect(world.platform.posts.map((post) => post.card.tone)).toEqual(['tip', 'quiz']);
  });

  it('keeps votes, rounds and schedules through a restart in the middle', async () => {
    await world.say('ana', 'daily set 10:30 mon-fri Europe/Berlin tip');
    await world.say('ana', 'quiz');
    const open = world.platform.posts[0]?.card;
    await world.press('ben', open, 'A');
    world = await world.restarted();
    await world.press('chi', open, 'A');
    world.clock.move(91 * minuteMs);
    await world.bot.runDue();
    expect(plainCard(world.platform.cardOf('m1') as never)).toContain('2 votes (100 %)');
    expect(world.platform.posts.map((post) => post.card.tone)).toEqual(['quiz', 'tip', 'reveal']);
  });

  it('shows, pauses, resumes, tests and removes', async () => {
    await world.say('ana', 'daily set 9:30 zone:Europe/Berlin');
    expect(textIn(await world.say('ana', 'daily'))).toContain('09:30 Europe/Berlin, mon-fri');
    expect(textIn(await world.say('ana', 'daily pause'))).toContain('Paused: ana paused it');
    world.clock.move(48 * 60 * minuteMs);
    await world.bot.runDue();
    expect(world.platform.posts).toHaveLength(0);
    expect(textIn(await world.say('ana', 'daily resume'))).toContain('Next:');
    await world.say('ana', 'daily test');
    expect(world.platform.posts.map((post) => post.card.tone)).toEqual(['tip', 'quiz']);
    await world.say('ana', 'daily remove');
    expect(textIn(await world.say('ana', 'daily show'))).toContain('no daily post yet');
  });

  it('is kept from guests', async () => {
    world.platform.standings = { dan: 'guest' };
    expect(textIn(await world.say('dan', 'daily set 09:30 zone:UTC'))).toContain('Only managers');
  });
});

function actionIn(card: World['platform']['posts'][number]['card'] | undefined, label: string): string {
  const buttons = card?.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : [])) ?? [];
  return buttons.find((each) => each.label === label)?.action ?? '';
}
