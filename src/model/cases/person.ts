import { policy } from '../../../config/policy.ts';
import { maskNip } from '../../policies/nip.ts';
import type { Db } from '../../platform/db.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import { audit } from '../audit.ts';
import type { Telling } from '../notices.ts';
import { sendNews } from '../notices.ts';
import { OPEN_STATES, caseById, caseLink, caseRef } from './case.ts';
import type { HelpCase } from './case.ts';
import { addCaseEvent } from './events.ts';

/** How its person is told, and with which link. */
export interface CaseTelling extends Telling {
  ring: KeyRing;
  issuer: string;
}

/**
 * The code to its contact was right: the case enters the queue, and its link is mailed. `enough`: this contact follows so many
 * open cases of the NIP already that they are one matter; the draft goes. `gone`: proven before, or no draft any more.
 */
export async function proveCaseContact(
  trx: Db,
  { caseId, now }: { caseId: string; now: number },
  telling: CaseTelling,
): Promise<{ kind: 'queued'; number: string } | { kind: 'enough' } | { kind: 'gone' }> {
  const draft = await caseById(trx, caseId);
  if (draft?.state !== 'draft') return { kind: 'gone' };
  if ((await openOfSame(trx, draft)) >= policy.cases.openPerNip) {
    await trx.deleteFrom('help_case').where('id', '=', caseId).where('state', '=', 'draft').execute();
    return { kind: 'enough' };
  }
  const at = new Date(now);
  const moved = await trx
    .updateTable('help_case')
    .set({ state: 'queued', contact_verified_at: at, queued_at: at, updated_at: at })
    .where('id', '=', caseId)
    .where('state', '=', 'draft')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return { kind: 'gone' };
  await addCaseEvent(trx, { caseId, actor: 'person', kind: 'queued', forPerson: true, now });
  const details = { number: draft.number, topic: draft.topic, nip: draft.nip && maskNip(draft.nip) };
  await audit(trx, { type: 'case.opened', accountId: draft.account_id, details }, telling.context);
  await tellCasePerson(trx, { helpCase: draft, kind: 'case_received', now }, telling);
  return { kind: 'queued', number: draft.number };
}

async function openOfSame(trx: Db, { nip, contact_value }: HelpCase): Promise<number> {
  if (nip === null) return 0;
  const { count } = await trx
    .selectFrom('help_case')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('nip', '=', nip)
    .where('contact_value', '=', contact_value)
    .where('state', 'in', OPEN_STATES)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Mails or texts whoever follows the case, with its number and link. */
export async function tellCasePerson(
  trx: Db,
  {
    helpCase,
    kind,
    now,
  }: { helpCase: HelpCase; kind: 'case_received' | 'case_asked' | 'case_ended'; now: number },
  telling: CaseTelling,
): Promise<void> {
  const link = caseLink(telling, helpCase);
  if (link === null) return;
  await sendNews(trx, {
    to: { kind: helpCase.contact_kind, value: helpCase.contact_value },
    kind,
    values: { number: helpCase.number, link },
    locale: helpCase.locale,
    ref: caseRef(helpCase.id),
    now,
    compose: telling.compose,
  });
}

/** The answer to what was asked: the case goes back to its officer, or to the queue where nobody has it. */
export async function answerAsk(
  trx: Db,
  { caseId, text, files, now }: { caseId: string; text: string; files: number; now: number },
): Promise<{ kind: 'answered' } | { kind: 'not_asked' }> {
  const helpCase = await caseById(trx, caseId);
  if (!helpCase) return { kind: 'not_asked' };
  const claimed = helpCase.claimed_by !== null;
  const at = new Date(now);
  const moved = await trx
    .updateTable('help_case')
    .set({ state: claimed ? 'claimed' : 'queued', updated_at: at, ...(claimed ? { claimed_at: at } : {}) })
    .where('id', '=', caseId)
    .where('state', '=', 'asked')
    .executeTakeFirst();
  if (moved.numUpdatedRows === 0n) return { kind: 'not_asked' };
  const event = { caseId, actor: 'person', kind: 'answered', text, forPerson: true, now } as const;
  await addCaseEvent(trx, { ...event, details: { files } });
  return { kind: 'answered' };
}

/** The person needs no help any more. */
export async function closeByPerson(
  trx: Db,
  { caseId, now }: { caseId: string; now: number },
  { context }: Pick<Telling, 'context'>,
): Promise<{ kind: 'closed' } | { kind: 'ended' }> {
  const at = new Date(now);
  const closed = await trx
    .updateTable('help_case')
    .set({ state: 'closed', reason: 'by_person', ended_at: at, updated_at: at })
    .where('id', '=', caseId)
    .where('state', 'in', OPEN_STATES)
    .returning(['account_id', 'number'])
    .executeTakeFirst();
  if (!closed) return { kind: 'ended' };
  await addCaseEvent(trx, { caseId, actor: 'person', kind: 'closed', forPerson: true, now });
  const details = { number: closed.number, reason: 'by_person' as const };
  await audit(trx, { type: 'case.closed', accountId: closed.account_id, details }, context);
  return { kind: 'closed' };
}
