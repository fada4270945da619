// A schedule as a card.
import { encodeAction } from '../card/action.ts';
import { bold, buttons, instant, paragraph, rich, small } from '../card/build.ts';
import type { Block, Card, Rich } from '../card/card.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { closeText, daysText, type Plan } from './plan.ts';
import type { Skipped, Slot } from './slot.ts';
import type { Schedule } from './store.ts';

const votesText = { hidden: 'votes stay hidden until then', visible: 'votes are visible, in a poll' } as const;
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
          ...offItems(plan),
          rich(bold('About: '), categoriesText(plan, catalogue)),
          ...(plan.post === 'tip'
            ? []
            : [
                rich(
                  bold('A quiz closes '),
                  `${closeText(plan.closeAfterMs)} after it opens; ${votesText[plan.votes]}`,
                ),
              ]),
        ],
      },
      stateBlock(schedule),
      small(`${schedule.changedBy} ${schedule.change} `, instant(schedule.changedAt, 'date-time')),
      ...buttons(
        schedule.isPaused
          ? { action: encodeAction('daily', 'resume'), label: 'Resume', style: 'primary' }
          : { action: encodeAction('daily', 'pause'), label: 'Pause' },
        { action: encodeAction('daily', 'preview'), label: 'Preview' },
        { action: encodeAction('daily', 'test'), label: 'Post one now' },
        { action: encodeAction('daily', 'form'), label: 'Change' },
      ),
    ],
  };
}

function offItems({ holidays, offDates, startsOn }: Plan): readonly Rich[] {
  const off = [
    ...(holidays === undefined ? [] : [`public holidays of ${holidays}`]),
    ...(offDates.length === 0 ? [] : [daysOffText(offDates)]),
  ];
  return [
    ...(startsOn === undefined ? [] : [rich(bold('From: '), startsOn)]),
    ...(off.length === 0 ? [] : [rich(bold('Off: '), off.join('; '))]),
  ];
}

const shownDaysOff = 6;

function daysOffText(days: readonly string[]): string {
  const rest = days.length - shownDaysOff;
  return rest > 0 ? `${days.slice(0, shownDaysOff).join(', ')} and ${rest} more days` : days.join(', ');
}

/** The next slots in the reader's own time beside the channel's, and what is skipped and why. */
export function previewCard({ plan, nextSlotAt }: Schedule, days: readonly (Slot | Skipped)[]): Card {
  const items = days.map((day) =>
    day.kind === 'skipped'
      ? rich(`${day.date === day.until ? day.date : `${day.date} to ${day.until}`}: nothing, ${day.why}`)
      : rich(
          bold(`${day.date} ${plan.localTime}`),
          ` ${plan.zone}${day.isShifted ? ', later because the clocks skip that time' : ''}: for you `,
          instant(day.at, 'date-time'),
        ),
  );
  return {
    kind: 'card',
    tone: 'notice',
    title: 'The next daily posts',
    blocks: [
      ...(nextSlotAt === undefined ? [paragraph('It is paused: this is what would come if you resume it now.')] : []),
      { kind: 'list', style: 'bullet', items },
    ],
  };
}

function categoriesText(plan: Plan, catalogue: Catalogue): string {
  if (plan.categories.length === 0) return 'all categories';
  return plan.categories.map((id) => catalogue.categories.find((each) => each.id === id)?.title ?? id).join(', ');
}

function stateBlock(schedule: Schedule): Block {
  if (schedule.isPaused) return paragraph(bold('Paused: '), schedule.pausedWhy ?? 'by a manager');
  if (schedule.nextSlotAt === undefined)
    return paragraph(bold('No next post: '), 'every day of the next two years is off. Set the daily post again.');
  const paused = schedule.pausedUntil === undefined ? [] : [`Paused until ${schedule.pausedUntil}. `];
  return paragraph(
    ...paused,
    bold('Next: '),
    instant(schedule.nextSlotAt, 'date-time'),
    ' (',
    instant(schedule.nextSlotAt, 'relative'),
    ')',
  );
}
