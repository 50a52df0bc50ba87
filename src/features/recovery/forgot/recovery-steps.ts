import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { notice } from '../../../model/notices.ts';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { createRecoveries } from '../../../model/recoveries.ts';
import type { Recovery } from '../../../model/recoveries.ts';
import type { Words } from '../../../messages.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { nextRecoveryStep } from '../../../policies/recovery.ts';
import type { RecoveryFacts, RecoveryStep } from '../../../policies/recovery.ts';
import { tooManyUntil } from '../address-limit.ts';
import { codeRef, isCodeForm, judgeCode } from '../codes.ts';
import { completeRecovery } from './complete.ts';
import type { RecoveryDeps } from '../deps.ts';
import { VERIFY_PATH, resendRecovery } from './forgot-password.ts';
import { agencyOf } from '../reset/people.ts';
import { factorPages } from './recovery-factor.ts';
import { provenAccount } from './proven-contacts.ts';
import { newPasswordPages } from './recovery-password.ts';
import { phonePages } from './recovery-phone.ts';
import { countingPhone } from '../who.ts';

/** A recovery that this browser is in the middle of. */
export interface Underway {
  recovery: Recovery;
  browserHash: string;
  /** Null until the mailbox has answered: nothing shown before may depend on it. */
  account: SigninAccount | null;
  due: RecoveryStep;
}

/** Behind the mail: whose it is may be told now. */
export type Known = Underway & { account: SigninAccount };

export interface StepPages {
  show(ctx: Context): Promise<void>;
  submit(ctx: Context): Promise<void>;
  /** The mail has answered, by code or by link: this browser goes on with it. */
  prove(
    ctx: Context,
    proven: { recovery: Recovery; browserHash: string; way: 'code' | 'link' },
  ): Promise<void>;
}

/**
 * The steps of a forgotten password behind its first page: one address, which shows whatever is due, so that Back, Reload and
 * two tabs never dead-end; a form of another step leads back to the due one.
 */
