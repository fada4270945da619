// A schedule as a card, and the form that sets one.
import { encodeAction } from '../card/action.ts';
import { bold, buttons, instant, paragraph, rich, small } from '../card/build.ts';
import type { Block, Card, Form } from '../card/card.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { closeText, daysText, type Plan } from './plan.ts';
import type { Schedule } from './store.ts';

const postText = { tip: 'a tip', quiz: 'a quiz', both: 'a tip, then a quiz' } as const;

/** What the channel gets, when next, and who changed it last. */
export function scheduleCard(schedule: Schedule, catalogue: Catalogue, title = 'Daily post'): Card {
  const { plan } = schedule;
  return {
    kind: 'card',
    tone: schedule.isPaused ? 'trouble' : 'notice',
    title,
    blocks: [
      {
        kind: 'list',
        style: 'bullet',
        items: [
          rich(bold('What: '), `${postText[plan.post]}${plan.level === undefined ? '' : `, ${plan.level}`}`),
          rich(bold('When: '), `${plan.localTime} ${plan.zone}, ${daysText(plan.days)}`),
          rich(bold('About: '), categoriesText(plan, catalogue)),
          ...(plan.post === 'tip'
            ? []
            : [rich(bold('A quiz closes '), `${closeText(plan.closeAfterMs)} after it opens`)]),
        ],
      },
      stateBlock(schedule),
      small(`${schedule.changedBy} ${schedule.change} `, instant(schedule.changedAt, 'date-time')),
      ...buttons(
        schedule.isPaused
          ? { action: encodeAction('daily', 'resume'), label: 'Resume', style: 'primary' }
          : { action: encodeAction('daily', 'pause'), label: 'Pause' },
        { action: encodeAction('daily', 'test'), label: 'Post one now' },
        { action: encodeAction('daily', 'form'), label: 'Change' },
      ),
    ],
  };
}

function categoriesText(plan: Plan, catalogue: Catalogue): string {
  if (plan.categories.length === 0) return 'all categories';
  return plan.categories.map((id) => catalogue.categories.find((each) => each.id === id)?.title ?? id).join(', ');
}

function stateBlock(schedule: Schedule): Block {
  if (schedule.nextSlotAt === undefined) return paragraph(bold('Paused: '), schedule.pausedWhy ?? 'by a manager');
  return paragraph(
    bold('Next: '),
    instant(schedule.nextSlotAt, 'date-time'),
    ' (',
    instant(schedule.nextSlotAt, 'relative'),
    ')',
  );
}

/** The form behind `daily set` without words; filled with what the channel has. */
export function scheduleForm(
  catalogue: Catalogue,
  current: { plan: Plan | undefined; zone: string | undefined },
): Form {
  const { plan } = current;
  return {
    kind: 'form',
    action: encodeAction('daily-form'),
    title: 'Daily post',
    submitLabel: 'Save',
    fields: [
      {
        kind: 'line',
        name: 'at',
        label: 'Local time',
        initial: plan?.localTime ?? '09:30',
        hint: 'Such as 09:30 or 5pm',
      },
      {
        kind: 'line',
        name: 'zone',
        label: 'Time zone',
        initial: plan?.zone ?? current.zone ?? 'UTC',
        hint: 'Such as Europe/Berlin',
      },
      {
        kind: 'line',
        name: 'days',
        label: 'Weekdays',
        initial: plan ? daysText(plan.days) : 'mon-fri',
        hint: 'Such as mon-fri or mon, wed',
      },
      {
        kind: 'one-of',
        name: 'post',
        label: 'What to post',
        initial: plan?.post ?? 'both',
        options: [
          { value: 'tip', label: 'A tip' },
          { value: 'quiz', label: 'A quiz' },
          { value: 'both', label: 'A tip, then a quiz' },
        ],
      },
      {
        kind: 'some-of',
        name: 'categories',
        label: 'Categories',
        hint: 'None chosen means all',
        optional: true,
        initial: plan?.categories ?? [],
        options: catalogue.categories.map((category) => ({ value: category.id, label: category.title })),
      },
      {
        kind: 'one-of',
        name: 'level',
        label: 'Level',
        optional: true,
        initial: plan?.level ?? 'any',
        options: [
          { value: 'any', label: 'Any' },
          { value: 'beginner', label: 'Beginner' },
          { value: 'intermediate', label: 'Intermediate' },
          { value: 'advanced', label: 'Advanced' },
        ],
      },
      {
        kind: 'line',
        name: 'close',
        label: 'A quiz closes after',
        initial: closeText(plan?.closeAfterMs ?? 7 * 3_600_000),
        hint: 'Such as 90m, 7h or 1d',
      },
    ],
  };
}
