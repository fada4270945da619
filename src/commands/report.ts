// "Report a problem" with a question, and its form.
import { decodeAction } from '../card/action.ts';
import { UserError } from '../errors.ts';
import type { FormEvent, Reply, Target } from '../platform.ts';
import { maxReportChars, type Reason, type Reported, reasons, report, reportedOf } from '../quiz/reports/reports.ts';
import { reportForm, thanksCard } from '../quiz/reports/view.ts';
import { findRound } from '../quiz/store.ts';
import { isOf } from '../quiz/votes/votes.ts';
import { ensureTenant } from '../settings/settings.ts';
import { type Ask, type Handler, personOf, privately, targetOf } from './ask.ts';

/** Opens the form for a round that is closed, or for a question of private practice. */
export const openReport: Handler = async (ask, options) => {
  const about = [0, 1, 2].flatMap((at) => options[at] ?? []);
  await reportedBy(ask, about);
  return [{ kind: 'form', form: reportForm(about) }];
};

interface About {
  readonly reported: Reported;
  /** The round's own workspace and channel: in a shared channel the reporter's may be another. */
  readonly where: { readonly workspaceId: string; readonly target: Target } | undefined;
}

/** @throws UserError when the button names nothing that can be reported here. */
async function reportedBy(ask: Ask, [kind, first = '', second = '']: readonly string[]): Promise<About> {
  const { store, catalogue } = ask.services;
  const round = kind === 'round' ? await findRound(store.db, first) : undefined;
  if (round?.state === 'closed' && isOf(round, { place: ask.place, message: undefined })) {
    const { question, contentHash, snapshot, workspaceId, target } = round;
    return { reported: { question, contentHash, prompt: snapshot.prompt }, where: { workspaceId, target } };
  }
  const question = kind === 'question' ? catalogue.questionByRef.get(`${first}/${second}`) : undefined;
  if (question) return { reported: reportedOf(question), where: undefined };
  throw new UserError('This button belongs to no question that is known here, so nothing was reported.');
}

/** One line, without what drives a terminal or hides in a text. */
const lineOf = (text: unknown) =>
  String(text ?? '')
    .replace(/[\p{Cc}\p{Cf}]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The form's submission; too much text comes back to be shortened. */
export async function submitReport(
  ask: Ask,
  values: FormEvent['values'],
  action: FormEvent['action'],
): Promise<readonly Reply[]> {
  const { reported, where } = await reportedBy(ask, decodeAction(action).args);
  const reason = reasonOf(values.reason);
  const text = lineOf(values.text);
  if (!reason) return [{ kind: 'form-errors', errors: { reason: 'Choose what is wrong' } }];
  if (text.length > maxReportChars)
    return [
      { kind: 'form-errors', errors: { text: `At most ${maxReportChars} characters; these are ${text.length}` } },
    ];
  const { store, clock, deliveries } = ask.services;
  const now = clock.now();
  const { isHeldBack } = await store.write(async (tx) => {
    const workspaceId = where?.workspaceId ?? (await ensureTenant(tx, ask.place, now)).workspaceId;
    const personId = await personOf(ask)(tx);
    const target = where?.target ?? targetOf(ask.place);
    return report(tx, { ...reported, workspaceId, personId, target, reason, text, now });
  });
  deliveries.nudge();
  return privately(thanksCard(isHeldBack));
}

/** A menu's value comes as a list on Discord. */
function reasonOf(value: FormEvent['values'][string] | undefined): Reason | undefined {
  const one = typeof value === 'string' ? value : value?.[0];
  return reasons.find((reason) => reason.value === one)?.value;
}
