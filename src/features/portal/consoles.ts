import { policy } from '../../../config/policy.ts';
import { findOfficer } from '../../model/people/officer.ts';
import type { Person } from '../../model/people/person.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Db } from '../../platform/db.ts';
import type { ConsoleLink } from '../../platform/http/view-locals.ts';
import { consoleDoor } from '../../policies/console-door.ts';

const HREFS = { helpdesk: '/helpdesk', agency: '/agency', admin: '/admin' } as const;
const FIGURES = { ...policy.proof, ...policy.admin };

interface Deps {
  db: Db;
  production: boolean;
  now: () => number;
}

/**
 * The consoles of a holder of a role, and from when a factor that is young opens them: what the door will say (parts/guard.ts), said
 * before. Where it leads on to a passkey, the tile leads to the door.
 */
export async function consolesOf(
  { db, production, now }: Deps,
  person: Pick<Person, 'id' | 'roles'>,
  session: Pick<SsoSession, 'acr' | 'factors'>,
): Promise<ConsoleLink[]> {
  if (person.roles.length === 0) return [];
  const officer = await findOfficer(db, person.id, now());
  if (!officer) return [];
  return (['helpdesk', 'agency', 'admin'] as const).flatMap((role) => {
    const grants = officer.roles.filter((grant) => grant.role === role);
    if (grants.length === 0) return [];
    const grantedAt = Math.min(...grants.map((one) => one.grantedAt));
    const door = consoleDoor({ ...officer, role, session, grantedAt, production, now: now() }, FIGURES);
    if (door.kind === 'refused') return [];
    const { opensAt, older } = door.kind === 'young' ? door : { opensAt: null, older: false };
    return [{ role, href: HREFS[role], opensAt, older }];
  });
}
