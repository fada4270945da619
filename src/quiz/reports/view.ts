// The form of a report, its thanks, and what authors read of reports and of questions.
import { encodeAction } from '../../card/action.ts';
import { paragraph } from '../../card/build.ts';
import type { Card, Form } from '../../card/card.ts';
import type { Catalogue } from '../../content/catalogue.ts';
import { maxReportChars, reasons } from './reports.ts';
import { enoughReporters, type QuestionStat, type ReportLine, versionOf } from './store.ts';

/** `about` are the arguments of the button that opened it. */
export const reportForm = (about: readonly string[]): Form => ({
  kind: 'form',
  action: encodeAction('report-form', ...about),
  title: 'Report a problem',
  submitLabel: 'Send',
  fields: [
    { kind: 'one-of', name: 'reason', label: 'What is wrong?', options: reasons },
    {
      kind: 'line',
      name: 'text',
      label: 'In your words',
      hint: `Kept for the authors, without your name. At most ${maxReportChars} characters`,
      optional: true,
      maxChars: maxReportChars,
    },
  ],
});

export const thanksCard = (isHeldBack: boolean): Card => ({
  kind: 'card',
  tone: 'notice',
  title: 'Thank you',
  blocks: [
    paragraph(
      isHeldBack
        ? 'Enough members reported it: the question is no longer asked in this workspace until its authors correct it.'
        : `The authors will read it. When ${enoughReporters} members report the same question, it is no longer asked here.`,
    ),
  ],
});

/** For `archway reports`: a question a paragraph, the most reported first. */
export function reportsText(reports: readonly ReportLine[], catalogue: Catalogue): string {
  if (reports.length === 0) return 'No question was reported.\n';
  const groups = Map.groupBy(reports, ({ question, contentHash }) => versionOf(question, contentHash));
  return [...groups.values()]
    .sort((one, other) => other.length - one.length)
    .map((group) => groupText(group, catalogue))
    .join('\n');
}

function groupText(group: readonly ReportLine[], catalogue: Catalogue): string {
  const [first] = group;
  const current = first && catalogue.questionByRef.get(first.question);
  const state = current?.contentHash === first?.contentHash ? '' : current ? ', changed since' : ', no longer asked';
  const lines = group.map(({ at, reason, text }) => {
    const label = reasons.find(({ value }) => value === reason)?.label ?? reason;
    return `  ${new Date(at).toISOString().slice(0, 10)}  ${label}${text === '' ? '' : `: ${text}`}`;
  });
  const count = `${group.length} ${group.length === 1 ? 'report' : 'reports'}`;
  return `${first?.question}  ${count}${state}\n${current ? `  ${current.prompt}\n` : ''}${lines.join('\n')}\n`;
}

/** Below this many first answers a share says nothing. */
const enoughAnswers = 20;
/** Harder than a guess among four, or so easy that nobody learns. */
const hardShare = 0.25;
const easyShare = 0.95;
const reportShare = 0.02;

/** For `archway content stats --questions`: what looks bad first. */
export function statsText(stats: readonly QuestionStat[]): string {
  if (stats.length === 0) return 'No question was asked yet.\n';
  const rows = stats
    .map((stat) => ({ stat, note: noteOf(stat) }))
    .sort((one, other) => Number(other.note !== '') - Number(one.note !== '') || other.stat.reports - one.stat.reports);
  return rows
    .map(({ stat, note }) => {
      const right = stat.firstAnswers === 0 ? '  -' : `${Math.round(100 * rightRate(stat))} %`;
      const figures = `${stat.rounds} rounds, ${stat.firstAnswers} first answers, ${right.trim()} right, ${stat.reports} reports`;
      return `${stat.question}  ${stat.contentHash.slice(0, 8)}  ${figures}${note === '' ? '' : `  <- ${note}`}\n`;
    })
    .join('');
}

/** The same as data: both rates from 0 on, null without any first answer. */
export function statsData(stat: QuestionStat) {
  const isAsked = stat.firstAnswers > 0;
  return { ...stat, rightRate: isAsked ? rightRate(stat) : null, reportRate: isAsked ? reportRate(stat) : null };
}

/** Of first answers, from 0 to 1; not a number without any. */
const rightRate = ({ firstRight, firstAnswers }: QuestionStat): number => firstRight / firstAnswers;
/** Reports for each first answer; more than 1 when it was reported from practice. */
const reportRate = ({ reports, firstAnswers }: QuestionStat): number => reports / firstAnswers;

function noteOf(stat: QuestionStat): string {
  const isKnown = stat.firstAnswers >= enoughAnswers;
  const notes = [
    stat.reports > 0 && (!isKnown || reportRate(stat) >= reportShare) ? 'reported' : '',
    isKnown && rightRate(stat) < hardShare ? 'hardly anybody is right' : '',
    isKnown && rightRate(stat) > easyShare ? 'everybody is right' : '',
  ];
  return notes.filter((note) => note !== '').join(', ');
}
