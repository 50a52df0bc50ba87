import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import { sendCode } from '../../model/notices.ts';
import { issueCode } from '../../model/one-time.ts';
import type { CodeRef } from '../../model/one-time.ts';
import { contactOf, refOf } from '../../model/registrations/registration.ts';
import type { Registration } from '../../model/registrations/registration.ts';
import { withinSmsBudgets } from '../../parts/sms-budgets.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { codeTtl } from './deps.ts';
import type { Deps } from './deps.ts';

/** Bound to this registration, the contact as it was typed, and the browser. Each contact has a budget of its own. */
export function codeRef(row: Registration, kind: ContactKind): CodeRef {
  const { value } = contactOf(row, kind);
  return {
    accountId: `${row.id}:${kind}`,
    purpose: `registration:${sha256(value)}`,
    browser: row.browser_hash,
  };
}

/** Codes to the contacts as they were typed. Beyond a budget nothing is sent, and the page is the same. */
export async function sendCodes(
  deps: Deps,
  row: Registration,
  kinds: readonly ContactKind[],
  context: AuditContext,
): Promise<void> {
  await Promise.all(kinds.map((kind) => send(deps, row, kind, context)));
}

async function send(deps: Deps, row: Registration, kind: ContactKind, context: AuditContext): Promise<void> {
  const contact = contactOf(row, kind);
  const ttlSeconds = codeTtl[kind];
  const withinOthers = async () =>
    (await withinContactBudget(deps, contact.value)) && withinSmsBudgets(deps, contact, 'anybody');
  const issued = await issueCode(deps, { ...codeRef(row, kind), ttlSeconds, withinOthers });
  const details = { registration: row.id, kind };
  if (issued.kind === 'budget') {
    return audit(deps.db, { type: 'registration.code-over-budget', accountId: null, details }, context);
  }
  await deps.db.transaction().execute(async (trx) => {
    await sendCode(trx, {
      accountId: null,
      contact,
      kind: 'code_registration',
      code: issued.code,
      minutes: ttlSeconds / 60,
      locale: row.locale,
      ref: refOf(row),
      now: deps.now(),
      compose: deps.compose,
    });
    await audit(trx, { type: 'registration.code-sent', accountId: null, details }, context);
  });
}

/** Whoever begins one registration after another with somebody's address must not fill that mailbox. */
async function withinContactBudget({ limits }: Deps, value: string): Promise<boolean> {
  const { perContactPerHour, perContactPerDay } = policy.registration;
  const key = sha256(value);
  const hour = { points: perContactPerHour, seconds: 3600 };
  if (!(await limits.consume('registration-contact', key, hour)).allowed) return false;
  const day = { points: perContactPerDay, seconds: 86_400 };
  return (await limits.consume('registration-contact', key, day)).allowed;
}
