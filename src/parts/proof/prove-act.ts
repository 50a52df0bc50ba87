import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import { audit } from '../../model/audit.ts';
import { factorTimes } from '../../model/credentials/factor-times.ts';
import { standsBy } from '../../model/people/hold-session.ts';
import { findSigninAccountById } from '../../model/people/signin-account.ts';
import type { SigninAccount } from '../../model/people/signin-account.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Fields } from '../../platform/http/form.ts';
import { stateOf } from '../../platform/http/state.ts';
import { fault } from '../fault.ts';
import type { Fault } from '../fault.ts';
import { contextIn, notFound } from '../page-context.ts';
import { judgePasskey } from '../passkey/judge-passkey.ts';
import type { Bound } from '../passkey/challenges.ts';
import { judgeSecondFactor } from './second-factor.ts';
import type { Web } from '../web.ts';

type Deps = Pick<Web, 'db' | 'kv' | 'ring' | 'pools' | 'compose' | 'messages' | 'now' | 'issuer'>;

export interface ActToProve {
  session: SsoSession;
  /** The posted form: `passkey` (an answer to a challenge for this very address), `code` (Kode OTP), or `recoveryCode`. */
  form: Fields;
  /** Stable name of the act for the audit log, e.g. `contact.change`. */
  act: string;
  /** It only adds something of its owner's: a factor younger than 72 hours proves that too. */
  youngProves?: boolean;
  /** Since when what it takes the place of is in force (epoch ms): a young factor removes no older one. */
  replaces?: number | null;
}

export type ActProof =
  | { kind: 'proven'; account: SigninAccount }
  | { kind: 'refused'; faults: Fault[] }
  /** The pool of codes is locked until then (epoch ms): 429. */
  | { kind: 'locked'; until: number };

/**
 * The proof for an act that changes credentials, contacts or others' rights (contract, "proof for an act"): the second factor
 * typed into the very form of the act, so that it is made for this act, now, and spent by it; a stolen hour of session
 * does not become ownership. A factor younger than 72 hours proves none of these, or what takes nothing older away (design §4).
 */
export async function proveAct(
  deps: Deps,
  ctx: Context,
  { session, form, act, youngProves = false, replaces = null }: ActToProve,
): Promise<ActProof> {
  const { accountId } = session;
  const account = await findSigninAccountById(deps.db, accountId);
  if (!account) return notFound(ctx);
  // Other nodes hear of an ended session, or of an emergency, up to 30 seconds late: the database has just been asked.
  if (!standsBy(session, account)) return { kind: 'refused', faults: [fault(null, 'account.proof.ended')] };
  const before = youngProves ? provesBefore(deps.now(), replaces) : oldBefore(deps.now());
  if ((form.passkey ?? '') !== '') return provenByPasskey(deps, ctx, { session, form, act, account, before });
  const recovery = (form.recoveryCode ?? '').trim() !== '';
  const field = recovery ? 'recoveryCode' : 'code';
  const since = (await factorTimes(deps.db, accountId))[recovery ? 'recoveryCodesSince' : 'totpSince'];
  if (since === null && !recovery && account.recoveryCodesLeft === 0)
    return { kind: 'refused', faults: [fault(null, 'account.proof.none')] };
  if (since !== null && since >= before)
    return { kind: 'refused', faults: [fault(field, 'account.proof.young')] };
  const context = contextIn(ctx, deps.now(), session);
  const verdict = await judgeSecondFactor(deps, {
    account,
    typed: recovery ? { recoveryCode: form.recoveryCode ?? '' } : { code: form.code ?? '' },
    // Of this request alone: the same code posted twice is a used one, whichever form it came from.
    uid: stateOf(ctx).requestId,
    words: deps.messages.messagesFor(stateOf(ctx).locale),
    context,
    // Of two authenticators the one whose code it is must be old enough, not just the other.
    before,
    after: 'session',
  });
  if (verdict.kind === 'locked') return verdict;
  if (verdict.kind === 'refused') return { kind: 'refused', faults: verdict.faults };
  await audit(deps.db, { type: 'act.proven', accountId, details: { act, way: verdict.way } }, context);
  return { kind: 'proven', account };
}

/** From here on (epoch ms) a factor is young. */
const oldBefore = (now: number): number => now - policy.proof.youngFactorSeconds * 1000 + 1;

/** A young factor will do, unless it is younger than what it would take away: that may be its owner's only way out of a freeze. */
function provesBefore(now: number, replaces: number | null): number {
  return replaces === null ? Infinity : Math.max(oldBefore(now), replaces + 1);
}

/** A challenge is made for one session and one address: that of the form whose act it proves. */
export const actBound = (session: SsoSession, path: string): Bound => [
  'act',
  session.uid,
  session.accountId,
  path,
];

/** Nothing limits the tries of a passkey, and a row of the audit log is there for good. The end of a copied one has a row of its own. */
const isNews = ({ kv }: Deps, { uid }: SsoSession, note: string): Promise<boolean> =>
  kv.setIfAbsent(`noted:${uid}:${note}`, '1', policy.proof.notedSeconds);

interface PasskeyProof extends ActToProve {
  account: SigninAccount;
  /** Made before this (epoch ms). */
  before: number;
}

async function provenByPasskey(
  deps: Deps,
  ctx: Context,
  { session, form, act, account, before }: PasskeyProof,
): Promise<ActProof> {
  const accountId = account.id;
  const context = contextIn(ctx, deps.now(), session);
  const verdict = await judgePasskey(deps, {
    typed: form.passkey ?? '',
    bound: actBound(session, ctx.path),
    accountId,
    before,
    toNote: (note) => isNews(deps, session, note),
    context,
  });
  if (verdict.kind === 'young') return { kind: 'refused', faults: [fault(null, 'account.proof.young')] };
  if (verdict.kind === 'refused') return { kind: 'refused', faults: [fault(null, 'passkey.proof.refused')] };
  await audit(deps.db, { type: 'act.proven', accountId, details: { act, way: 'passkey' } }, context);
  return { kind: 'proven', account };
}
