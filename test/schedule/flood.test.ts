// After a night down many channels are due at once: what is young enough goes out, within the platform's budget.
import { expect, it } from 'vitest';
import type { Plan } from '../../src/schedule/plan.ts';
import { putSchedule } from '../../src/schedule/store.ts';
import { ensureTenant } from '../../src/settings/settings.ts';
import { createWorld, monday, place } from '../support/bot.ts';
import { createRecorder } from '../support/recorder.ts';

const hourMs = 3_600_000;
const channels = 200;
const plan: Plan = {
  localTime: '09:00',
  days: [1, 2, 3, 4, 5, 6, 7],
  zone: 'UTC',
  holidays: undefined,
  offDates: [],
  startsOn: undefined,
  post: 'tip',
  categories: [],
  level: undefined,
  closeAfterMs: hourMs,
  votes: 'hidden',
};

it('spreads them within the budget, posts each once, and skips with a reason what is too old', async () => {
  const platform = createRecorder();
  platform.budgets = () => [{ name: 'all', everyMs: 25, burst: 40 }];
  const world = await createWorld({ platform });
  await world.store.write(async (tx) => {
    const { workspaceId } = await ensureTenant(tx, place, monday);
    for (let channel = 0; channel < channels; channel++) {
      const target = { ...place, channel: `c${channel}` };
      // Half of them fell due 7 hours before the bot is back, half 3 hours before.
      const localTime = channel % 2 ? '09:00' : '13:00';
      const nextSlotAt = monday + (channel % 2 ? 1 : 5) * hourMs;
      const schedule = { workspaceId, target, plan: { ...plan, localTime }, nextSlotAt };
      await putSchedule(tx, schedule, { by: 'ana', what: 'set it', at: monday });
    }
  });
  world.clock.move(8 * hourMs);
  await world.bot.runDue();
  expect(platform.posts.length).toBe(40);
  for (let second = 0; second < 10; second++) {
    const before = platform.posts.length;
    world.clock.move(1_000);
    await world.bot.runDue();
    expect(platform.posts.length - before).toBeLessThanOrEqual(40);
  }
  const posted = platform.posts.map(({ target }) => target.channel);
  expect([posted.length, new Set(posted).size]).toEqual([channels / 2, channels / 2]);
  const skipped = await world.store.db.selectFrom('delivery').select('why').where('state', '=', 'skipped').execute();
  expect(skipped).toHaveLength(channels / 2);
  expect(skipped[0]?.why).toBe('the bot was down for more than 6 hours after the slot');
  await world.close();
});
