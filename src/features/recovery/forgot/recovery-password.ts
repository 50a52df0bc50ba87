import type { Context } from 'koa';
import type { SigninAccount } from '../../../model/people/signin-account.ts';
import { refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { newPasswordFaults } from '../../../parts/new-password.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { formatNip } from '../../../policies/nip.ts';
import type { RecoveryDeps } from '../deps.ts';
import type { Known } from './recovery-steps.ts';

export interface NewPasswordPages {
  show(ctx: Context, found: Known, faults?: Fault[]): void;
  faults(ctx: Context, account: SigninAccount, form: Fields): Promise<Fault[]>;
}

/** A password of one's own, the last step of a recovery; the same rules as everywhere. */
export function newPasswordPages(deps: RecoveryDeps): NewPasswordPages {
  const wordsOf = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);
  return {
    show(ctx, { account }, faults = []) {
      const locals = { nip: formatNip(account.nip), errors: refusals(wordsOf(ctx), faults) };
      deps.render(ctx, 'recovery/new-password', locals, { status: faults.length > 0 ? 422 : 200 });
    },
    faults: (ctx, account, form) =>
      newPasswordFaults(deps, account, {
        password: form.newPassword ?? '',
        repeated: form.confirmPassword ?? '',
        words: wordsOf(ctx),
      }),
  };
}
