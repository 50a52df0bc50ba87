import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import { factorTimes } from '../../model/credentials/factor-times.ts';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Fields } from '../../platform/http/form.ts';
import { stateOf } from '../../platform/http/state.ts';
import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { contextOf, notFound } from '../page-context.ts';
import { judgeSecondFactor } from './second-factor.ts';
import type { Web } from '../web.ts';

type Deps = Pick<Web, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'messages' | 'now'>;

export interface ActToProve {
  session: SsoSession;
  /** The posted form: `code` (Kode OTP), or `recoveryCode`. */
  form: Fields;
  /** Stable name of the act for the audit log, e.g. `contact.change`. */
  act: string;
}

export type ActProof =
  | { kind: 'proven'; account: SigninAccount }
  | { kind: 'refused'; faults: Fault[] }
  /** The pool of codes is locked until then (epoch ms): 429. */
  | { kind: 'locked'; until: number };

/**
 * The proof for an act that changes credentials, contacts or others' rights (contract, "proof for an act"): the second factor
 * typed into the very form of the act, so that it is made for this act, now, and spent by it; a stolen hour of session
 * does not become ownership. A factor younger than 72 hours proves none of these (design §4).
 */
export async function proveAct(
  deps: Deps,
  ctx: Context,
  { session, form, act }: ActToProve,
): Promise<ActProof> {
  const { accountId } = session;
  const account = await findSigninAccountById(deps.db, accountId);
  if (!account) return notFound(ctx);
  const recovery = (form.recoveryCode ?? '').trim() !== '';
  const field = recovery ? 'recoveryCode' : 'code';
  const since = (await factorTimes(deps.db, accountId))[recovery ? 'recoveryCodesSince' : 'totpSince'];
  if (since === null && !recovery && account.recoveryCodesLeft === 0)
    return { kind: 'refused', faults: [fault(null, 'account.proof.none')] };
  if (since !== null && deps.now() - since < policy.proof.youngFactorSeconds * 1000)
    return { kind: 'refused', faults: [fault(field, 'account.proof.young')] };
  const context = { ...contextOf(ctx, deps.now(), accountId), session: session.uid };
  const verdict = await judgeSecondFactor(deps, {
    account,
    typed: recovery ? { recoveryCode: form.recoveryCode ?? '' } : { code: form.code ?? '' },
    // Of this request alone: the same code posted twice is a used one, whichever form it came from.
    uid: stateOf(ctx).requestId,
    words: deps.messages.messagesFor(stateOf(ctx).locale),
    context,
    after: 'session',
  });
  if (verdict.kind === 'locked') return verdict;
  if (verdict.kind === 'refused') return { kind: 'refused', faults: verdict.faults };
  await audit(deps.db, { type: 'act.proven', accountId, details: { act, way: verdict.way } }, context);
  return { kind: 'proven', account };
}
