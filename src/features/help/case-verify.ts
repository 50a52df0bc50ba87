import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { audit } from '../../model/audit.ts';
import { caseByToken } from '../../model/cases/case.ts';
import type { HelpCase } from '../../model/cases/case.ts';
import { proveCaseContact } from '../../model/cases/person.ts';
import { checkCode } from '../../model/one-time.ts';
import { codeFormKey } from '../../parts/code-form.ts';
import { fault, refusals } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { contextOf } from '../../parts/page-context.ts';
import { plainCode } from '../../parts/proof/plain-code.ts';
import { readForm } from '../../platform/http/form.ts';
import type { Fields } from '../../platform/http/form.ts';
import { seeOther } from '../../platform/http/see-other.ts';
import { suggestEmail } from '../../policies/email-address.ts';
import { draftCookie, draftTooOld } from './draft-cookie.ts';
import { wordsOf } from './page-deps.ts';
import type { HelpDeps } from './page-deps.ts';
import { caseCodeRef, sendCaseCode } from './send-case-code.ts';

const form = z.record(z.string(), z.string());
const FIELDS = { email: 'emailCode', phone: 'smsCode' } as const;

/** The code to the contact given; before it is right nothing is in the queue. */
export function caseVerifyRoutes(router: Router, deps: HelpDeps): void {
  router.get('/help/case/verify', async (ctx) => {
    const draft = await draftOf(deps, ctx);
    if (draft) show(deps, ctx, { draft, sent: new URLSearchParams(ctx.querystring).has('sent') });
  });
  router.post('/help/case/verify', async (ctx) => {
    const posted = await readForm(ctx, form);
    const draft = await draftOf(deps, ctx);
    if (draft) await judge(deps, ctx, { draft, posted });
  });
}

/** Null where the answer was given: the draft is gone, or was proven already (a double tap), and its page stands open. */
async function draftOf(deps: HelpDeps, ctx: Context): Promise<HelpCase | null> {
  const cookie = draftCookie(deps.issuer);
  const token = cookie.held(ctx);
  const found = token === null ? null : await caseByToken(deps.db, token);
  if (token === null || !found || draftTooOld(found, deps.now())) {
    cookie.drop(ctx);
    seeOther(ctx, '/help/case?gone');
    return null;
  }
  if (found.state === 'draft') return found;
  seeOther(ctx, `/help/case/${token}`);
  return null;
}

interface Shown {
  draft: HelpCase;
  faults?: readonly Fault[];
  sent?: boolean;
  values?: Fields;
  status?: number;
}

function show(
  deps: HelpDeps,
  ctx: Context,
  { draft, faults = [], sent = false, values = {}, status = 200 }: Shown,
): void {
  const words = wordsOf(deps, ctx);
  const kind = draft.contact_kind;
  // As it was typed here: a slip of the finger is seen now or never.
  const value = draft.contact_value;
  const to = kind === 'phone' ? value.replace(/^\+62/, '0') : value;
  const suggestion = kind === 'email' ? suggestEmail(value) : null;
  const note = sent ? words.t('signin.code.sent-again') : null;
  const errors = refusals(words, faults);
  deps.render(ctx, 'help/case-verify', { kind, to, suggestion, errors, values, note }, { status });
}

async function judge(
  deps: HelpDeps,
  ctx: Context,
  { draft, posted }: { draft: HelpCase; posted: Fields },
): Promise<void> {
  const context = contextOf(ctx, deps.now());
  const browser = deps.browser.bind(ctx);
  if (posted.resend !== undefined) {
    await sendCaseCode(deps, draft, { browser, context });
    return seeOther(ctx, '/help/case/verify?sent');
  }
  const field = FIELDS[draft.contact_kind];
  const typed = posted[field] ?? '';
  const refuse = (one: Fault) =>
    show(deps, ctx, { draft, faults: [one], values: { [field]: typed }, status: 422 });
  const code = plainCode(typed);
  if (!/^\d{6}$/.test(code)) return refuse(fault(field, codeFormKey(code)));
  const verdict = await checkCode(deps, caseCodeRef(draft, browser), code);
  if (verdict === 'gone') return refuse(fault(field, 'signin.code.gone'));
  if (verdict === 'wrong') {
    const details = { kind: draft.contact_kind };
    await audit(deps.db, { type: 'case.wrong-code', accountId: null, details }, context);
    return refuse(fault(field, 'signin.code.wrong'));
  }
  await prove(deps, ctx, draft);
}

async function prove(deps: HelpDeps, ctx: Context, draft: HelpCase): Promise<void> {
  const now = deps.now();
  const { ring, issuer, compose } = deps;
  const telling = { ring, issuer, compose, context: contextOf(ctx, now) };
  const outcome = await deps.db
    .transaction()
    .execute((trx) => proveCaseContact(trx, { caseId: draft.id, now }, telling));
  const cookie = draftCookie(issuer);
  const token = cookie.held(ctx) ?? '';
  if (outcome.kind === 'enough') {
    cookie.drop(ctx);
    return deps.render(ctx, 'help/case-enough', {});
  }
  // The cookie stays for its hour: whoever presses twice comes to the same page.
  seeOther(ctx, `/help/case/${token}`);
}