export function recoverySteps(deps: RecoveryDeps): StepPages {
  const recoveries = createRecoveries(deps);
  const phone = phonePages(deps);
  const factor = factorPages(deps);
  const newPassword = newPasswordPages(deps);
  const wordsOf = (ctx: Context): Words => deps.messages.messagesFor(stateOf(ctx).locale);

  const over = (ctx: Context) => deps.render(ctx, 'recovery/over', {}, { status: 422 });

  async function underway(ctx: Context): Promise<Underway | 'none' | 'over' | 'done'> {
    const browserHash = deps.browser.hash(ctx);
    const recovery = browserHash === null ? null : await recoveries.find(browserHash);
    if (browserHash === null || recovery === null) return 'none';
    if (recovery.done) return 'done';
    if (!recovery.emailProven) return { recovery, browserHash, account: null, due: 'email' };
    const account = await provenAccount(deps, recovery);
    if (!account) return 'over';
    return { recovery, browserHash, account, due: nextRecoveryStep(factsOf(recovery, account, deps.now())) };
  }

  async function show(ctx: Context): Promise<void> {
    const found = await underway(ctx);
    if (found === 'none') return seeOther(ctx, '/forgot-password');
    if (found === 'over') return over(ctx);
    if (found === 'done') return deps.render(ctx, 'recovery/done', {});
    await page(ctx, found);
  }

  async function page(ctx: Context, found: Underway, faults: Fault[] = []): Promise<void> {
    if (!known(found)) return emailPage(ctx, faults);
    if (found.due === 'second_factor') return factor.show(ctx, found);
    if (found.due === 'new_password') return newPassword.show(ctx, found);
    if (found.due === 'phone') return phone.show(ctx, found);
    return peoplePage(ctx, found);
  }

  function emailPage(ctx: Context, faults: Fault[]): void {
    const words = wordsOf(ctx);
    const again = new URLSearchParams(ctx.querystring).has('again');
    const note = again && faults.length === 0 ? words.t('forgot.code.again') : null;
    const status = faults.length > 0 ? 422 : 200;
    deps.render(ctx, 'recovery/code', { errors: refusals(words, faults), note }, { status });
  }

  function peoplePage(ctx: Context, { account }: Known): void {
    const reason = account.smsFactor ? 'sms_factor' : 'lone_contact';
    deps.render(ctx, 'recovery/people', { reason, agency: agencyOf(account) });
  }

  async function submit(ctx: Context): Promise<void> {
    const form = await readFields(ctx);
    const found = await underway(ctx);
    if (found === 'none') return seeOther(ctx, '/forgot-password');
    if (found === 'over') return over(ctx);
    // A double tap of the last button leads where the first one led.
    if (found === 'done') return seeOther(ctx, VERIFY_PATH);
    if ((form.step ?? found.due) !== formOf(found.due, form)) return seeOther(ctx, VERIFY_PATH);
    if (!known(found)) return submitEmail(ctx, found, form);
    switch (found.due) {
      case 'second_factor':
        return factor.submit(ctx, found, form);
      case 'new_password':
        return finish(ctx, found, form);
      case 'phone':
        return phone.submit(ctx, found, form);
      case 'people':
      case 'email':
        return seeOther(ctx, VERIFY_PATH);
    }
  }

  async function submitEmail(ctx: Context, { recovery, browserHash }: Underway, form: Fields): Promise<void> {
    if (form.resend !== undefined) {
      await resendRecovery(deps, ctx, { recovery, browserHash });
      return seeOther(ctx, `${VERIFY_PATH}?again=1`);
    }
    const typed = form.emailCode ?? '';
    if (!isCodeForm(typed)) return emailPage(ctx, [fault('emailCode', codeFormKey(typed))]);
    const until = await tooManyUntil(deps, ctx, 'password');
    if (until !== null) {
      setRetryAfter(ctx, { until, now: deps.now() });
      const words = wordsOf(ctx);
      const errors = refusals(words, [fault(null, 'forgot.too_many', { time: words.time(until) })]);
      return deps.render(ctx, 'recovery/code', { errors, note: null }, { status: 429 });
    }
    const floor = sleep(policy.refusals.floorSeconds * 1000);
    const right = await judgeCode(
      deps,
      codeRef({ who: recovery.who, browserHash }, 'recovery', 'email'),
      typed,
    );
    if (right && recovery.accountId !== null) return prove(ctx, { recovery, browserHash, way: 'code' });
    const nip = recovery.accountId === null ? { nip: recovery.who } : {};
    const details = { kind: 'email' as const, ...nip };
    const event = { type: 'recovery.code-refused' as const, accountId: recovery.accountId, details };
    await audit(deps.db, event, contextOf(ctx, deps.now()));
    await floor;
    emailPage(ctx, [fault('emailCode', 'forgot.code.wrong')]);
  }

  const prove: StepPages['prove'] = async (ctx, { recovery, browserHash, way }) => {
    const { accountId } = recovery;
    const changed = await recoveries.change(browserHash, recovery.id, { emailProven: true });
    if (!changed || accountId === null) return seeOther(ctx, '/forgot-password');
    const context = contextOf(ctx, deps.now());
    await deps.db.transaction().execute(async (trx) => {
      await audit(
        trx,
        { type: 'recovery.contact-proven', accountId, details: { kind: 'email', way } },
        context,
      );
      // Whoever has the mailbox got this far: the owner hears of it by the other channel too.
      await notice(trx, { accountId, kind: 'recovery_started', now: deps.now(), compose: deps.compose });
    });
    seeOther(ctx, VERIFY_PATH);
  };

  async function finish(ctx: Context, found: Known, form: Fields): Promise<void> {
    const { recovery, browserHash, account } = found;
    const faults = await newPassword.faults(ctx, account, form);
    if (faults.length > 0) return newPassword.show(ctx, found, faults);
    const password = form.newPassword ?? '';
    const context = contextOf(ctx, deps.now(), account.id);
    const outcome = await completeRecovery(deps, { account, recovery, password }, context);
    if (outcome === 'superseded') return over(ctx);
    await recoveries.change(browserHash, recovery.id, { done: true });
    seeOther(ctx, VERIFY_PATH);
  }

  return { show, submit, prove };
}

function known(found: Underway): found is Known {
  return found.account !== null;
}

function factsOf(recovery: Recovery, account: SigninAccount, now: number): RecoveryFacts {
  return { ...recovery, factor: factorOf(account), phoneCounts: countingPhone(account, now) !== null };
}

function factorOf({ authenticators, recoveryCodesLeft, smsFactor }: SigninAccount): RecoveryFacts['factor'] {
  if (authenticators.length > 0 || recoveryCodesLeft > 0) return 'authenticator';
  return smsFactor ? 'sms' : 'none';
}

/** The hidden `step` that the due step's form carries; both ways of the second factor are one step. */
function formOf(due: RecoveryStep, form: Fields): string {
  if (due !== 'second_factor') return due;
  return form.step === 'recovery-code' ? 'recovery-code' : form.step === undefined ? due : 'totp';
}
