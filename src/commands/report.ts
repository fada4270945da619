// "Report a problem" with a question, and its form.
import { decodeAction } from '../card/action.ts';
import { UserError } from '../errors.ts';
import type { FormEvent, Reply } from '../platform.ts';
import { maxReportChars, type Reason, type Reported, reasons, report, reportedOf } from '../quiz/reports/reports.ts';
import { reportForm, thanksCard } from '../quiz/reports/view.ts';
import { findRound } from '../quiz/store.ts';
import { ensureTenant } from '../settings/settings.ts';
import { type Ask, type Handler, personOf, privately, targetOf } from './ask.ts';

/** Opens the form for a round that is closed, or for a question of private practice. */
export const openReport: Handler = async (ask, options) => {
  const about = [0, 1, 2].flatMap((at) => options[at] ?? []);
  await reportedBy(ask, about);
  return [{ kind: 'form', form: reportForm(about) }];
};

/** @throws UserError when the button names nothing that can be reported. */
async function reportedBy(ask: Ask, [kind, first = '', second = '']: readonly string[]): Promise<Reported> {
  const { store, catalogue } = ask.services;
  const round = kind === 'round' ? await findRound(store.db, first) : undefined;
  if (round?.state === 'closed')
    return { question: round.question, contentHash: round.contentHash, prompt: round.snapshot.prompt };
  const question = kind === 'question' ? catalogue.questionByRef.get(`${first}/${second}`) : undefined;
  if (question) return reportedOf(question);
  throw new UserError('This button belongs to no question that is known here, so nothing was reported.');
}

/** The form's submission; too much text comes back to be shortened, and nothing of it is lost. */
export async function submitReport(
  ask: Ask,
  values: FormEvent['values'],
  action: FormEvent['action'],
): Promise<readonly Reply[]> {
  const reported = await reportedBy(ask, decodeAction(action).args);
  const reason = reasonOf(values.reason);
  const text = String(values.text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
  if (!reason) return [{ kind: 'form-errors', errors: { reason: 'Choose what is wrong' } }];
  if (text.length > maxReportChars)
    return [
      { kind: 'form-errors', errors: { text: `At most ${maxReportChars} characters; these are ${text.length}` } },
    ];
  const { store, clock, deliveries } = ask.services;
  const now = clock.now();
  const { isHeldBack } = await store.write(async (tx) => {
    const { workspaceId } = await ensureTenant(tx, ask.place, now);
    const personId = await personOf(ask)(tx);
    return report(tx, { ...reported, workspaceId, personId, target: targetOf(ask.place), reason, text, now });
  });
  deliveries.nudge();
  return privately(thanksCard(isHeldBack));
}

const reasonOf = (value: FormEvent['values'][string] | undefined): Reason | undefined =>
  reasons.find((reason) => reason.value === value)?.value;
