// The form behind `daily set` without words.
import { encodeAction } from '../card/action.ts';
import type { Field, Form, Option } from '../card/card.ts';
import type { Catalogue } from '../content/catalogue.ts';
import { levels } from '../content/schema.ts';
import { taughtCategories } from '../topics/topics.ts';
import { closeText, daysText, type Plan, usualCloseMs } from './plan.ts';

/** Filled with what the channel has, else with what most channels want. */
export function scheduleForm(
  catalogue: Catalogue,
  current: { plan: Plan | undefined; zone: string | undefined },
): Form {
  return {
    kind: 'form',
    action: encodeAction('daily-form'),
    title: 'Daily post',
    submitLabel: 'Save',
    fields: [...whenFields(current), ...whatFields(catalogue, current.plan)],
  };
}

function whenFields({ plan, zone }: { plan: Plan | undefined; zone: string | undefined }): readonly Field[] {
  const days = plan ? daysText(plan.days) : 'mon-fri';
  return [
    line('at', 'Local time', { initial: plan?.localTime ?? '09:30', hint: 'Such as 09:30 or 5pm' }),
    line('zone', 'Time zone', { initial: plan?.zone ?? zone ?? 'UTC', hint: 'Such as Europe/Berlin' }),
    line('days', 'Weekdays', { initial: days, hint: 'Such as mon-fri or mon, wed' }),
  ];
}

function whatFields(catalogue: Catalogue, plan: Plan | undefined): readonly Field[] {
  const categories = taughtCategories(catalogue).map((category) => ({ value: category.id, label: category.title }));
  return [
    { kind: 'one-of', name: 'post', label: 'What to post', initial: plan?.post ?? 'both', options: posts },
    {
      kind: 'some-of',
      name: 'categories',
      label: 'Categories',
      hint: 'None chosen means all',
      optional: true,
      initial: plan?.categories ?? [],
      options: categories,
    },
    {
      kind: 'one-of',
      name: 'level',
      label: 'Level',
      optional: true,
      initial: plan?.level ?? 'any',
      options: levelOptions,
    },
    line('close', 'A quiz closes after', {
      initial: closeText(plan?.closeAfterMs ?? usualCloseMs),
      hint: 'Such as 90m, 7h or 1d',
    }),
  ];
}

const line = (name: string, label: string, more: { initial: string; hint: string }): Field => ({
  kind: 'line',
  name,
  label,
  ...more,
});

const posts: readonly Option[] = [
  { value: 'tip', label: 'A tip' },
  { value: 'quiz', label: 'A quiz' },
  { value: 'both', label: 'A tip, then a quiz' },
];

const levelOptions: readonly Option[] = [
  { value: 'any', label: 'Any' },
  ...levels.map((level) => ({ value: level, label: `${level.charAt(0).toUpperCase()}${level.slice(1)}` })),
];
