// The one list of migrations, for both dialects. Append; never change one that was released.
import { addColumns, type Columns, table } from './columns.ts';
import { quizzes } from './quiz-migration.ts';
import type { Db } from './tables.ts';

export interface Migration {
  readonly name: string;
  readonly up: (tx: Db) => Promise<void>;
}

const target: Columns = { platform: 'text', installation: 'text', workspace: 'text?', channel: 'text' };

async function tenancy(tx: Db): Promise<void> {
  await table(tx, 'installation', {
    id: 'text',
    platform: 'text',
    external_id: 'text',
    state: 'text',
    created_at: 'instant',
    changed_at: 'instant',
  })
    .addPrimaryKeyConstraint('installation_pk', ['id'])
    .addUniqueConstraint('installation_by_platform', ['platform', 'external_id'])
    .execute();
  await table(tx, 'workspace', {
    id: 'text',
    platform: 'text',
    external_id: 'text',
    installation_id: 'text',
    settings: 'text',
    state: 'text',
    created_at: 'instant',
    changed_at: 'instant',
  })
    .addPrimaryKeyConstraint('workspace_pk', ['id'])
    .addUniqueConstraint('workspace_by_platform', ['platform', 'external_id'])
    .execute();
  await table(tx, 'person', {
    id: 'text',
    platform: 'text',
    external_id: 'text',
    home_id: 'text',
    installation_id: 'text',
    created_at: 'instant',
  })
    .addPrimaryKeyConstraint('person_pk', ['id'])
    .addUniqueConstraint('person_by_platform', ['platform', 'home_id', 'external_id'])
    .execute();
}

async function schedules(tx: Db): Promise<void> {
  await table(tx, 'schedule', {
    id: 'text',
    workspace_id: 'text',
    ...target,
    local_time: 'text',
    days: 'text',
    zone: 'text',
    post: 'text',
    categories: 'text',
    level: 'text?',
    close_after_ms: 'instant',
    state: 'text',
    paused_why: 'text?',
    next_slot_at: 'instant?',
    changed_by: 'text',
    change: 'text',
    changed_at: 'instant',
    created_at: 'instant',
  })
    .addPrimaryKeyConstraint('schedule_pk', ['id'])
    .addUniqueConstraint('schedule_by_channel', ['workspace_id', 'channel'])
    .execute();
  await tx.schema.createIndex('schedule_due').on('schedule').column('next_slot_at').execute();
}

async function deliveries(tx: Db): Promise<void> {
  await table(tx, 'delivery', {
    id: 'text',
    workspace_id: 'text',
    key: 'text',
    kind: 'text',
    ...target,
    payload: 'text',
    after_id: 'text?',
    state: 'text',
    due_at: 'instant',
    retry_at: 'instant',
    attempts: 'count',
    first_attempt_at: 'instant?',
    lease_token: 'text?',
    lease_until: 'instant?',
    again: 'count',
    ref: 'text?',
    why: 'text?',
    created_at: 'instant',
    settled_at: 'instant?',
  })
    .addPrimaryKeyConstraint('delivery_pk', ['id'])
    .addUniqueConstraint('delivery_by_key', ['workspace_id', 'key'])
    .execute();
  await tx.schema.createIndex('delivery_due').on('delivery').columns(['state', 'due_at']).execute();
}

async function rounds(tx: Db): Promise<void> {
  await table(tx, 'round', {
    id: 'text',
    workspace_id: 'text',
    ...target,
    question: 'text',
    content_hash: 'text',
    snapshot: 'text',
    opened_by: 'text?',
    schedule_id: 'text?',
    opened_at: 'instant',
    closes_at: 'instant',
    closed_at: 'instant?',
    state: 'text',
    ref: 'text?',
  })
    .addPrimaryKeyConstraint('round_pk', ['id'])
    .execute();
  await tx.schema.createIndex('round_due').on('round').columns(['state', 'closes_at']).execute();
  await tx.schema.createIndex('round_by_channel').on('round').columns(['workspace_id', 'channel', 'state']).execute();
  await table(tx, 'vote', {
    workspace_id: 'text',
    round_id: 'text',
    person_id: 'text',
    option_id: 'text',
    first_at: 'instant',
    changed_at: 'instant',
  })
    .addPrimaryKeyConstraint('vote_pk', ['workspace_id', 'round_id', 'person_id'])
    .execute();
}

