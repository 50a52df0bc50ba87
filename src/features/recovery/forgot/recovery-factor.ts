import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import { otpPool } from '../../../model/pools.ts';
import { createRecoveries } from '../../../model/recoveries.ts';
import { refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { shownEntries } from '../../../parts/proof/shown-entries.ts';
import { judgeSecondFactor } from '../../../parts/proof/second-factor.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import type { RecoveryDeps } from '../deps.ts';
import { VERIFY_PATH } from './forgot-password.ts';
import type { Known } from './recovery-steps.ts';

type Way = 'totp' | 'recovery-code';

export interface FactorPages {
  show(ctx: Context, found: Known): Promise<void>;
  submit(ctx: Context, found: Known, form: Fields): Promise<void>;
}

/** The second factor within a recovery: the same judge, the same pool of tries as at the sign-in. */
export function factorPages(deps: RecoveryDeps): FactorPages {
  const recoveries = createRecoveries(deps);

  async function page(
    ctx: Context,
    { account }: Known,
    { way, faults = [], until }: { way: Way; faults?: Fault[]; until?: number | undefined },
  ): Promise<void> {
    const lockedUntil = until ?? (await deps.pools.look(otpPool(account.id))).lockedUntil;
    const chosen = account.authenticators.length === 0 ? 'recovery-code' : way;
    if (lockedUntil !== null) setRetryAfter(ctx, { until: lockedUntil, now: deps.now() });
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const locals = {
      step: chosen,
      entries: shownEntries(account),
      locked: lockedUntil === null ? null : { until: lockedUntil },
      otherHref: otherWay(chosen, account.authenticators.length > 0, account.recoveryCodesLeft > 0),
      errors: refusals(words, faults),
    };
    const status = lockedUntil !== null ? 429 : faults.length > 0 ? 422 : 200;
    deps.render(ctx, 'recovery/second-factor', locals, { status });
  }

  return {
    show: (ctx, found) =>
      page(ctx, found, {
        way: new URLSearchParams(ctx.querystring).get('way') === 'recovery-code' ? 'recovery-code' : 'totp',
      }),
    async submit(ctx, found, form) {
      const { recovery, browserHash, account } = found;
      const way: Way = form.recoveryCode === undefined ? 'totp' : 'recovery-code';
      const verdict = await judgeSecondFactor(deps, {
        account,
        typed: way === 'totp' ? { code: form.code ?? '' } : { recoveryCode: form.recoveryCode ?? '' },
        uid: recovery.id,
        words: deps.messages.messagesFor(stateOf(ctx).locale),
        context: contextOf(ctx, deps.now()),
        after: 'mail_code',
      });
      if (verdict.kind === 'locked') return page(ctx, found, { way, until: verdict.until });
      if (verdict.kind === 'refused') return page(ctx, found, { way, faults: verdict.faults });
      await recoveries.change(browserHash, recovery.id, { factorProven: true });
      const event = {
        type: 'recovery.factor-proven' as const,
        accountId: account.id,
        details: { way: verdict.way },
      };
      await audit(deps.db, event, contextOf(ctx, deps.now(), account.id));
      seeOther(ctx, VERIFY_PATH);
    },
  };
}

function otherWay(way: Way, hasTotp: boolean, hasCodes: boolean): string | null {
  if (way === 'totp') return hasCodes ? `${VERIFY_PATH}?way=recovery-code` : null;
  return hasTotp ? VERIFY_PATH : null;
}
