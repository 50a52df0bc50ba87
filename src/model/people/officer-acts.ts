import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { factorsBefore } from '../../policies/freeze.ts';
import type { Approval } from '../approvals/approval.ts';
import { addCaseEvent } from '../cases/events.ts';
import { leaveResetLink } from '../cases/reset-link.ts';
import { cancelResets, requestReset } from '../credentials/authenticator-reset.ts';
import { issueHandedCode } from '../credentials/handed-codes.ts';
import { changeContact } from './change-contact.ts';
import type { ContactTelling } from './change-contact.ts';
import { askToConfirm } from './confirm-contact.ts';
import { findFreeze, thawAccount } from './freeze-account.ts';
import { removeFactorsSince } from './undo-contact-change.ts';

export interface ActTelling extends ContactTelling {
  ring: KeyRing;
}

/**
 * Carries out what a second officer has just approved, in the transaction of the approval. The payload is the one whose hash was
 * compared: what was shown is what happens. A code is only allowed here; it is made when it is shown (`showCode`).
 */
export async function carryOut(
  trx: Db,
  approval: Approval,
  { now }: { now: number },
  telling: ActTelling,
): Promise<void> {
  switch (approval.act) {
    case 'correct_contact':
      return correctContact(trx, approval, now, telling);
    case 'reset_authenticator':
      return resetAuthenticator(trx, approval, now, telling);
    case 'end_freeze':
      return endFreeze(trx, approval, now, telling);
    case 'give_code':
      return;
  }
}

/** By whose hand a contact came on record, as its owner reads it: the desk's name, in every language. */
const DESK = 'Helpdesk ASN Digital';

type Of<Act extends Approval['act']> = Extract<Approval, { act: Act }>;

async function correctContact(
  trx: Db,
  { accountId, caseId, console, payload }: Of<'correct_contact'>,
  now: number,
  telling: ActTelling,
): Promise<void> {
  const { kind, value, verified } = payload;
  const change = { accountId, kind, value, verified, source: console, caseId, now };
  const changed = await changeContact(trx, change, telling);
  if (verified || changed.kind === 'same') return;
  const { contactId } = changed;
  await askToConfirm(trx, { accountId, contactId, kind, value, agency: DESK, now }, telling);
}

/** People decided: it opens at once, for a day. One that its owner asked for and that still waits makes way. */
async function resetAuthenticator(
  trx: Db,
  { accountId, caseId, console, requestedBy }: Of<'reset_authenticator'>,
  now: number,
  telling: ActTelling,
): Promise<void> {
  await cancelResets(trx, { accountId, by: 'officer', now }, telling);
  const asked = { accountId, way: console, requestedBy, holderHash: null, opensAt: now, caseId, now };
  const outcome = await requestReset(trx, asked, telling);
  if (outcome.kind === 'running') throw new Error('a reset that was just cancelled still runs');
  if (caseId !== null && outcome.link !== null)
    await leaveResetLink(trx, { caseId, link: outcome.link, now }, telling);
}

/**
 * At people's word, where the owner has no factor that leaves the freeze. Whoever made it necessary must not find the door open:
 * factors that could not have left it go, and the password opens nothing before it is recovered.
 */
async function endFreeze(
  trx: Db,
  { accountId }: Of<'end_freeze'>,
  now: number,
  telling: ActTelling,
): Promise<void> {
  const freeze = await findFreeze(trx, accountId);
  if (!freeze) return;
  const limit = new Date(factorsBefore(freeze, policy.proof));
  await removeFactorsSince(trx, { accountId, at: limit, now }, telling.context);
  await trx
    .updateTable('password')
    .set({ recovery_forced_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('recovery_forced_at', 'is', null)
    .execute();
  await thawAccount(trx, { accountId, now }, telling);
}

/** Makes the code of an approval that was taken for showing (`takeApprovedCode`); it never works in the session that sees it. */
export async function showCode(
  trx: Db,
  { accountId, caseId }: Approval,
  { officer, session, now }: { officer: string; session: string; now: number },
  telling: ActTelling,
): Promise<{ code: string; until: number }> {
  const issue = {
    accountId,
    kind: 'helpdesk',
    issuedBy: officer,
    issuerSession: session,
    caseId,
    now,
  } as const;
  const issued = await issueHandedCode(trx, issue, telling);
  if (caseId !== null) {
    const details = { act: 'give_code' };
    await addCaseEvent(trx, { caseId, actor: officer, kind: 'act', now, details });
  }
  return issued;
}