async function memory(tx: Db): Promise<void> {
  await table(tx, 'history', {
    workspace_id: 'text',
    subject: 'text',
    item: 'text',
    outcome: 'text',
    at: 'instant',
  }).execute();
  await tx.schema
    .createIndex('history_by_subject')
    .on('history')
    .columns(['workspace_id', 'subject', 'item'])
    .execute();
  await table(tx, 'event_seen', { id: 'text', at: 'instant' })
    .addPrimaryKeyConstraint('event_seen_pk', ['id'])
    .execute();
  await tx.schema.createIndex('event_seen_by_age').on('event_seen').column('at').execute();
  await table(tx, 'budget', { name: 'text', arrival_at: 'instant' })
    .addPrimaryKeyConstraint('budget_pk', ['name'])
    .execute();
}

async function pictures(tx: Db): Promise<void> {
  const place: Columns = { platform: 'text', installation: 'text', workspace: 'text', hash: 'text' };
  await table(tx, 'picture', { id: 'text', ...place, spec: 'text', created_at: 'instant', expires_at: 'instant' })
    .addPrimaryKeyConstraint('picture_pk', ['id'])
    .addUniqueConstraint('picture_by_hash', ['platform', 'installation', 'workspace', 'hash'])
    .execute();
  await tx.schema.createIndex('picture_by_expiry').on('picture').column('expires_at').execute();
  await table(tx, 'picture_person', { person_id: 'text', picture_id: 'text' })
    .addPrimaryKeyConstraint('picture_person_pk', ['person_id', 'picture_id'])
    .execute();
  await tx.schema.createIndex('picture_person_by_picture').on('picture_person').column('picture_id').execute();
  await table(tx, 'picture_upload', { ...place, file: 'text', created_at: 'instant', expires_at: 'instant?' })
    .addPrimaryKeyConstraint('picture_upload_pk', ['platform', 'installation', 'workspace', 'hash', 'file'])
    .execute();
  await tx.schema.createIndex('picture_upload_by_expiry').on('picture_upload').column('expires_at').execute();
  await table(tx, 'secret', { name: 'text', value: 'text' }).addPrimaryKeyConstraint('secret_pk', ['name']).execute();
}

async function wishes(tx: Db): Promise<void> {
  await table(tx, 'topic_wish', {
    workspace_id: 'text',
    text: 'text',
    count: 'count',
    first_at: 'instant',
    last_at: 'instant',
  })
    .addPrimaryKeyConstraint('topic_wish_pk', ['workspace_id', 'text'])
    .execute();
}

async function calendars(tx: Db): Promise<void> {
  await addColumns(tx, 'schedule', {
    holidays: 'text?',
    off_dates: { default: '[]' },
    starts_on: 'text?',
    paused_until: 'text?',
    last_day: 'text?',
    last_slot_at: 'instant?',
    zone_rules: { default: '' },
  });
  await tx.schema.createIndex('delivery_by_settling').on('delivery').column('settled_at').execute();
  await tx.schema.createIndex('vote_by_person').on('vote').column('person_id').execute();
  await tx.schema.createIndex('history_by_person').on('history').column('subject').execute();
  await tx.schema.createIndex('round_open_in_channel').on('round').columns(['channel', 'state']).execute();
  await tx.schema.createIndex('round_by_question').on('round').columns(['installation', 'question', 'state']).execute();
  await tx.schema.createIndex('schedule_by_rules').on('schedule').column('zone_rules').execute();
}

export const migrations: readonly Migration[] = [
  { name: '0001-tenancy', up: tenancy },
  { name: '0002-schedules', up: schedules },
  { name: '0003-deliveries', up: deliveries },
  { name: '0004-rounds', up: rounds },
  { name: '0005-memory', up: memory },
  { name: '0006-pictures', up: pictures },
  { name: '0007-wishes', up: wishes },
  { name: '0008-quizzes', up: quizzes },
  { name: '0009-calendars', up: calendars },
];
