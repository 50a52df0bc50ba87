import type { Context } from 'koa';
import type Provider from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import type { AuditContext } from '../model/audit.ts';
import type { OthersEnd, SessionEnd } from '../model/people/ended-by-somebody.ts';
import { stateOf } from '../platform/http/state.ts';
import { acrSatisfies, assess } from '../policies/assurance.ts';
import type { Acr, Factors } from '../policies/assurance.ts';
import { isCurrent } from './account.ts';
import { isSignedIn } from './adopt-login.ts';
import { sessionLifetime } from './configuration.ts';
import { auditContextOf, seconds } from './context.ts';
import type { FederationDeps } from './context.ts';
import { endAllOf, endOneOf, endSession } from './end-session.ts';
import { sessionEnd } from './grants.ts';
import { endBeforeOf, endClientOf, endOthersOf, isAlive, listSessions } from './own-sessions.ts';
import type { ListedSessions } from './own-sessions.ts';
import { endParked } from './parked-signins.ts';
import { keyNames, sessionRecord } from './records.ts';
import type { SessionRecord, StoredSession } from './records.ts';
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts';

const { activityEverySeconds } = policy.session;

/** The provider's session of this browser: the only one we have (design §4). */
export interface SsoSession {
  uid: string;
  accountId: string;
  epoch: number;
  acr: Acr | null;
  amr: string[];
  factors: Factors;
  /** It began on a shared device. */
  shared: boolean;
  /** Epoch seconds. */
  startedAt: number;
  /** When it must end, whatever its owner does; epoch seconds. */
  expiresAt: number;
  /** When it ends unless something happens in it; epoch seconds, never later than `expiresAt`. */
  idleEndsAt: number;
  /** Client ids with a grant in it. */
  clients: string[];
  /** Ids of the sign-ins in it, as the audit log names them. */
  signins: string[];
}

/** What became of a client's part in a session that ended. */
export interface EndedClient {
  clientId: string;
  name: string;
  /** Its address as people see it, where it has one. */
  href: string | null;
  /** It was told, or holds nothing that outlives the session. */
  done: boolean;
}

export interface Sessions {
  /** Null where nobody is signed in here, or the session has been ended. Counts as activity. */
  current(ctx: Context): Promise<SsoSession | null>;
  /** The same, and counts as nothing: a page asks by itself how long the session still lasts. */
  look(ctx: Context): Promise<SsoSession | null>;
  /** "Tetap masuk": activity from this second on, and never beyond the absolute end. */
  stay(ctx: Context): Promise<SsoSession | null>;
  /** Logout everywhere, from a page of our own. */
  end(ctx: Context, session: SsoSession, reason: string): Promise<EndedClient[]>;
  /** Ends one session of an account, in whichever browser it is; its clients are told. */
  endOne(accountId: string, uid: string, reason: SessionEnd, context?: AuditContext): Promise<EndedClient[]>;
  /** Every session of an account that is alive, the newest first, and the native apps that may refresh. */
  list(accountId: string): Promise<ListedSessions>;
  /** Ends every session and refresh family of an account but this one. */
  endOthers(
    session: Pick<SsoSession, 'accountId' | 'uid'>,
    reason: OthersEnd,
    context?: AuditContext,
  ): Promise<EndedClient[]>;
  /** Whether it is a session of that account, and has not ended. */
  isAlive(accountId: string, uid: string): Promise<boolean>;
  /**
   * Sign-ins of the account that are not a session yet never become one: a password was set, a factor taken away. `kept`: the
   * interaction in which that was done.
   */
  endParked(accountId: string, kept?: string): Promise<void>;
  /** Ends every session of an account that began before then (epoch ms): an emergency. How many that were. */
  endBefore(accountId: string, before: number): Promise<number>;
  /** Takes back what an account gave a client: consent, part in every session, refresh families; it is told. */
  endClient(accountId: string, clientId: string, context?: AuditContext): Promise<void>;
  /** Ends every session and refresh family of an account; clients are told by `sub`. */
  endAll(accountId: string, reason: string): Promise<EndedClient[]>;
}

export interface SessionsDeps extends FederationDeps {
  provider: () => Provider;
}

