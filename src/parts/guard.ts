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
import { acrSatisfies, openerSince } from '../policies/assurance.ts';
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

/** On another node a moment ago: this one hears of it up to 30 seconds late, and a console has no time for that. */
function hasEnded(
  { epoch, startedAt }: SsoSession,
  now: Pick<OfficerRecord, 'epoch' | 'sessionsFrom'>,
): boolean {
  return epoch !== now.epoch || (now.sessionsFrom !== null && startedAt * 1000 < now.sessionsFrom);
}

type Refusal = 'no_role' | 'acr' | 'young_factor';
type Door = Exclude<Refusal, 'no_role'> | 'open' | 'step_up' | 'add_passkey';

export function createGuard({ db, sessions, issuer, now, production }: Deps): Guard {
  async function confirmed(ctx: Context): Promise<SsoSession | null> {
    const session = await sessions.current(ctx);
    if (!session || !isConfirmed(ctx, issuer, session)) return null;
    rememberConfirmed(ctx, issuer, session);
    return session;
  }
  const isOldEnough = (since: number | null) =>
    since !== null && now() - since >= policy.proof.youngFactorSeconds * 1000;

  function doorOf(
    session: SsoSession,
    { found, role, grantedAt }: { found: OfficerRecord; role: RoleName; grantedAt: number },
  ): Door {
    const passkey = role === 'admin' && session.acr === 'phr';
    // Of the very factor that was shown: whoever added one to another's account must wait, however old the owner's is.
    const shownSince = openerSince(session.factors, { passkey }) * 1000;
    if (!isOldEnough(found.factorSince) || !isOldEnough(shownSince)) return 'young_factor';
    if (!acrSatisfies(session.acr, CONSOLE_ACR)) return 'acr';
    return role === 'admin' && !passkey ? adminsDoor(found, grantedAt) : 'open';
  }

  /**
   * A platform admin who has a passkey that is old enough comes by it, whatever else the session has proven. Without one the console
   * opens by two factors: in production for the days in which one is to be made, and nowhere after an old one was taken
   * away, since a code does that.
   */
  function adminsDoor({ passkeySince, hadPasskey }: OfficerRecord, grantedAt: number): Door {
    if (isOldEnough(passkeySince)) return 'step_up';
    const graceEnds = production ? grantedAt + policy.admin.passkeyGraceSeconds * 1000 : Infinity;
    if (!hadPasskey && (passkeySince ?? now()) <= graceEnds) return 'open';
    return passkeySince === null ? 'add_passkey' : 'young_factor';
  }

  async function refuse(
    ctx: Context,
    { role, accountId, reason }: { role: RoleName; accountId: string; reason: Refusal },
  ): Promise<never> {
    const details = { console: role, path: ctx.path.slice(0, 200), reason };
    await audit(db, { type: 'console.refused', accountId, details }, contextOf(ctx, now(), accountId));
    return notFound(ctx);
  }

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
      if (found && hasEnded(session, found)) return notFound(ctx);
      const roles = found?.roles.filter((grant) => grant.role === role) ?? [];
      if (!found || roles.length === 0) return refuse(ctx, { role, accountId, reason: 'no_role' });
      const grantedAt = Math.min(...roles.map((one) => one.grantedAt));
      const door = doorOf(session, { found, role, grantedAt });
      if (door === 'add_passkey') throw new Elsewhere('/account/passkeys/add');
      if (door === 'step_up')
        throw new Elsewhere(
          `/portal/step-up?to=${encodeURIComponent(ctx.method === 'GET' ? ctx.path : '/admin')}`,
        );
      if (door !== 'open') return refuse(ctx, { role, accountId, reason: door });
      return { session, accountId, nama: found.nama, nip: found.nip, roles };
    },
  };
}
