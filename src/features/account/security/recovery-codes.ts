import type { Context } from 'koa';
import { policy } from '../../../../config/policy.ts';
import { confirmRecoveryCode, makeRecoveryCodes } from '../../../model/credentials/recovery-codes.ts';
import { holdSession } from '../../../model/people/hold-session.ts';
import type { SsoSession } from '../../../oidc/sessions.ts';
import { fault, refusals } from '../../../parts/fault.ts';
import { fullName } from '../../../parts/full-name.ts';
import { contextIn } from '../../../parts/page-context.ts';
import { proofWays } from '../../../parts/proof/proof-ways.ts';
import { proveAct } from '../../../parts/proof/prove-act.ts';
import { provenKey } from '../../../parts/proof/proven-key.ts';
import { lockOf, refusedBy, statusOf } from '../../../parts/refused.ts';
import type { Refused } from '../../../parts/refused.ts';
import type { Web } from '../../../parts/web.ts';
import { readFields } from '../../../platform/http/form.ts';
import { seeOther } from '../../../platform/http/see-other.ts';
import { stateOf } from '../../../platform/http/state.ts';
import { maskNip } from '../../../policies/nip.ts';
import { whose } from '../whose.ts';
import type { Whose } from '../whose.ts';

const PATH = '/account/recovery-codes';
const NEW = `${PATH}/new`;

export interface RecoveryCodePages {
  show(ctx: Context): Promise<void>;
  make(ctx: Context): Promise<void>;
  /** The fresh ones, to this session and browser alone and for a few minutes. */
  fresh(ctx: Context): Promise<void>;
  /** One typed back from the paper. */
  confirm(ctx: Context): Promise<void>;
}

/** Recovery codes: how many are left, fresh ones with a card for the wallet, and the proof that the card can be read. */
export function recoveryCodePages(deps: Web): RecoveryCodePages {
  const keyOf = (ctx: Context, session: SsoSession) =>
    provenKey(deps, ctx, { session, act: 'recovery-codes' });
  const words = (ctx: Context) => deps.messages.messagesFor(stateOf(ctx).locale);

  async function page(ctx: Context, { account }: Whose, refused: Refused = {}): Promise<void> {
    const row = await deps.db
      .selectFrom('account')
      .select('recovery_confirmed_at')
      .where('id', '=', account.id)
      .executeTakeFirst();
    const done = new URLSearchParams(ctx.querystring).has('done');
    const locals = {
      left: account.recoveryCodesLeft,
      since: account.recoveryCodesSince,
      confirmedAt: row?.recovery_confirmed_at?.getTime() ?? null,
      provable:
        account.authenticators.length > 0 || account.passkeys.length > 0 || account.recoveryCodesLeft > 0,
      note: done ? words(ctx).t('security.codes.confirmed') : null,
      proof: proofWays(account, { now: deps.now(), youngProves: true }),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: {},
      locked: lockOf(refused),
    };
    deps.render(ctx, 'account/security/recovery-codes', locals, {
      status: statusOf(ctx, refused, deps.now()),
    });
  }

  async function make(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const form = await readFields(ctx);
    const replaces = account.recoveryCodesSince;
    const act = { session, form, act: 'recovery-codes.make', youngProves: true, replaces };
    const proof = await proveAct(deps, ctx, act);
    if (proof.kind !== 'proven') return page(ctx, found, refusedBy(proof));
    const now = deps.now();
    const context = contextIn(ctx, now, session);
    const codes = await deps.db.transaction().execute(async (trx) => {
      if (!(await holdSession(trx, session))) return null;
      return makeRecoveryCodes(trx, account.id, now, { compose: deps.compose, context });
    });
    if (codes === null) return seeOther(ctx, '/portal');
    // The old ones are gone, and a sign-in by one of them that waits before its last redirect.
    await deps.sessions.endParked(account.id);
    const key = keyOf(ctx, session);
    await deps.kv.set(key, deps.ring.encrypt(JSON.stringify(codes), key), policy.proof.ttlSeconds);
    seeOther(ctx, NEW);
  }

  async function fresh(ctx: Context, found: Whose, refused: Refused = {}): Promise<void> {
    const key = keyOf(ctx, found.session);
    const sealed = await deps.kv.get(key);
    if (sealed === null) return seeOther(ctx, PATH);
    ctx.set('Cache-Control', 'no-store');
    const locals = {
      // Only make() writes it.
      codes: JSON.parse(deps.ring.decrypt(sealed, key)) as string[],
      name: fullName(found.account),
      nip: maskNip(found.account.nip),
      errors: refusals(words(ctx), refused.faults ?? []),
      values: {},
      locked: lockOf(refused),
    };
    deps.render(ctx, 'account/security/new-recovery-codes', locals, {
      status: statusOf(ctx, refused, deps.now()),
    });
  }

  /**
   * Not used up by that. It opens nothing, so a mistyped one is neither a wrong second factor nor told as one; its tries are its own, and
   * a right one gives none back.
   */
  async function confirm(ctx: Context): Promise<void> {
    const found = await whose(deps, ctx);
    if (!found) return;
    const { session, account } = found;
    const { recoveryCode: typed = '', from = '' } = await readFields(ctx);
    const again = (refused: Refused) =>
      from === 'new' ? fresh(ctx, found, refused) : page(ctx, found, refused);
    if (typed.trim() === '') return again({ faults: [fault('recoveryCode', 'signin.recovery-code.empty')] });
    const { typedBack } = policy.recoveryCodes;
    const tries = await deps.limits.consume('recovery-typed-back', account.id, typedBack);
    if (!tries.allowed) return again({ until: deps.now() + tries.resetsInSeconds * 1000 });
    const now = deps.now();
    const what = { accountId: account.id, typed, now };
    if (!(await confirmRecoveryCode(deps.db, what, contextIn(ctx, now, session)))) {
      const count = typedBack.points - tries.used;
      return again({ faults: [fault('recoveryCode', 'security.codes.mismatch', { count })] });
    }
    await deps.kv.delete(keyOf(ctx, session));
    seeOther(ctx, `${PATH}?done=1`);
  }

  return {
    async show(ctx) {
      const found = await whose(deps, ctx);
      if (found) await page(ctx, found);
    },
    make,
    async fresh(ctx) {
      const found = await whose(deps, ctx);
      if (found) await fresh(ctx, found);
    },
    confirm,
  };
}
