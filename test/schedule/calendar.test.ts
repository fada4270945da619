// Days off, pauses, previews and dead channels, as a channel lives through them.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainCard } from '../../src/card/plain.ts';
import { zoneRules } from '../../src/schedule/rules.ts';
import { tick } from '../../src/schedule/tick.ts';
import { actor, createWorld, place, textIn, type World } from '../support/bot.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
let world: World;
beforeEach(async () => {
  // Monday 23 November 2026, 08:00 in UTC.
  world = await createWorld();
});
afterEach(async () => world.close());

const posts = () => world.platform.posts.map(({ card }) => card.tone);
const pass = async (ms: number) => {
  world.clock.move(ms);
  await world.bot.runDue();
};

describe('a schedule', () => {
  it('posts on no holiday and on no day off, and not before its start', async () => {
    const set = 'daily set 09:00 daily UTC tip holidays:us off:2026-11-27..2026-11-28 from:2026-11-25';
    const shown = textIn(await world.say('ana', set));
    expect(shown).toMatch(/From: 2026-11-25[\s\S]*Off: public holidays of US; 2026-11-27, 2026-11-28/);
    const preview = textIn(await world.say('ana', 'daily preview'));
    expect(preview).toContain('2026-11-23 to 2026-11-24: nothing, before the start');
    expect(preview).toContain('2026-11-25 09:00 UTC: for you 2026-11-25 09:00 UTC');
    expect(preview).toContain('2026-11-26: nothing, a holiday: Thanksgiving Day');
    expect(preview).toContain('2026-11-27 to 2026-11-28: nothing, a day off');
    for (let day = 0; day < 6; day++) await pass(dayMs + (day === 0 ? 2 * hourMs : 0));
    // Wednesday and Sunday.
    expect(posts()).toEqual(['tip', 'tip']);
  });

  it('rests until a day, and then goes on by itself', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    expect(textIn(await world.say('ana', 'daily pause until:2026-11-25'))).toContain('Paused until 2026-11-25. Next:');
    await pass(dayMs + 2 * hourMs);
    expect(posts()).toEqual([]);
    expect(textIn(await world.say('ana', 'daily preview'))).toContain('2026-11-25 09:00');
    await pass(dayMs);
    expect(posts()).toEqual(['tip']);
    expect(textIn(await world.say('ana', 'daily show'))).not.toContain('Paused until');
  });

  it('has one slot a day, whatever is edited minutes before or after it', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    world.clock.move(hourMs - 60_000);
    await world.say('ana', 'daily set 09:05 daily UTC tip');
    await pass(2 * 60_000);
    expect(posts()).toEqual([]);
    await pass(5 * 60_000);
    expect(posts()).toEqual(['tip']);
    expect(textIn(await world.say('ana', 'daily set 15:00 daily UTC tip'))).toContain('2026-11-24 15:00');
    await pass(8 * hourMs);
    expect(posts()).toEqual(['tip']);
  });

  it('is reckoned anew by newer rules of the zones, without a second post on a day', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    const row = () =>
      world.store.db.selectFrom('schedule').select(['next_slot_at', 'zone_rules']).executeTakeFirstOrThrow();
    const { next_slot_at: right } = await row();
    const later = (right ?? 0) + 3 * hourMs;
    const stale = { next_slot_at: later, zone_rules: '2020a' };
    await world.store.write((tx) => tx.updateTable('schedule').set(stale).execute());
    await pass(1_000);
    expect(await row()).toEqual({ next_slot_at: right, zone_rules: zoneRules });
    await pass(hourMs);
    expect(posts()).toEqual(['tip']);
    // The rules moved today's slot behind the one that was posted.
    await world.store.write((tx) =>
      tx
        .updateTable('schedule')
        .set({ ...stale, next_slot_at: world.clock.now() + 60_000 })
        .execute(),
    );
    await pass(2 * 60_000);
    await pass(2 * 60_000);
    expect(posts()).toEqual(['tip']);
  });

  it('takes a slot that is due this very moment by the new plan when it is edited then', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    world.clock.move(hourMs + 500);
    await world.say('ana', 'daily set 09:00 daily UTC quiz');
    await world.bot.runDue();
    expect(posts()).toEqual(['quiz']);
  });

  it('that cannot be read holds up no other', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    const other = { kind: 'text', id: 'other', place: { ...place, channel: 'c2' }, actor: actor('ana') } as const;
    await world.send({ ...other, text: 'daily set 09:00 daily UTC tip' });
    await world.store.write((tx) =>
      tx.updateTable('schedule').set({ off_dates: '{' }).where('channel', '=', 'c1').execute(),
    );
    await pass(2 * hourMs);
    expect(world.platform.posts.map(({ target }) => target.channel)).toEqual(['c2']);
    await expect(tick(world.bot.services)).rejects.toThrow('1 schedules could not be moved on');
  });

  it('waits while its platform is away, and is then caught up with or skipped, never a flood', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    world.platform.isReady = () => false;
    for (let day = 0; day < 5; day++) await pass(dayMs);
    expect(await world.store.db.selectFrom('delivery').selectAll().execute()).toEqual([]);
    world.platform.isReady = () => true;
    await pass(2 * hourMs);
    expect(posts()).toEqual(['tip']);
  });

  it('counts the day that had its post as a new zone counts it', async () => {
    await world.say('ana', 'daily set 08:30 daily UTC tip');
    await pass(hourMs);
    // 22:00 on the same day, 24 November in Auckland.
    expect(textIn(await world.say('ana', 'daily set 23:00 daily Pacific/Auckland tip'))).toContain('2026-11-24 10:00');
    await pass(26 * hourMs);
    expect(posts()).toEqual(['tip', 'tip']);
  });

  it.each([
    ['until:2026-11-23', '2026-11-23 is not ahead'],
    ['until:2020-01-01', '2020-01-01 is not ahead'],
    ['until:never', '"never" is no day'],
  ])('is not paused %s', async (words, text) => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    expect(textIn(await world.say('ana', `daily pause ${words}`))).toContain(text);
  });

  it('that is paused by hand is not resumed by a pause until a day', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC tip');
    await world.say('ana', 'daily pause');
    expect(textIn(await world.say('ana', 'daily pause until:2026-12-01'))).toContain('It is paused already');
  });

  it.each([
    ['daily set 09:00 zone:UTC holidays:XX', 'is no place with holidays here'],
    ['daily set 09:00 zone:UTC holidays:DE-XX', 'Germany has no "XX"'],
    ['daily set 09:00 zone:UTC off:2026-02-30', '"2026-02-30" is no day'],
    ['daily set 09:00 zone:UTC off:2026-12-24..2026-12-01', 'is no range'],
    ['daily set 09:00 zone:UTC off:2026-01-01..2029-01-01', 'is no range'],
    ['daily set 09:00 zone:UTC from:soon', '"soon" is no day'],
  ])('%s is refused with the mend', async (words, text) => {
    expect(textIn(await world.say('ana', words))).toContain(text);
    expect(textIn(await world.say('ana', 'daily show'))).toContain('no daily post yet');
  });
});

describe('a channel that takes no post any more', () => {
  it('pauses its schedule, tells its managers once and in words, and says so until it is mended', async () => {
    await world.say('ana', 'daily set 09:00 daily UTC both');
    const dead = { kind: 'dead-channel', why: 'Slack refuses posts here', mend: 'Invite the bot' } as const;
    world.platform.answers.push(dead, dead);
    await pass(2 * hourMs);
    await pass(hourMs);
    const notices = world.platform.posts.filter(({ card }) => card.title === 'A daily post is paused');
    expect(notices.map(({ target }) => target.channel)).toEqual(['@ana']);
    expect(plainCard(notices[0]?.card as never)).toContain('Slack refuses posts here. Invite the bot.');
    expect(textIn(await world.say('ana', 'daily show'))).toContain('Paused: Slack refuses posts here. Invite the bot');
    await world.say('ana', 'daily resume');
    await pass(dayMs);
    expect(posts().filter((tone) => tone === 'tip').length).toBeGreaterThan(1);
  });
});
