// Reports of problems with a question: kept for the authors, told to the managers once, and enough of them rest it.
import { type Question, refOf } from '../../content/catalogue.ts';
import type { Target } from '../../platform.ts';
import { tellManagers } from '../../settings/notices/notices.ts';
import { isDirectId } from '../../settings/settings.ts';
import type { Db } from '../../store/tables.ts';
import { countReporters, enoughReporters, putReport } from './store.ts';

export const reasons = [
  { value: 'wrong', label: 'The answer marked as right is wrong' },
  { value: 'another', label: 'Another option is right as well' },
  { value: 'unclear', label: 'The wording is unclear' },
  { value: 'outdated', label: 'It is out of date' },
  { value: 'other', label: 'Something else' },
] as const;
export type Reason = (typeof reasons)[number]['value'];
export const maxReportChars = 300;

/** The question in the wording that the reporter saw. */
export interface Reported {
  readonly question: string;
  readonly contentHash: string;
  readonly prompt: string;
}

export const reportedOf = (question: Question): Reported => ({
  question: refOf(question),
  contentHash: question.contentHash,
  prompt: question.prompt,
});

export interface NewReport extends Reported {
  readonly workspaceId: string;
  readonly personId: string;
  readonly target: Target;
  readonly reason: Reason;
  /** At most 300 characters; '' for nothing. */
  readonly text: string;
  readonly now: number;
}

/** Keeps the report, one a person; says whether the workspace holds the question back by now. In the caller's transaction. */
export async function report(tx: Db, report: NewReport): Promise<{ readonly isHeldBack: boolean }> {
  const { workspaceId, question, contentHash, personId, reason, text, now } = report;
  await putReport(tx, { workspaceId, question, contentHash, personId, reason, text, at: now });
  const reporters = await countReporters(tx, report);
  if (reporters === 1 && !isDirectId(workspaceId)) await tell(tx, report);
  return { isHeldBack: reporters >= enoughReporters };
}

/** What the member wrote is for the authors, and does not go along. */
async function tell(tx: Db, { workspaceId, target, question, contentHash, prompt, reason, now }: NewReport) {
  const label = reasons.find(({ value }) => value === reason)?.label ?? reason;
  const lines = [
    `A member reported: ${label}. The question is: ${prompt}`,
    `It is held back in this workspace as soon as ${enoughReporters} different members report it, until its authors correct it. Nothing else is needed from you.`,
  ];
  const about = `report:${question}@${contentHash.slice(0, 16)}`;
  await tellManagers(tx, { workspaceId, target, about, title: 'A quiz question was reported', lines }, now);
}
