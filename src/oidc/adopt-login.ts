import type { KoaContextWithOIDC } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { assess } from '../policies/assurance.ts';
import type { Factors } from '../policies/assurance.ts';
import { authorizationOf } from './context.ts';
import { stateOf } from '../platform/http/state.ts';
import type { StoredLogin } from './context.ts';
import type { SessionRecord } from './records.ts';

const adopted = new WeakSet<object>();

/**
 * Puts a finished sign-in into the session, once a request. The library knows of an account and a time; which factors
 * were proven when, and under which epoch, is ours. A whole sign-in begins the session's ten hours anew, and what was proven in
 * those before counts no more; a step-up adds to it.
 */
export function adoptLogin(ctx: KoaContextWithOIDC): void {
  const { session, result } = authorizationOf(ctx);
  if (!result?.login || adopted.has(ctx.req)) return;
  adopted.add(ctx.req);
  const { login } = result;
  const same = session.epoch === login.epoch && session.factorsOf === login.accountId;
  // A consent's resume brings along the sign-in that was adopted before it: whatever was proven since then stays.
  if (same && login.signin !== undefined && session.signins?.includes(login.signin)) return;
  // Grants of an epoch that has ended are dead: the session must not go on naming them.
  if (!same && session.authorizations) session.authorizations = {};
  const whole = !same || (login.whole ?? assess(login.factors, 0).acr !== null);
  session.factors = whole ? login.factors : { ...session.factors, ...login.factors };
  session.factorsOf = login.accountId;
  session.epoch = login.epoch;
  session.signins = signinsOf(same ? session.signins : undefined, login.signin);
  session.shared = whole ? login.shared : login.shared || session.shared === true;
  if (!whole) return;
  session.startedAt = newest(login.factors) ?? login.ts;
  session.userAgent = ctx.get('user-agent').slice(0, 300);
  session.address = stateOf(ctx).address;
  // The library only ever sets it: a whole sign-in on one's own device must also take it back.
  session.transient = login.shared ? true : undefined;
}

/** Several where tabs of one browser signed in side by side, or one signed in again within the session. */
function signinsOf(before: string[] = [], signin: string | undefined): string[] {
  if (signin === undefined || before.includes(signin)) return before;
  return [...before, signin].slice(-policy.session.signinsKept);
}

/** The same however often the result is adopted: an interaction for consent carries it along. */
function newest(factors: Factors): number | null {
  const times = Object.values(factors).filter((time) => typeof time === 'number');
  return times.length > 0 ? Math.max(...times) : null;
}

/**
 * Takes a refused sign-in back: nothing of this request is saved, so the session stays as it lies in the store, under the
 * cookie that the browser has (half a sign-in grants nothing, design §2).
 */
export function dropLogin(ctx: KoaContextWithOIDC): void {
  authorizationOf(ctx).session.destroyed = true;
}

/** Factors that count as proven for this very request. */
export function provenHere(login: StoredLogin | undefined): Factors | undefined {
  return login?.factors;
}

/** The factors must be that very account's: the library changes the account by itself. */
export function isSignedIn(session: Pick<SessionRecord, 'accountId' | 'factors' | 'factorsOf'>): boolean {
  return (
    session.accountId !== undefined &&
    session.factors !== undefined &&
    session.factorsOf === session.accountId
  );
}
