// The SQL of rounds and votes.
import type { MessageRef, Target } from '../platform.ts';
import type { Store } from '../store/store.ts';
import type { Db, RoundTable } from '../store/tables.ts';
import { type Snapshot, snapshotSchema } from './round.ts';

export interface Round {
  readonly id: string;
  readonly workspaceId: string;
  readonly target: Target;
  readonly question: string;
  readonly snapshot: Snapshot;
  /** Person id; undefined when a schedule opened it. */
  readonly openedBy: string | undefined;
  readonly openedAt: number;
  readonly closesAt: number;
  readonly closedAt: number | undefined;
  readonly isOpen: boolean;
  readonly ref: MessageRef | undefined;
}

export type NewRound = Omit<Round, 'closedAt' | 'isOpen' | 'ref'> & {
  readonly contentHash: string;
  readonly scheduleId: string | undefined;
};

export async function insertRound(tx: Db, round: NewRound): Promise<void> {
  const { platform, installation, workspace, channel } = round.target;
  await tx
    .insertInto('round')
    .values({
      id: round.id,
      workspace_id: round.workspaceId,
      platform,
      installation,
      workspace,
      channel,
      question: round.question,
      content_hash: round.contentHash,
      snapshot: JSON.stringify(round.snapshot),
      opened_by: round.openedBy ?? null,
      schedule_id: round.scheduleId ?? null,
      opened_at: round.openedAt,
      closes_at: round.closesAt,
      closed_at: null,
      state: 'open',
      ref: null,
    })
    .execute();
}

/** With `lock` the row stays as it is until the transaction ends. */
export async function findRound(db: Db, id: string, lock?: Store['sharing']): Promise<Round | undefined> {
  const query = db.selectFrom('round').selectAll().where('id', '=', id);
  const row = await (lock ? lock(query) : query).executeTakeFirst();
  return row && roundOf(row);
}

/** Rounds whose time is up, oldest first. */
export async function roundsToClose(db: Db, now: number, limit: number): Promise<readonly Round[]> {
  const rows = await db
    .selectFrom('round')
    .selectAll()
    .where('state', '=', 'open')
    .where('closes_at', '<=', now)
    .orderBy('closes_at')
    .limit(limit)
    .execute();
  return rows.map(roundOf);
}

/** Questions of the rounds that are open in a workspace. */
export async function openQuestions(db: Db, workspaceId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('round')
    .select('question')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'open')
    .execute();
  return rows.map((row) => row.question);
}

/** True for the one call that closes it. Locks the round, so that no vote slips in behind the close. */
export async function markClosed(tx: Db, id: string, now: number): Promise<boolean> {
  const result = await tx
    .updateTable('round')
    .set({ state: 'closed', closed_at: now })
    .where('id', '=', id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(result.numUpdatedRows) > 0;
}

export async function setRef(tx: Db, id: string, ref: MessageRef): Promise<void> {
  await tx
    .updateTable('round')
    .set({ ref: JSON.stringify(ref) })
    .where('id', '=', id)
    .execute();
}

export interface Vote {
  readonly workspaceId: string;
  readonly roundId: string;
  readonly personId: string;
  readonly optionId: string;
  readonly at: number;
}

/** One current choice a person: a later vote replaces an earlier one. True when it is the person's first. */
export async function putVote(tx: Db, vote: Vote): Promise<boolean> {
  const known = await tx
    .selectFrom('vote')
    .select('option_id')
    .where('workspace_id', '=', vote.workspaceId)
    .where('round_id', '=', vote.roundId)
    .where('person_id', '=', vote.personId)
    .executeTakeFirst();
  await tx
    .insertInto('vote')
    .values({
      workspace_id: vote.workspaceId,
      round_id: vote.roundId,
      person_id: vote.personId,
      option_id: vote.optionId,
      first_at: vote.at,
      changed_at: vote.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'round_id', 'person_id'])
        .doUpdateSet({ option_id: vote.optionId, changed_at: vote.at }),
    )
    .execute();
  return known === undefined;
}

/** Votes by option id. */
export async function countVotes(
  db: Db,
  round: Pick<Round, 'workspaceId' | 'id'>,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('vote')
    .select(({ fn }) => ['option_id', fn.countAll().as('votes')])
    .where('workspace_id', '=', round.workspaceId)
    .where('round_id', '=', round.id)
    .groupBy('option_id')
    .execute();
  return new Map(rows.map((row) => [row.option_id, Number(row.votes)]));
}

/** Writes what each voter answered into their history, in one statement. */
export async function rememberAnswers(tx: Db, round: Round, at: number): Promise<void> {
  const right = round.snapshot.options.filter((option) => option.isRight).map((option) => option.id);
  for (const outcome of ['right', 'wrong'] as const) {
    const answers = tx
      .selectFrom('vote')
      .select((select) => [
        'workspace_id',
        select.fn<string>('concat', [select.cast(select.val('person:'), 'text'), 'person_id']).as('subject'),
        select.cast<string>(select.val(`question:${round.question}`), 'text').as('item'),
        select.cast<typeof outcome>(select.val(outcome), 'text').as('outcome'),
        select.cast<number>(select.val(at), 'bigint').as('at'),
      ])
      .where('workspace_id', '=', round.workspaceId)
      .where('round_id', '=', round.id)
      .where('option_id', outcome === 'right' ? 'in' : 'not in', right);
    await tx
      .insertInto('history')
      .columns(['workspace_id', 'subject', 'item', 'outcome', 'at'])
      .expression(answers)
      .execute();
  }
}

function roundOf(row: RoundTable): Round {
  const { platform, installation, workspace, channel } = row;
  return {
    id: row.id,
    workspaceId: row.workspace_id,
    target: { platform, installation, workspace, channel },
    question: row.question,
    snapshot: snapshotSchema.parse(JSON.parse(row.snapshot)),
    openedBy: row.opened_by ?? undefined,
    openedAt: row.opened_at,
    closesAt: row.closes_at,
    closedAt: row.closed_at ?? undefined,
    isOpen: row.state === 'open',
    ref: row.ref === null ? undefined : JSON.parse(row.ref),
  };
}
