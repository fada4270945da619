// daily set, show, pause, resume, remove, test, and the form and buttons of the same.

import { paragraph } from '../card/build.ts';
import type { Card } from '../card/card.ts';
import { UserError } from '../errors.ts';
import type { FormEvent, Reply } from '../platform.ts';
import { scheduleForm } from '../schedule/form.ts';
import { type Plan, parseDay } from '../schedule/plan.ts';
import { pause, preview, remove, resume, scheduleOrThrow, setPlan, test } from '../schedule/schedule.ts';
import { findSchedule, type Schedule } from '../schedule/store.ts';
import { previewCard, scheduleCard } from '../schedule/view.ts';
import { ensureTenant, type Tenant } from '../settings/settings.ts';
import { isFirst } from '../store/seen.ts';
import type { Db } from '../store/tables.ts';
import { type Ask, type Handler, type Options, privately, requireRight, targetOf } from './ask.ts';
import { readPlan } from './daily-plan.ts';

/** Runs in one transaction with the channel's tenant, once for the event. */
async function managing<T>(ask: Ask, work: (tx: Db, tenant: Tenant) => Promise<T>): Promise<T | undefined> {
  await requireRight(ask, 'manage-schedules');
  const { store, clock } = ask.services;
  return store.write(async (tx) => {
    if (!(await isFirst(tx, ask.eventId, clock.elapsed()))) return undefined;
    return work(tx, await ensureTenant(tx, ask.place, clock.now()));
  });
}

const managedBy = (ask: Ask, tenant: Tenant) => ({ tenant, target: targetOf(ask.place), by: ask.actor.name });

function shown(ask: Ask, schedule: Schedule | undefined, title: string): readonly Reply[] {
  return schedule === undefined ? [] : privately(scheduleCard(schedule, ask.services.catalogue, title));
}

/** Without a word it asks by a form. */
export const dailySet: Handler = async (ask, options) => {
  if (Object.keys(options).length === 0) return dailyForm(ask, options);
  const schedule = await managing(ask, async (tx, tenant) => {
    const zone = tenant.settings.zone ?? ask.actor.zone;
    const read = readPlan(options, { catalogue: ask.services.catalogue, zone, hasPolls: hasPolls(ask) });
    if ('errors' in read) throw new UserError(Object.values(read.errors).join('\n'));
    return setPlan(tx, managedBy(ask, tenant), { plan: read.plan, clock: ask.services.clock });
  });
  return shown(ask, schedule, 'The daily post is set');
};

const dailyForm: Handler = async (ask) => {
  await requireRight(ask, 'manage-schedules');
  const { store, clock, catalogue } = ask.services;
  const { plan, zone } = await store.write(async (tx) => {
    const tenant = await ensureTenant(tx, ask.place, clock.now());
    const schedule = await findSchedule(tx, tenant.workspaceId, ask.place.channel);
    return { plan: schedule?.plan, zone: tenant.settings.zone ?? ask.actor.zone };
  });
  return [{ kind: 'form', form: scheduleForm(catalogue, { plan, zone }) }];
};

/** The form's submission: wrong fields come back with their message beside them. */
export async function dailySubmit(ask: Ask, values: FormEvent['values']): Promise<readonly Reply[]> {
  const options = optionsOf(values);
  const read = readPlan(options, { catalogue: ask.services.catalogue, zone: undefined, hasPolls: hasPolls(ask) });
  if ('errors' in read) return [{ kind: 'form-errors', errors: read.errors }];
  const schedule = await managing(ask, async (tx, tenant) => {
    const current = await findSchedule(tx, tenant.workspaceId, ask.place.channel);
    const plan = current ? { ...read.plan, ...unasked(values, current.plan) } : read.plan;
    return setPlan(tx, managedBy(ask, tenant), { plan, clock: ask.services.clock });
  });
  return shown(ask, schedule, 'The daily post is set');
}

/** What the form did not ask stays as it was: how votes are cast, days off, and on Discord, whose forms hold five fields, more. */
const unasked = (values: FormEvent['values'], { level, closeAfterMs, ...plan }: Plan): Partial<Plan> => ({
  votes: plan.votes,
  holidays: plan.holidays,
  offDates: plan.offDates,
  startsOn: plan.startsOn,
  ...(values.level === undefined ? { level } : {}),
  ...(values.close === undefined ? { closeAfterMs } : {}),
});

const hasPolls = ({ services, place }: Ask) => services.platforms.get(place.platform)?.polls !== undefined;

function optionsOf(values: FormEvent['values']): Options {
  const texts = Object.entries(values).map(
    ([name, value]) => [name, typeof value === 'string' ? value : value.join(',')] as const,
  );
  return Object.fromEntries(texts.filter(([, value]) => value.trim() !== ''));
}

export const dailyShow: Handler = async (ask) => {
  const { store, clock, catalogue } = ask.services;
  const schedule = await store.write(async (tx) => {
    const tenant = await ensureTenant(tx, ask.place, clock.now());
    return scheduleOrThrow(tx, { tenant, target: targetOf(ask.place) });
  });
  return privately(scheduleCard(schedule, catalogue));
};

const previewed = 10;

export const dailyPreview: Handler = async (ask) => {
  const { store, clock } = ask.services;
  const schedule = await store.write(async (tx) => {
    const tenant = await ensureTenant(tx, ask.place, clock.now());
    return scheduleOrThrow(tx, { tenant, target: targetOf(ask.place) });
  });
  const days = await preview(schedule, { now: clock.now(), count: previewed });
  return privately(previewCard(schedule, days));
};

export const dailyPause: Handler = async (ask, options) => {
  const until = options.until === undefined ? undefined : parseDay(options.until);
  const now = ask.services.clock.now();
  return shown(ask, await managing(ask, (tx, tenant) => pause(tx, managedBy(ask, tenant), { now, until })), 'Paused');
};

export const dailyResume: Handler = async (ask) =>
  shown(
    ask,
    await managing(ask, (tx, tenant) => resume(tx, managedBy(ask, tenant), ask.services.clock.now())),
    'Resumed',
  );

export const dailyRemove: Handler = async (ask) => {
  await managing(ask, (tx, tenant) => remove(tx, managedBy(ask, tenant)));
  return privately(
    noticeCard(
      'Removed',
      'This channel gets no daily post any more. What it saw stays remembered, so that nothing repeats if you set one again.',
    ),
  );
};

export const dailyTest: Handler = async (ask) => {
  const { services } = ask;
  const ids = await managing(ask, (tx, tenant) =>
    test(tx, services, { managed: managedBy(ask, tenant), eventId: ask.eventId }),
  );
  if (ids === undefined) return [];
  if (ids.length === 0) throw new UserError('No content fits this schedule. Widen its categories or its level.');
  for (const id of ids) {
    const { state, why } = await services.deliveries.attempt(id);
    if (state === 'failed') throw new UserError(`It could not be posted here: ${why}`);
  }
  return privately(noticeCard('Posted', 'This is what the channel gets on a scheduled day.'));
};

/** The buttons under a schedule. */
export const dailyButton: Handler = async (ask, options) => {
  const buttons: Readonly<Record<string, Handler>> = {
    form: dailyForm,
    pause: dailyPause,
    resume: dailyResume,
    preview: dailyPreview,
    test: dailyTest,
  };
  const handler = buttons[options['0'] ?? ''];
  if (!handler) throw new UserError('This button is not known here. Use daily show for a fresh message.');
  return handler(ask, {});
};

const noticeCard = (title: string, text: string): Card => ({
  kind: 'card',
  tone: 'notice',
  title,
  blocks: [paragraph(text)],
});
