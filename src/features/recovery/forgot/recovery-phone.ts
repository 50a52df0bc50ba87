import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import { createRecoveries } from '../../../model/recoveries.ts';
import { codeFormKey } from '../../../parts/code-form.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { maskContact } from '../../../parts/mask-contact.ts';
import { contextOf } from '../../../parts/page-context.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { codeRef, isCodeForm, judgeCode, sendRecoveryCode } from '../codes.ts';
import type { RecoveryDeps } from '../deps.ts';
import { VERIFY_PATH } from './forgot-password.ts';
import type { Known } from './recovery-steps.ts';
import { countingPhone } from '../who.ts';

export interface PhonePages {
  show(ctx: Context, found: Known, faults?: Fault[]): Promise<void>;
  submit(ctx: Context, found: Known, form: Fields): Promise<void>;
}

/** Where there is no second factor yet, the number on record must answer besides the mailbox. Sent when its page shows. */
export function phonePages(deps: RecoveryDeps): PhonePages {
  const recoveries = createRecoveries(deps);

  async function show(ctx: Context, found: Known, faults: Fault[] = []): Promise<void> {
    const { recovery, browserHash, account } = found;
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const phone = countingPhone(account, deps.now());
    if (phone && !recovery.smsSent) {
      await recoveries.change(browserHash, recovery.id, { smsSent: true, phoneId: phone.id });
      const code = { account, contact: phone, browserHash } as const;
      await sendRecoveryCode(deps, ctx, { ...code, purpose: 'recovery', asker: 'owner' });
    }
    const again = new URLSearchParams(ctx.querystring).has('again') && faults.length === 0;
    const locals = {
      to: phone ? maskContact(phone) : '',
      errors: refusals(words, faults),
      note: again ? words.t('signin.code.sent-again') : null,
    };
    deps.render(ctx, 'recovery/sms', locals, { status: faults.length > 0 ? 422 : 200 });
  }

  return {
    show,
    async submit(ctx, found, form) {
      const { recovery, browserHash, account } = found;
      if (form.resend !== undefined) {
        await recoveries.change(browserHash, recovery.id, { smsSent: false });
        return seeOther(ctx, `${VERIFY_PATH}?again=1`);
      }
      const typed = form.smsCode ?? '';
      if (!isCodeForm(typed)) return show(ctx, found, [fault('smsCode', codeFormKey(typed))]);
      const ref = codeRef({ who: account.id, browserHash }, 'recovery', 'phone');
      const right = await judgeCode(deps, ref, typed);
      const context = contextOf(ctx, deps.now());
      const accountId = account.id;
      if (!right) {
        const details = { kind: 'phone' as const };
        await audit(deps.db, { type: 'recovery.code-refused', accountId, details }, context);
        return show(ctx, found, [fault('smsCode', 'forgot.sms.wrong')]);
      }
      await recoveries.change(browserHash, recovery.id, { phoneProven: true });
      const details = { kind: 'phone' as const, way: 'code' as const };
      await audit(deps.db, { type: 'recovery.contact-proven', accountId, details }, context);
      seeOther(ctx, VERIFY_PATH);
    },
  };
}
