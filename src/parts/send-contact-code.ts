import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { AuditContext } from '../model/audit.ts';
import { sendCode } from '../model/notices.ts';
import type { Compose } from '../model/notices.ts';
import { issueCode } from '../model/one-time.ts';
import type { CodeAsker, CodeRef, OneTimeDeps } from '../model/one-time.ts';
import type { CodeKind } from '../model/outbox.ts';
import type { Contact, SigninAccount } from '../model/people/signin-account.ts';
import type { Db } from '../platform/db.ts';
import { addressKey } from '../platform/http/client-address.ts';
import type { Limits } from '../platform/limits.ts';
import type { Logger } from '../platform/log.ts';
import { withinSmsBudgets } from './sms-budgets.ts';

export interface SendDeps extends OneTimeDeps {
  db: Db;
  compose: Compose;
  log: Pick<Logger, 'warn'>;
}

export interface CodeToSend {
  account: Pick<SigninAccount, 'id'>;
  contact: Pick<Contact, 'kind' | 'value'>;
  ref: CodeRef;
  kind: CodeKind;
  application: string;
  locale: string;
  /** How long it is good for; the general figure where absent. */
  ttlSeconds?: number;
  /** Who asks: the owner behind the right password, or anybody who typed a NIP. Each has a budget of its own. */
  asker: CodeAsker;
}

/**
 * Sends a code to a contact on record, within the budgets of the account, the number and all SMS. Beyond one of them
 * nothing is sent, and the caller shows the same page: what a stranger asked for must tell nothing.
 */
export async function sendContactCode(
  deps: SendDeps,
  {
    account,
    contact,
    ref,
    kind,
    application,
    locale,
    asker,
    ttlSeconds = policy.codes.ttlSeconds,
  }: CodeToSend,
  context: AuditContext,
): Promise<void> {
  const details = { kind: contact.kind, purpose: kind };
  const withinOthers = () => withinSmsBudgets(deps, contact, asker === 'owner' ? 'owner' : 'anybody');
  const issued = await issueCode(deps, { ...ref, asker, ttlSeconds, withinOthers });
  if (issued.kind === 'budget') {
    await audit(deps.db, { type: 'contact.code-over-budget', accountId: account.id, details }, context);
    return;
  }
  const minutes = ttlSeconds / 60;
  await deps.db.transaction().execute(async (trx) => {
    const message = { contact, kind, code: issued.code, minutes, application, locale };
    await sendCode(trx, { accountId: account.id, now: deps.now(), compose: deps.compose, ...message });
    await audit(trx, { type: 'contact.code-sent', accountId: account.id, details }, context);
  });
}

/** Messages that one address may ask for, whosever they are; many offices share one. */
export async function withinAddressBudget(limits: Limits, address: string): Promise<boolean> {
  const hour = { points: policy.budgets.messagesPerAddressPerHour, seconds: 3600 };
  return (await limits.consume('messages-address', addressKey(address), hour)).allowed;
}
