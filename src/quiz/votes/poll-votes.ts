// The votes of a platform's own poll, taken over when it has ended.
import type { PollVote } from '../../platform.ts';
import { putMember } from '../../settings/members/store.ts';
import { ensurePerson } from '../../settings/store.ts';
import type { Db } from '../../store/tables.ts';
import type { QuizOptions } from '../quiz.ts';
import type { Round } from '../store.ts';
import { putVote } from './store.ts';

/** So many in one transaction: others need the database as well. */
const atOnce = 200;

/** Writes the votes; may run twice, and a vote for an answer that the round does not have is left out. */
export async function takePollVotes(quiz: QuizOptions, round: Round, votes: readonly PollVote[]): Promise<void> {
  for (let from = 0; from < votes.length; from += atOnce) {
    await quiz.store.write(async (tx) => {
      for (const vote of votes.slice(from, from + atOnce)) await takeVote(tx, quiz, { round, vote });
    });
  }
}

async function takeVote(tx: Db, { clock }: QuizOptions, { round, vote }: { round: Round; vote: PollVote }) {
  const option = round.snapshot.options[vote.answer];
  if (!option) return;
  const now = clock.now();
  const { platform, installation } = round.target;
  const { user, home, name } = vote.actor;
  const personId = await ensurePerson(tx, { platform, installation, user, home }, now);
  await putMember(tx, { workspaceId: round.workspaceId, personId, name, now });
  const { workspaceId, id: roundId } = round;
  await putVote(tx, { workspaceId, roundId, personId, optionId: option.id, isExternal: false, at: now });
}
