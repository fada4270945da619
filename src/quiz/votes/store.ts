// The SQL of votes.
import type { Db } from '../../store/tables.ts';
import { rightOptions } from '../round.ts';
import type { Round } from '../store.ts';

type Of = Pick<Round, 'workspaceId' | 'id'>;

export interface Vote {
  readonly workspaceId: string;
  readonly roundId: string;
  readonly personId: string;
  readonly optionId: string;
  /** Of a member of another organisation in a shared channel. */
  readonly isExternal: boolean;
  readonly at: number;
}

/** The option that the person has chosen now. */
export async function findVote(db: Db, { workspaceId, id }: Of, personId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('vote')
    .select('option_id')
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.option_id;
}

/** One current choice a person: a later vote replaces an earlier one. */
export async function putVote(tx: Db, vote: Vote): Promise<void> {
  await tx
    .insertInto('vote')
    .values({
      workspace_id: vote.workspaceId,
      round_id: vote.roundId,
      person_id: vote.personId,
      option_id: vote.optionId,
      first_at: vote.at,
      changed_at: vote.at,
      is_external: vote.isExternal ? 1 : 0,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['workspace_id', 'round_id', 'person_id'])
        .doUpdateSet({ option_id: vote.optionId, changed_at: vote.at }),
    )
    .execute();
}

/** False when there was none. */
export async function dropVote(tx: Db, { workspaceId, id }: Of, personId: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('vote')
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return Number(result.numDeletedRows) > 0;
}

/** Votes by option id. */
export async function countVotes(db: Db, { workspaceId, id }: Of): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('vote')
    .select(({ fn }) => ['option_id', fn.countAll().as('votes')])
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .groupBy('option_id')
    .execute();
  return new Map(rows.map((row) => [row.option_id, Number(row.votes)]));
}

/** Writes what each voter answered into their history, in one statement. */
export async function rememberAnswers(tx: Db, round: Round, at: number): Promise<void> {
  const right = rightOptions(round.snapshot);
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

/** Rounds that are open and in which the person has a vote. */
export async function openVotesOf(db: Db, personId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('vote')
    .innerJoin('round', 'round.id', 'vote.round_id')
    .select('round.id')
    .where('vote.person_id', '=', personId)
    .where('round.state', 'in', ['open', 'ending'])
    .execute();
  return rows.map((row) => row.id);
}

/** What closed rounds counted stays counted, by a number that is nobody's. */
export async function renameVoter(tx: Db, personId: string, nobody: string): Promise<void> {
  await tx.updateTable('vote').set({ person_id: nobody }).where('person_id', '=', personId).execute();
}
