// The SQL of reports, and of what is known of each question over all workspaces.
import type { Db } from '../../store/tables.ts';

export interface Report {
  readonly workspaceId: string;
  /** `topic/question`. */
  readonly question: string;
  readonly contentHash: string;
  readonly personId: string;
  readonly reason: string;
  readonly text: string;
  readonly at: number;
}

/** Different reporters after whom a question rests in their workspace. */
export const enoughReporters = 3;

/** Keeps a person's one report of a question; a second one replaces it. */
export async function putReport(tx: Db, report: Report): Promise<void> {
  const values = { reason: report.reason, text: report.text, at: report.at };
  await tx
    .insertInto('report')
    .values({
      workspace_id: report.workspaceId,
      question: report.question,
      content_hash: report.contentHash,
      person_id: report.personId,
      ...values,
    })
    .onConflict((conflict) =>
      conflict.columns(['workspace_id', 'question', 'content_hash', 'person_id']).doUpdateSet(values),
    )
    .execute();
}

/** The report stays counted, without its words and by a number that is nobody's. */
export async function forgetReporter(tx: Db, personId: string, nobody: string): Promise<void> {
  await tx.updateTable('report').set({ person_id: nobody, text: '' }).where('person_id', '=', personId).execute();
}

/** How many members of the workspace reported it. */
export async function countReporters(
  db: Db,
  { workspaceId, question, contentHash }: Pick<Report, 'workspaceId' | 'question' | 'contentHash'>,
): Promise<number> {
  const row = await db
    .selectFrom('report')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('workspace_id', '=', workspaceId)
    .where('question', '=', question)
    .where('content_hash', '=', contentHash)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How a question in one wording is called in `heldBack`. */
export const versionOf = (question: string, contentHash: string): string => `${question}@${contentHash}`;

/** Versions of questions that the workspace holds back; a corrected question is another version. */
export async function heldBack(db: Db, workspaceId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('report')
    .select(['question', 'content_hash'])
    .where('workspace_id', '=', workspaceId)
    .groupBy(['question', 'content_hash'])
    .having(({ fn }) => fn.countAll(), '>=', enoughReporters)
    .execute();
  return new Set(rows.map((row) => versionOf(row.question, row.content_hash)));
}

/** One report as authors read it: no workspace and no person. */
export interface ReportLine {
  readonly question: string;
  readonly contentHash: string;
  readonly reason: string;
  readonly text: string;
  readonly at: number;
}

/** All reports, the latest first. */
export async function listReports(db: Db): Promise<readonly ReportLine[]> {
  const rows = await db.selectFrom('report').selectAll().orderBy('at', 'desc').execute();
  return rows.map((row) => ({
    question: row.question,
    contentHash: row.content_hash,
    reason: row.reason,
    text: row.text,
    at: row.at,
  }));
}

export interface QuestionStat {
  readonly question: string;
  readonly contentHash: string;
  readonly rounds: number;
  readonly firstAnswers: number;
  readonly firstRight: number;
  readonly reports: number;
}

/** What is known of every question that was asked or reported, by question and content hash. */
export async function questionStats(db: Db): Promise<readonly QuestionStat[]> {
  const asked = await db.selectFrom('question_stat').selectAll().execute();
  const reported = await db
    .selectFrom('report')
    .select(({ fn }) => ['question', 'content_hash', fn.countAll<number>().as('count')])
    .groupBy(['question', 'content_hash'])
    .execute();
  const reports = new Map(reported.map((row) => [versionOf(row.question, row.content_hash), row]));
  const known = asked.map((row) => {
    const version = versionOf(row.question, row.content_hash);
    const count = Number(reports.get(version)?.count ?? 0);
    reports.delete(version);
    return statOf(row, count);
  });
  const never = [...reports.values()].map((row) =>
    statOf({ ...row, rounds: 0, first_answers: 0, first_right: 0 }, Number(row.count)),
  );
  return [...known, ...never].sort((one, other) => (one.question < other.question ? -1 : 1));
}

interface StatRow {
  readonly question: string;
  readonly content_hash: string;
  readonly rounds: number;
  readonly first_answers: number;
  readonly first_right: number;
}

const statOf = (row: StatRow, reports: number): QuestionStat => ({
  question: row.question,
  contentHash: row.content_hash,
  rounds: row.rounds,
  firstAnswers: row.first_answers,
  firstRight: row.first_right,
  reports,
});
