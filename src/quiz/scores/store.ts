// The SQL of scores: what each vote came to at the close, and what is known of a question from it.
import type { Db } from '../../store/tables.ts';
import { rightOptions } from '../round.ts';
import type { Round } from '../store.ts';
import { pointsForRight, unscheduledADay } from './score.ts';

/**
 * Turns the votes of a round into answers with their points, in the transaction that closes it. `canScore` is false for a
 * round that counts for nobody. The workspace must be locked: what counts on a day is counted here.
 */
export async function scoreVotes(tx: Db, round: Round, { day, canScore }: { day: string; canScore: boolean }) {
  await noteFirsts(tx, round);
  await insertAnswers(tx, round, day);
  if (canScore) await givePoints(tx, round, day);
  await addStat(tx, round);
}

/** Only the round in which a person met a question first is noted; two that close at once cannot both be it. */
async function noteFirsts(tx: Db, { workspaceId, id, question }: Round): Promise<void> {
  await tx
    .insertInto('first_answer')
    .columns(['person_id', 'question', 'round_id'])
    .expression(
      tx
        .selectFrom('vote')
        .select((select) => ['person_id', select.cast<string>(select.val(question), 'text').as('question'), 'round_id'])
        .where('workspace_id', '=', workspaceId)
        .where('round_id', '=', id)
        // In one order, so that two closes never wait for each other in a ring.
        .orderBy('person_id'),
    )
    .onConflict((conflict) => conflict.columns(['person_id', 'question']).doNothing())
    .execute();
}

const answerColumns = [
  'workspace_id',
  'round_id',
  'person_id',
  'channel',
  'question',
  'day',
  'is_scheduled',
  'is_external',
  'is_right',
  'is_first',
  'is_scored',
  'points',
] as const;

async function insertAnswers(tx: Db, round: Round, day: string): Promise<void> {
  const { workspaceId, id, question, target, scheduleId } = round;
  const right = rightOptions(round.snapshot);
  const answers = tx
    .selectFrom('vote')
    .leftJoin('first_answer', (join) =>
      join
        .onRef('first_answer.person_id', '=', 'vote.person_id')
        .onRef('first_answer.round_id', '=', 'vote.round_id')
        .on('first_answer.question', '=', question),
    )
    .select((select) => {
      const text = (value: string) => select.cast<string>(select.val(value), 'text');
      const flag = (value: 0 | 1) => select.cast<0 | 1>(select.val(value), 'integer');
      return [
        'vote.workspace_id',
        'vote.round_id',
        'vote.person_id',
        text(target.channel).as('channel'),
        text(question).as('question'),
        text(day).as('day'),
        flag(scheduleId === undefined ? 0 : 1).as('is_scheduled'),
        'vote.is_external',
        select.case().when('vote.option_id', 'in', right).then(flag(1)).else(flag(0)).end().as('is_right'),
        select.case().when('first_answer.round_id', 'is', null).then(flag(0)).else(flag(1)).end().as('is_first'),
        flag(0).as('is_scored'),
        select.cast<number>(select.val(0), 'integer').as('points'),
      ];
    })
    .where('vote.workspace_id', '=', workspaceId)
    .where('vote.round_id', '=', id);
  await tx.insertInto('answer').columns(answerColumns).expression(answers).execute();
}

/** A person's first round on a question counts; of unscheduled rounds five a day. */
async function givePoints(tx: Db, { workspaceId, id, scheduleId }: Round, day: string): Promise<void> {
  let scored = tx
    .updateTable('answer')
    .set({ is_scored: 1 })
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .where('is_first', '=', 1);
  if (scheduleId === undefined) {
    scored = scored.where(
      (where) =>
        where
          .selectFrom('answer as other')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('other.workspace_id', '=', workspaceId)
          .whereRef('other.person_id', '=', 'answer.person_id')
          .where('other.day', '=', day)
          .where('other.is_scheduled', '=', 0)
          .where('other.is_scored', '=', 1),
      '<',
      unscheduledADay,
    );
  }
  await scored.execute();
  await tx
    .updateTable('answer')
    .set({ points: pointsForRight })
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .where('is_scored', '=', 1)
    .where('is_right', '=', 1)
    .execute();
}

async function addStat(tx: Db, { workspaceId, id, question, contentHash }: Round): Promise<void> {
  const firsts = await tx
    .selectFrom('answer')
    .select(({ fn }) => [fn.countAll<number>().as('answers'), fn.sum<number | null>('is_right').as('right')])
    .where('workspace_id', '=', workspaceId)
    .where('round_id', '=', id)
    .where('is_first', '=', 1)
    .executeTakeFirstOrThrow();
  const [answers, right] = [Number(firsts.answers), Number(firsts.right ?? 0)];
  // A round without a first answer says nothing of the question, nor does one that was never posted.
  if (answers === 0) return;
  await tx
    .insertInto('question_stat')
    .values({ question, content_hash: contentHash, rounds: 1, first_answers: answers, first_right: right })
    .onConflict((conflict) =>
      conflict.columns(['question', 'content_hash']).doUpdateSet((set) => ({
        rounds: set('question_stat.rounds', '+', 1),
        first_answers: set('question_stat.first_answers', '+', answers),
        first_right: set('question_stat.first_right', '+', right),
      })),
    )
    .execute();
}

/** Who met the question for the first time and got it right: names in the order of their votes, without those who hide. */
export async function firstRight(
  db: Db,
  { workspaceId, id }: Pick<Round, 'workspaceId' | 'id'>,
  limit: number,
): Promise<{ readonly names: readonly string[]; readonly count: number }> {
  const shown = db
    .selectFrom('answer')
    .innerJoin('person', 'person.id', 'answer.person_id')
    .innerJoin('member', (join) =>
      join.onRef('member.person_id', '=', 'answer.person_id').onRef('member.workspace_id', '=', 'answer.workspace_id'),
    )
    .innerJoin('vote', (join) =>
      join
        .onRef('vote.workspace_id', '=', 'answer.workspace_id')
        .onRef('vote.round_id', '=', 'answer.round_id')
        .onRef('vote.person_id', '=', 'answer.person_id'),
    )
    .where('answer.workspace_id', '=', workspaceId)
    .where('answer.round_id', '=', id)
    .where('answer.is_first', '=', 1)
    .where('answer.is_right', '=', 1)
    .where('person.is_hidden', '=', 0);
  const rows = await shown
    .select('member.name')
    .orderBy('vote.first_at')
    .orderBy('vote.person_id')
    .limit(limit)
    .execute();
  const all = await shown.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow();
  return { names: rows.map(({ name }) => name), count: Number(all.count) };
}

/** Takes a person off every board: their answers are deleted. What is known of questions stays, since nobody is in it. */
export async function forgetAnswers(tx: Db, personId: string): Promise<void> {
  await tx.deleteFrom('answer').where('person_id', '=', personId).execute();
  await tx.deleteFrom('first_answer').where('person_id', '=', personId).execute();
}