/** The SSO session for pages of ours that are no part of the protocol. */
export function createSessions(deps: SessionsDeps): Sessions {
  return {
    async current(ctx) {
      const session = await aliveSession(deps, ctx);
      if (!session) return null;
      const exp = await countActivity(deps, ctx, { session, everySeconds: activityEverySeconds });
      const shown = described(session, exp, deps.now());
      const { shared, idleEndsAt, expiresAt } = shown;
      stateOf(ctx).sso = { shared, idleEndsAt: idleEndsAt * 1000, endsAt: expiresAt * 1000 };
      return shown;
    },
    async look(ctx) {
      const session = await aliveSession(deps, ctx);
      return session ? described(session, session.exp, deps.now()) : null;
    },
    async stay(ctx) {
      const session = await aliveSession(deps, ctx);
      if (!session) return null;
      const exp = await countActivity(deps, ctx, { session, everySeconds: 1 });
      return described(session, exp, deps.now());
    },
    async end(ctx, { uid, accountId }) {
      const session = sessionRecord(await deps.provider().Session.get(ctx));
      clearSessionCookie(deps, ctx);
      if (session.uid !== uid || session.accountId !== accountId) return [];
      return endSession(deps, session, auditContextOf(ctx, accountId, 'portal'));
    },
    endOne: (accountId, uid, reason, context = { actor: 'system' }) =>
      endOneOf(deps, { accountId, uid }, { reason, context }),
    list: (accountId) => listSessions(deps, accountId),
    endOthers: (session, reason, context) => endOthersOf(deps, session, { reason, context }),
    isAlive: (accountId, uid) => isAlive(deps, { accountId, uid }),
    endParked: (accountId, kept) => endParked(deps, accountId, { kept }),
    endBefore: (accountId, before) => endBeforeOf(deps, { accountId, before }),
    endClient: (accountId, clientId, context) => endClientOf(deps, { accountId, clientId }, context),
    endAll: (accountId, reason) => endAllOf(deps, accountId, { reason, context: { actor: 'system' } }),
  };
}

/** The session of this browser, where it reaches what the portal asks for, and nothing has ended it. */
async function aliveSession(
  { provider, watch, clients, now }: SessionsDeps,
  ctx: Context,
): Promise<SessionRecord | null> {
  const session = sessionRecord(await provider().Session.get(ctx));
  if (!isSignedIn(session) || sessionEnd(session) <= seconds(now())) return null;
  const minimum = (await clients.find('portal'))?.minAcr ?? 'urn:asn:acr:2';
  if (!acrSatisfies(assess(session.factors ?? {}, now()).acr, minimum)) return null;
  return (await isCurrent({ watch }, session.accountId ?? '', session.epoch, session.startedAt))
    ? session
    : null;
}

function described(session: SessionRecord, exp: number, nowMs: number): SsoSession {
  const factors = session.factors ?? {};
  const { acr, amr } = assess(factors, nowMs);
  return {
    uid: session.uid,
    accountId: session.accountId ?? '',
    epoch: session.epoch ?? 0,
    acr,
    amr,
    factors,
    shared: session.shared ?? false,
    startedAt: session.startedAt ?? 0,
    expiresAt: sessionEnd(session),
    idleEndsAt: Math.min(exp, sessionEnd(session)),
    clients: Object.keys(session.authorizations ?? {}),
    signins: session.signins ?? [],
  };
}

/** Written back once in a while, and only where the session has not been ended meanwhile; gives its idle end. */
async function countActivity(
  { kv, issuer, provider, cookieKeys, now }: SessionsDeps,
  ctx: Context,
  { session, everySeconds }: { session: SessionRecord; everySeconds: number },
): Promise<number> {
  const lifetime = sessionLifetime(session, now());
  const exp = seconds(now()) + lifetime;
  if (exp - session.exp < everySeconds) return session.exp;
  const { jti } = session as unknown as { jti: string };
  const ours = await kv.update(keyNames.session(session.uid), (current) => {
    const stored = current === null ? null : (JSON.parse(current) as StoredSession);
    // A resume in another tab has just replaced the identifier, and set its cookie: not to be written over.
    if (stored?.jti !== jti) return { write: 'keep', result: false };
    return { write: { value: JSON.stringify({ ...stored, exp }), ttlSeconds: lifetime }, result: true };
  });
  if (!ours) return session.exp;
  setSessionCookie({ issuer, cookieKeys, provider }, ctx, { session, exp });
  return exp;
}
