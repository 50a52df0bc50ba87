import type { Context } from 'koa';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import { findOfficer } from '../model/people/officer.ts';
import type { OfficerRecord, OfficerRole } from '../model/people/officer.ts';
import type { Sessions, SsoSession } from '../oidc/sessions.ts';
import type { Db } from '../platform/db.ts';
import { Elsewhere } from '../platform/http/errors.ts';
import { seeOther } from '../platform/http/see-other.ts';
import type { RoleName } from '../platform/schema.ts';
import { acrSatisfies } from '../policies/assurance.ts';
import { contextOf, notFound } from './page-context.ts';
import { isConfirmed, rememberConfirmed } from './shared-session.ts';

/** Somebody with a role, in a session that may use it. */
export interface Officer {
  session: SsoSession;
  accountId: string;
  nama: string;
  nip: string;
  /** The grants of the role asked for; an agency admin may hold several agencies. */
  roles: OfficerRole[];
}

export interface Guard {
  /**
   * Whose page this is; null where the answer was given already: a redirect to a sign-in that comes back to the portal, which
   * also asks "Lanjut sebagai …?" at a shared device.
   */
  person(ctx: Context): Promise<SsoSession | null>;
  /**
   * Whoever may use a console: the role, acr 2 by a factor older than 72 hours. Everybody else gets 404, and whoever is
   * signed in without the right leaves an audit row. A platform admin with a passkey is sent to use it.
   */
  officer(ctx: Context, role: RoleName): Promise<Officer>;
}

interface Deps {
  db: Db;
  sessions: Sessions;
  issuer: string;
  now: () => number;
  production: boolean;
}

const CONSOLE_ACR = 'urn:asn:acr:2';

export function createGuard({ db, sessions, issuer, now, production }: Deps): Guard {
  async function confirmed(ctx: Context): Promise<SsoSession | null> {
    const session = await sessions.current(ctx);
    if (!session || !isConfirmed(ctx, issuer, session)) return null;
    rememberConfirmed(ctx, issuer, session);
    return session;
  }
  /**
   * A platform admin who has a passkey that is old enough comes by it, whatever else the session has proven. Without one the console
   * opens by two factors: in production for the days in which one is to be made.
   */
  function demandPasskey(
    ctx: Context,
    session: SsoSession,
    { found, since }: { found: OfficerRecord; since: number },
  ): void {
    if (session.acr === 'phr') return;
    const { passkeySince } = found;
    if (isOldEnough(passkeySince))
      throw new Elsewhere(
        `/portal/step-up?to=${encodeURIComponent(ctx.method === 'GET' ? ctx.path : '/admin')}`,
      );
    const graceOver = now() - since > policy.admin.passkeyGraceSeconds * 1000;
    if (production && passkeySince === null && graceOver) throw new Elsewhere('/account/passkeys/add');
  }

  const isOldEnough = (since: number | null) =>
    since !== null && now() - since >= policy.proof.youngFactorSeconds * 1000;

  return {
    async person(ctx) {
      const session = await confirmed(ctx);
      if (!session) seeOther(ctx, '/portal');
      return session;
    },
    async officer(ctx, role) {
      const session = await confirmed(ctx);
      if (!session) return notFound(ctx);
      const { accountId } = session;
      const found = await findOfficer(db, accountId, now());
      const roles = found?.roles.filter((grant) => grant.role === role) ?? [];
      const old = isOldEnough(found?.factorSince ?? null) && isOldEnough(provenSince(session));
      if (!found || roles.length === 0 || !old || !acrSatisfies(session.acr, CONSOLE_ACR)) {
        const reason = roles.length === 0 ? 'no_role' : old ? 'acr' : 'young_factor';
        const details = { console: role, path: ctx.path.slice(0, 200), reason } as const;
        await audit(db, { type: 'console.refused', accountId, details }, contextOf(ctx, now(), accountId));
        return notFound(ctx);
      }
      if (role === 'admin')
        demandPasskey(ctx, session, { found, since: Math.min(...roles.map((one) => one.grantedAt)) });
      return { session, accountId, nama: found.nama, nip: found.nip, roles };
    },
  };
}

/** Of the very factor that was shown (epoch ms): whoever added one to another's account must wait, however old the owner's is. */
const provenSince = ({ factors }: SsoSession): number => (factors.since ?? 0) * 1000;
