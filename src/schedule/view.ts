// A schedule as a card.
import { encodeAction } from '../card/action.ts';
import { bold, buttons, instant, paragraph, rich, small } from '../card/build.ts';
import type { Block, Card } from '../card/card.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { closeText, daysText, type Plan } from './plan.ts';
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
