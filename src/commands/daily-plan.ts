// The words of `daily set`, or its form's fields, as a plan.
import type { Catalogue } from '../content/catalogue.ts';
import { UserError } from '../errors.ts';
import {
  type Plan,
  parseClose,
  parseDay,
  parseDays,
  parseOffDates,
  parseTime,
  usualCloseMs,
} from '../schedule/plan.ts';
import { parseZone } from '../settings/zone.ts';
import { categoryOrThrow, taughtCategories } from '../topics/topics.ts';
import type { Options } from './ask.ts';
import { levelOf } from './learn.ts';

export type ReadPlan = { readonly plan: Plan } | { readonly errors: Readonly<Record<string, string>> };

export interface PlanContext {
  readonly catalogue: Catalogue;
  readonly zone: string | undefined;
  /** Whether the platform has polls of its own. */
  readonly hasPolls: boolean;
}

/** Every field is read before the first complaint, so that all of them are told at once. */
export function readPlan(options: Options, context: PlanContext): ReadPlan {
  const errors: Record<string, string> = {};
  const read = <T>(field: string, parse: () => T): T | undefined => {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      errors[field] = error.message;
      return undefined;
    }
  };
  const localTime = read('at', () => parseTime(options.at ?? ''));
  const zone = read('zone', () => zoneOf(options.zone ?? context.zone));
  const days = read('days', () => parseDays(options.days ?? 'mon-fri'));
  const closeAfterMs = read('close', () => (options.close === undefined ? usualCloseMs : parseClose(options.close)));
  const categories = read('categories', () => categoriesOf(options.categories, context.catalogue));
  const offDates = read('off', () => parseOffDates(options.off ?? ''));
  const start = read('from', () => ({ day: options.from === undefined ? undefined : parseDay(options.from) }));
  const votes = read('votes', () => votesOf(options.votes, context.hasPolls));
  if (localTime === undefined || zone === undefined || !days || closeAfterMs === undefined || !categories)
    return { errors };
  if (!votes || !offDates || !start) return { errors };
  return {
    plan: {
      localTime,
      zone,
      days,
      holidays: holidaysOf(options.holidays),
      offDates,
      startsOn: start.day,
      post: postOf(options.post),
      categories,
      level: levelOf(options.level),
      closeAfterMs,
      votes,
    },
  };
}

/** A code; which place it names is looked up where the schedule is set. */
function holidaysOf(text: string | undefined): string | undefined {
  const code = (text ?? '').trim();
  return code === '' || code.toLowerCase() === 'none' ? undefined : code.toUpperCase();
}

function zoneOf(text: string | undefined): string {
  if (text !== undefined) return parseZone(text);
  throw new UserError('Which time zone? Add it, like Europe/Berlin or America/New_York.');
}

const postOf = (text: string | undefined): Plan['post'] => (text === 'tip' || text === 'quiz' ? text : 'both');

function votesOf(text: string | undefined, hasPolls: boolean): Plan['votes'] {
  if (text !== 'visible') return 'hidden';
  if (hasPolls) return 'visible';
  throw new UserError('Only Discord has polls of its own, with visible votes. Leave votes:visible out here.');
}

function categoriesOf(text: string | undefined, catalogue: Catalogue): readonly string[] {
  const names = (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'all');
  return [...new Set(names.map((name) => taughtOrThrow(catalogue, name)))];
}

/** @throws UserError for a category of which nothing could be posted yet. */
function taughtOrThrow(catalogue: Catalogue, name: string): string {
  const { id, title } = categoryOrThrow(catalogue, name);
  const taught = taughtCategories(catalogue).map((category) => category.id);
  if (taught.includes(id)) return id;
  throw new UserError(`"${title}" has no tips and questions yet. There are: ${taught.join(', ')}.`);
}
