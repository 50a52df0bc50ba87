import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { createRecoveries, newRecovery } from '../../../model/recoveries.ts';
import type { Recovery } from '../../../model/recoveries.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { withinAddressBudget } from '../../../parts/send-contact-code.ts';
import { readFields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { tooManyUntil } from '../address-limit.ts';
import { mailRecovery } from '../codes.ts';
import type { RecoveryDeps } from '../deps.ts';
import { findWho, readWho } from '../who.ts';
import type { Who } from '../who.ts';

export const VERIFY_PATH = '/forgot-password/verify';

export interface ForgotPasswordPages {
  show(ctx: Context): void;
  request(ctx: Context): Promise<void>;
}

/** NIP and address: the same answer in the same time, whatever was typed (contract, "forgot password"). */
export function forgotPasswordPages(deps: RecoveryDeps): ForgotPasswordPages {
  const recoveries = createRecoveries(deps);

  function page(
    ctx: Context,
    refused: { faults: Fault[]; values: Record<string, string>; status: number },
  ): void {
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const { faults, values, status } = refused;
    deps.render(ctx, 'recovery/forgot', { errors: refusals(words, faults), values }, { status });
  }

  return {
    show: (ctx) => page(ctx, { faults: [], values: {}, status: 200 }),
    async request(ctx) {
      const form = await readFields(ctx);
      const values = { nip: form.nip ?? '', email: form.email ?? '' };
      const read = readWho(form);
      if (read.kind === 'malformed') return page(ctx, { faults: read.faults, values, status: 422 });
      const until = await tooManyUntil(deps, ctx);
      if (until !== null) {
        const { time } = deps.messages.messagesFor(stateOf(ctx).locale);
        setRetryAfter(ctx, { until, now: deps.now() });
        const faults = [fault(null, 'forgot.too_many', { time: time(until) })];
        return page(ctx, { faults, values, status: 429 });
      }
      const floor = sleep(policy.refusals.floorSeconds * 1000);
      await begin(deps, ctx, await findWho(deps, read));
      await floor;
      seeOther(ctx, VERIFY_PATH);
    },
  };

  async function begin(all: RecoveryDeps, ctx: Context, found: Who): Promise<void> {
    const { account, who, email, refusal, knownId } = found;
    const browserHash = all.browser.bind(ctx);
    const begun = {
      accountId: account?.id ?? null,
      who,
      epoch: account?.epoch ?? 0,
      contactId: email?.id ?? null,
    };
    await recoveries.put(browserHash, newRecovery(begun, all.now()));
    const details = {
      sent: refusal === null,
      ...(refusal === null ? {} : { reason: refusal }),
      ...(knownId === null ? { nip: who } : {}),
    };
    await audit(all.db, { type: 'recovery.asked', accountId: knownId, details }, contextOf(ctx, all.now()));
    // Spent whether or not anybody is there: what is left of it must not tell.
    const allowed = await withinAddressBudget(all.limits, stateOf(ctx).address);
    if (allowed && account && email) await mailRecovery(all, ctx, { account, contact: email, browserHash });
  }
}

/** "Kirim ulang": the same code page in the same time, whether or not anything is sent. */
export async function resendRecovery(
  deps: RecoveryDeps,
  ctx: Context,
  { recovery, browserHash }: { recovery: Recovery; browserHash: string },
): Promise<void> {
  const floor = sleep(policy.refusals.floorSeconds * 1000);
  const allowed = await withinAddressBudget(deps.limits, stateOf(ctx).address);
  const { accountId, contactId, epoch } = recovery;
  const account = accountId === null ? null : await findSigninAccountById(deps.db, accountId);
  const contact = account?.contacts.find(({ id }) => id === contactId) ?? null;
  if (allowed && account && contact && account.epoch === epoch)
    await mailRecovery(deps, ctx, { account, contact, browserHash });
  await floor;
}
