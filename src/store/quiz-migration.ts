// The migration that gives the quiz its scores, its reports and its native polls.
import { addColumns, table } from './columns.ts';
import type { Db } from './tables.ts';

/** Adds what the quiz keeps beyond rounds and votes. */
export async function quizzes(tx: Db): Promise<void> {
  await addColumns(tx, 'round', {
    closed_day: 'text?',
    voters: 'count?',
    right_voters: 'count?',
    votes: { default: 'hidden' },
  });
  await addColumns(tx, 'schedule', { votes: { default: 'hidden' } });
  await addColumns(tx, 'vote', { is_external: { default: 0 } });
  await addColumns(tx, 'person', { is_hidden: { default: 0 } });
  await addColumns(tx, 'delivery', { priority: { default: 0 } });
  await tx.schema.dropIndex('delivery_due').execute();
  await tx.schema.createIndex('delivery_due').on('delivery').columns(['state', 'priority', 'due_at']).execute();
  await table(tx, 'member', { workspace_id: 'text', person_id: 'text', name: 'text', changed_at: 'instant' })
    .addPrimaryKeyConstraint('member_pk', ['workspace_id', 'person_id'])
    .execute();
  await tx.schema.createIndex('member_by_person').on('member').column('person_id').execute();
  await tx.schema.createIndex('budget_by_age').on('budget').column('arrival_at').execute();
  await table(tx, 'manager', { workspace_id: 'text', user_id: 'text', at: 'instant' })
    .addPrimaryKeyConstraint('manager_pk', ['workspace_id', 'user_id'])
    .execute();
  await scores(tx);
  await reports(tx);
}

async function scores(tx: Db): Promise<void> {
  await table(tx, 'answer', {
    workspace_id: 'text',
    round_id: 'text',
    person_id: 'text',
    channel: 'text',
    question: 'text',
    day: 'text',
    is_scheduled: 'count',
    is_external: 'count',
    is_right: 'count',
    is_first: 'count',
    is_scored: 'count',
    points: 'count',
  })
    .addPrimaryKeyConstraint('answer_pk', ['workspace_id', 'round_id', 'person_id'])
    .execute();
  await tx.schema.createIndex('answer_by_day').on('answer').columns(['workspace_id', 'day']).execute();
  await tx.schema.createIndex('answer_by_person').on('answer').columns(['person_id', 'workspace_id', 'day']).execute();
  await table(tx, 'first_answer', { person_id: 'text', question: 'text', round_id: 'text' })
    .addPrimaryKeyConstraint('first_answer_pk', ['person_id', 'question'])
    .execute();
}

async function reports(tx: Db): Promise<void> {
  await table(tx, 'question_stat', {
    question: 'text',
    content_hash: 'text',
    rounds: 'count',
    first_answers: 'count',
    first_right: 'count',
  })
    .addPrimaryKeyConstraint('question_stat_pk', ['question', 'content_hash'])
    .execute();
  await table(tx, 'report', {
    workspace_id: 'text',
    question: 'text',
    content_hash: 'text',
    person_id: 'text',
    reason: 'text',
    text: 'text',
    at: 'instant',
  })
    .addPrimaryKeyConstraint('report_pk', ['workspace_id', 'question', 'content_hash', 'person_id'])
    .execute();
}
