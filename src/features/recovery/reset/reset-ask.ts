import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import { heldReset } from '../../../model/credentials/authenticator-reset.ts';
import { createResetAttempts, newResetAttempt } from '../../../model/reset-attempts.ts';
import type { ResetAttempt } from '../../../model/reset-attempts.ts';
import { findSigninAccountById } from '../../../model/people/signin-account.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import type { Fault } from '../../../parts/fault.ts';
import { contextOf } from '../../../parts/page-context.ts';
import { resetHolder } from '../../../parts/reset-holder.ts';
import { withinAddressBudget } from '../../../parts/send-contact-code.ts';
import { readFields } from '../../../platform/http/form.ts';
import type { Fields } from '../../../platform/http/form.ts';
import { setRetryAfter } from '../../../platform/http/retry-after.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { rungOf } from '../../../policies/recovery.ts';
import type { LadderAnswers } from '../../../policies/recovery.ts';
import { tooManyUntil } from '../address-limit.ts';
import { sendRecoveryCode } from '../codes.ts';
import type { RecoveryDeps } from '../deps.ts';
import { findWho, readWho } from '../who.ts';
import type { Who } from '../who.ts';

export const RESET_VERIFY_PATH = '/reset-mfa/verify';
export const PEOPLE_PATH = '/reset-mfa/people';

export interface ResetAskPages {
  show(ctx: Context): Promise<void>;
  request(ctx: Context): Promise<void>;
}

/**
 * A lost or changed phone. First what still works, so that nobody is led into a dead end; then NIP and address, in the same
 * form. The same answer in the same time, whatever was typed.
 */
export function resetAskPages(deps: RecoveryDeps): ResetAskPages {
  const attempts = createResetAttempts(deps);
  const holder = resetHolder(deps);

  function page(
    ctx: Context,
    refused: { faults: Fault[]; values: Record<string, string>; status: number; running?: boolean },
  ): void {
    const { faults, values, status, running = false } = refused;
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    deps.render(ctx, 'recovery/reset', { errors: refusals(words, faults), values, running }, { status });
  }

  async function begin(ctx: Context, found: Who, withRecoveryCode: boolean): Promise<void> {
    const { account, who, email, phone, refusal, knownId } = found;
    const browserHash = deps.browser.bind(ctx);
    const attempt = newResetAttempt(
      {
        ...{ accountId: account?.id ?? null, who, epoch: account?.epoch ?? 0, withRecoveryCode },
        ...{ emailId: email?.id ?? null, phoneId: phone?.id ?? null },
      },
      deps.now(),
    );
    await attempts.put(browserHash, attempt);
    const details = {
      sent: refusal === null,
      ...(refusal === null ? {} : { reason: refusal }),
      ...(knownId === null ? { nip: who } : {}),
    };
    await audit(deps.db, { type: 'reset.asked', accountId: knownId, details }, contextOf(ctx, deps.now()));
    await sendResetCodes(deps, ctx, { attempt, browserHash });
  }

  /** One asked for in this browser still waits or is open: nobody should ask twice to see how it stands. */
  async function isRunningHere(ctx: Context): Promise<boolean> {
    const hash = holder.hash(ctx);
    const held = hash === null ? null : await heldReset(deps.db, hash);
    return held !== null && ['waiting', 'open'].includes(held.state) && deps.now() < held.closesAt;
  }

  return {
    show: async (ctx) =>
      page(ctx, { faults: [], values: {}, status: 200, running: await isRunningHere(ctx) }),
    async request(ctx) {
      const form = await readFields(ctx);
      const answers = readAnswers(form);
      if (rungOf(answers) === 'people') return seeOther(ctx, peopleHref(answers));
      const { nip = '', email = '', phoneWorks = '', emailWorks = '', hasCode = '' } = form;
      const values = { nip, email, phoneWorks, emailWorks, hasCode };
      const read = readWho(form);
      if (read.kind === 'malformed') return page(ctx, { faults: read.faults, values, status: 422 });
      const until = await tooManyUntil(deps, ctx);
      if (until !== null) {
        const { time } = deps.messages.messagesFor(stateOf(ctx).locale);
        setRetryAfter(ctx, { until, now: deps.now() });
        return page(ctx, {
          faults: [fault(null, 'forgot.too_many', { time: time(until) })],
          values,
          status: 429,
        });
      }
      const floor = sleep(policy.refusals.floorSeconds * 1000);
      await begin(ctx, await findWho(deps, read), answers.hasRecoveryCode === true);
      await floor;
      seeOther(ctx, RESET_VERIFY_PATH);
    },
  };
}

/**
 * A code to each contact that counts and has not answered yet. Both at once: the page asks for both, and its fields come in any
 * order; budgets bound what somebody can cause who knows the address too. Behind the right password they are the owner's own:
 * whoever used up the others keeps nobody from them, and only the mailbox tells that they came.
 */
export async function sendResetCodes(
  deps: RecoveryDeps,
  ctx: Context,
  { attempt, browserHash }: { attempt: ResetAttempt; browserHash: string },
): Promise<void> {
  // Spent whether or not anybody is there: what is left of it must not tell.
  const allowed = await withinAddressBudget(deps.limits, stateOf(ctx).address);
  const { accountId, emailId, phoneId, emailProven, phoneProven, epoch } = attempt;
  const account = accountId === null ? null : await findSigninAccountById(deps.db, accountId);
  if (!allowed || !account || account.epoch !== epoch) return;
  const awaited = [emailProven ? null : emailId, phoneProven ? null : phoneId];
  const asker = attempt.passwordProven ? 'owner' : 'named';
  for (const contact of account.contacts.filter(({ id }) => awaited.includes(id)))
    await sendRecoveryCode(deps, ctx, { account, contact, browserHash, purpose: 'reset', asker });
}

function readAnswers({ phoneWorks, emailWorks, hasCode }: Fields): LadderAnswers {
  const read = (answer: string | undefined) => (answer === 'ya' ? true : answer === 'tidak' ? false : null);
  return { phoneWorks: read(phoneWorks), emailWorks: read(emailWorks), hasRecoveryCode: read(hasCode) };
}

function peopleHref({ phoneWorks, emailWorks }: LadderAnswers): string {
  const query = new URLSearchParams();
  if (phoneWorks === false) query.set('phone', 'tidak');
  if (emailWorks === false) query.set('email', 'tidak');
  return `${PEOPLE_PATH}?${query}`;
}
