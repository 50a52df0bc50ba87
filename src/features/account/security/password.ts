import { setTimeout as sleep } from 'node:timers/promises';
import type { Context } from 'koa';
import { audit } from '../../../model/audit.ts';
import { setPassword } from '../../../model/credentials/password.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import { passwordPool } from '../../../model/pools.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { newPasswordFaults } from '../../../parts/new-password.ts';
import { contextIn, notFound } from '../../../parts/page-context.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { formatNip } from '../../../policies/nip.ts';
import { whose } from '../whose.ts';
import type { Whose } from '../whose.ts';

export interface PasswordPages {
  show(ctx: Context): Promise<void>;
  change(ctx: Context): Promise<void>;
}

/**
 * A new password, by the present one and a second factor given for that. The present one is counted like one at a sign-in, in a pool
 * of its own for each account: an open session must not be a place to guess it. Whatever else runs ends.
 */
export function passwordPages(deps: Web): PasswordPages {
  async function withPassword(ctx: Context): Promise<Whose | null> {
    const found = await whose(deps, ctx);
    return found === null || found.account.password ? found : notFound(ctx);
  }

  function page(ctx: Context, { account }: Whose, refused: Refused = {}): void {
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const locals = {
      nip: formatNip(account.nip),
      setAt: account.password?.setAt ?? 0,
      proof: proofWays(account, { now: deps.now(), youngProves: true }),
      errors: refusals(words, refused.faults ?? []),
      values: {},
      locked: lockOf(refused),
    };
    deps.render(ctx, 'account/security/password', locals, { status: statusOf(ctx, refused, deps.now()) });
  }

  /** Counted before it is compared; a refusal takes as long as the slowest hash. */
  async function present(ctx: Context, { session, account }: Whose, typed: string): Promise<Refused | null> {
    const pool = passwordPool(`account:${account.id}`);
    const floor = sleep(deps.hasher.floorMs());
    const counted = await deps.pools.count(pool);
    if (counted.kind !== 'admitted')
      return { until: (await deps.pools.look(pool)).lockedUntil ?? deps.now() + 60_000 };
    const { right } = await deps.hasher
      .verify(account.password?.hash ?? '', typed)
      .catch(async (error: unknown) => {
        await deps.pools.settle(pool, 'void');
        throw error;
      });
    if (right) {
      await deps.pools.settleRight(pool, counted);
      return null;
    }
    const settled = await deps.pools.settle(pool, 'wrong');
    const context = contextIn(ctx, deps.now(), session);
    const details = { reason: 'wrong_password' as const, pool: 'account', remaining: settled.remaining };
    await audit(deps.db, { type: 'signin.refused', accountId: account.id, details }, context);
    await floor;
    if (settled.lockedUntil !== null) return { until: settled.lockedUntil };
    return { faults: [fault('currentPassword', 'security.password.wrong', { count: settled.remaining })] };
  }

  async function change(ctx: Context): Promise<void> {
    const found = await withPassword(ctx);
    if (!found) return;
    const { session, account } = found;
    const form = await readFields(ctx);
    if ((form.currentPassword ?? '') === '')
      return page(ctx, found, { faults: [fault('currentPassword', 'security.password.empty')] });
    const refused = await present(ctx, found, form.currentPassword ?? '');
    if (refused) return page(ctx, found, refused);
    const words = deps.messages.messagesFor(stateOf(ctx).locale);
    const typed = { password: form.newPassword ?? '', repeated: form.confirmPassword ?? '', words };
    const faults = await newPasswordFaults(deps, account, typed);
    if (faults.length > 0) return page(ctx, found, { faults });
    // Last, so that a code is spent only by a change that happens.
    const proof = await proveAct(deps, ctx, { session, form, act: 'password.change', youngProves: true });
    if (proof.kind !== 'proven') return page(ctx, found, refusedBy(proof));
    if (!(await store(ctx, found, await deps.hasher.hash(typed.password)))) return seeOther(ctx, '/portal');
    await deps.sessions.endOthers(session, 'password', contextIn(ctx, deps.now(), session));
    seeOther(ctx, '/account?done=password');
  }

  /** False where the session was ended, or the password changed, meanwhile. */
  function store(ctx: Context, { session, account }: Whose, hash: string): Promise<boolean> {
    const now = deps.now();
    const accountId = account.id;
    const telling = {
      compose: deps.compose,
      context: contextIn(ctx, now, session),
    };
    return deps.db.transaction().execute(async (trx) => {
      if (!(await holdSession(trx, session))) return false;
      const stands = await trx
        .selectFrom('password')
        .select('account_id')
        .where('account_id', '=', accountId)
        .where('hash', '=', account.password?.hash ?? '')
        .executeTakeFirst();
      if (!stands) return false;
      await setPassword(trx, { accountId, hash, reason: 'chosen', now }, telling);
      return true;
    });
  }

  return {
    async show(ctx) {
      const found = await withPassword(ctx);
      if (found) page(ctx, found);
    },
    change,
  };
}
