import { checkCode } from '../../../model/one-time.ts';
import type { CodeRef } from '../../../model/one-time.ts';
import { smsFactorOf } from '../../../model/people/sms-factor.ts';
import type { Contact } from '../../../model/people/signin-account.ts';
import { startOver } from '../../../model/progress.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { fault } from '../../../parts/fault.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import { plainCode } from '../../../parts/proof/plain-code.ts';
import { judgeCounted } from '../../../parts/proof/second-factor.ts';
import { sendContactCode } from '../../../parts/send-contact-code.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { accountOf } from '../account-of.ts';
import { auditContext } from '../audit-context.ts';
import { lockOfCodes } from '../lock-of-codes.ts';
import type { Outcome, Page, SigninDeps, Step, Visit } from '../step.ts';

type Deps = Pick<SigninDeps, 'db' | 'kv' | 'ring' | 'limits' | 'pools' | 'compose' | 'log' | 'now'>;

const SENT_WAY = 'sent-sms';

/**
 * The second factor of whoever has no authenticator: a code by SMS (acr 1; NIST 800-63B-4 §3.1.3.3: restricted). Sent when its
 * page shows, once; wrong ones count in the pool of all codes of this account, beside the five tries of each code.
 */
export function smsFactorStep(deps: Deps): Step {
  return { show: (visit) => show(deps, visit), submit: (visit, form) => submit(deps, visit, form) };
}

async function show(deps: Deps, visit: Visit): Promise<Page> {
  const phone = phoneOf(deps, visit);
  const lockedUntil = await lockOfCodes(deps.pools, visit);
  const page = {
    view: 'signin/sms-factor' as const,
    locals: { to: maskContact(phone), locked: lockedUntil === null ? null : { until: lockedUntil } },
    step: 'sms-factor',
    note: visit.visitor.way === SENT_WAY ? ('signin.code.sent-again' as const) : null,
    lockedUntil,
  };
  const sent = `signin:${phone.id}`;
  if (lockedUntil !== null || visit.progress.codesSent.includes(sent)) return page;
  await send(deps, visit, phone);
  return { ...page, progress: { ...visit.progress, codesSent: [...visit.progress.codesSent, sent] } };
}

function phoneOf({ now }: Deps, visit: Visit): Contact {
  const phone = smsFactorOf(accountOf(visit), now());
  if (!phone) throw new Error('a code by SMS is due without a number');
  return phone;
}

async function send(deps: Deps, visit: Visit, contact: Contact): Promise<void> {
  const account = accountOf(visit);
  await sendContactCode(
    deps,
    {
      account,
      contact,
      ref: codeRef(visit, contact),
      kind: 'code_signin',
      asker: 'owner',
      application: visit.interaction.client.name,
      locale: account.locale ?? visit.visitor.words.locale,
    },
    auditContext(visit, deps.now()),
  );
}

function codeRef(visit: Visit, { id }: Contact): CodeRef {
  const { browserHash } = visit.progress;
  return { accountId: accountOf(visit).id, purpose: `signin:${id}`, browser: browserHash };
}

async function submit(deps: Deps, visit: Visit, form: Fields): Promise<Outcome> {
  const phone = phoneOf(deps, visit);
  if (form.resend !== undefined) {
    // Nobody pumps messages while the codes are locked.
    if ((await lockOfCodes(deps.pools, visit)) === null) await send(deps, visit, phone);
    return { kind: 'again', way: SENT_WAY };
  }
  const code = plainCode(form.smsCode ?? '');
  if (!/^\d{6}$/.test(code)) return { kind: 'refused', faults: [fault('smsCode', codeFormKey(code))] };
  const verdict = await judgeCounted(deps, {
    account: accountOf(visit),
    context: auditContext(visit, deps.now()),
    compare: () => checkCode(deps, codeRef(visit, phone), code),
    faults: ({ remaining }) => [fault('smsCode', 'signin.sms-factor.wrong', { count: remaining })],
  });
  return outcomeOf(deps, visit, verdict);
}

function outcomeOf(
  { now }: Deps,
  { progress }: Visit,
  verdict: Awaited<ReturnType<typeof judgeCounted>>,
): Outcome {
  switch (verdict.kind) {
    case 'right': {
      const factors = { ...progress.factors, sms: Math.floor(now() / 1000) };
      return { kind: 'passed', progress: { factors } };
    }
    case 'gone':
      return { kind: 'refused', faults: [fault('smsCode', 'signin.code.gone')] };
    case 'locked':
      return { kind: 'locked', progress: { otpRefused: true } };
    case 'refused': {
      const { faults, recoveryForced } = verdict;
      return {
        kind: 'refused',
        faults,
        progress: recoveryForced ? startOver(progress) : { otpRefused: true },
      };
    }
  }
}
