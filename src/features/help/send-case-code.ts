import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import type { AuditContext } from '../../model/audit.ts';
import { caseRef } from '../../model/cases/case.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { sendCode } from '../../model/notices.ts';
import { issueCode } from '../../model/one-time.ts';
import type { CodeRef } from '../../model/one-time.ts';
import { withinAddressBudget } from '../../parts/send-contact-code.ts';
import { withinSmsBudgets } from '../../parts/sms-budgets.ts';
import type { HelpDeps } from './page-deps.ts';

type Draft = Pick<HelpCase, 'id' | 'contact_kind' | 'contact_value' | 'locale'>;

/** A code is good for this draft, in the browser that wrote it. */
export const caseCodeRef = (draft: Pick<Draft, 'id'>, browser: string): CodeRef => ({
  accountId: caseRef(draft.id),
  purpose: 'case',
  browser,
});

/**
 * Sends the code to the contact given, within the budgets of the draft, the address asking, the contact and all SMS: whoever
 * opens drafts with somebody else's number sends them few messages. Beyond one of them the page is the same.
 */
export async function sendCaseCode(
  deps: HelpDeps,
  draft: Draft,
  { browser, context }: { browser: string; context: AuditContext },
): Promise<void> {
  const contact = { kind: draft.contact_kind, value: draft.contact_value };
  const ttlSeconds = policy.cases.codeTtlSeconds;
  const withinOthers = async () =>
    (await withinAddressBudget(deps.limits, context.address ?? '')) &&
    (await withinContactBudget(deps, contact.value)) &&
    (await withinSmsBudgets(deps, contact, 'anybody'));
  const issued = await issueCode(deps, { ...caseCodeRef(draft, browser), ttlSeconds, withinOthers });
  const details = { kind: contact.kind };
  if (issued.kind === 'budget') {
    return audit(deps.db, { type: 'case.code-over-budget', accountId: null, details }, context);
  }
  await deps.db.transaction().execute(async (trx) => {
    await sendCode(trx, {
      accountId: null,
      contact,
      kind: 'code_case',
      code: issued.code,
      minutes: ttlSeconds / 60,
      locale: draft.locale,
      ref: caseRef(draft.id),
      now: deps.now(),
      compose: deps.compose,
    });
    await audit(trx, { type: 'case.code-sent', accountId: null, details }, context);
  });
}

async function withinContactBudget({ limits }: Pick<HelpDeps, 'limits'>, value: string): Promise<boolean> {
  const { perHour, perDay } = policy.codes;
  const hour = await limits.consume('case-contact-hour', value, { points: perHour, seconds: 3600 });
  if (!hour.allowed) return false;
  return (await limits.consume('case-contact-day', value, { points: perDay, seconds: 86_400 })).allowed;
}
