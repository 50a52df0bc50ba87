import type { Context } from 'koa';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import { standsBy } from '../model/people/hold-session.ts';
import { findOfficer } from '../model/people/officer.ts';
import type { OfficerRole } from '../model/people/officer.ts';
import type { Sessions, SsoSession } from '../oidc/sessions.ts';
import type { Db } from '../platform/db.ts';
import { Elsewhere } from '../platform/http/errors.ts';
import { seeOther } from '../platform/http/see-other.ts';
import type { RoleName } from '../platform/schema.ts';
import { consoleDoor } from '../policies/console-door.ts';
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

const FIGURES = { ...policy.proof, ...policy.admin };

type Refusal = 'no_role' | 'acr' | 'young_factor';

export function createGuard({ db, sessions, issuer, now, production }: Deps): Guard {
  async function confirmed(ctx: Context): Promise<SsoSession | null> {
    const session = await sessions.current(ctx);
    if (!session || !isConfirmed(ctx, issuer, session)) return null;
    rememberConfirmed(ctx, issuer, session);
    return session;
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
      // Ended on another node a moment ago: this one hears of it up to 30 seconds late, and a console has no time for that.
      if (found && !standsBy(session, found)) return notFound(ctx);
      const roles = found?.roles.filter((grant) => grant.role === role) ?? [];
      if (!found || roles.length === 0) return refuse(ctx, { role, accountId, reason: 'no_role' });
      const grantedAt = Math.min(...roles.map((one) => one.grantedAt));
      const door = consoleDoor({ ...found, role, session, grantedAt, production, now: now() }, FIGURES);
      if (door.kind === 'add_passkey') throw new Elsewhere('/account/passkeys/add');
      if (door.kind === 'step_up')
        throw new Elsewhere(
          `/portal/step-up?to=${encodeURIComponent(ctx.method === 'GET' ? ctx.path : '/admin')}`,
        );
      if (door.kind === 'young') return refuse(ctx, { role, accountId, reason: 'young_factor' });
      if (door.kind === 'refused') return refuse(ctx, { role, accountId, reason: door.reason });
      return { session, accountId, nama: found.nama, nip: found.nip, roles };
    },
  };
}
