import { policy } from '../../../config/policy.ts';
import { findOfficer } from '../../model/people/officer.ts';
import type { Person } from '../../model/people/person.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Db } from '../../platform/db.ts';
import type { ConsoleLink } from '../../platform/http/view-locals.ts';
import type { RoleName } from '../../platform/schema.ts';
import { acrSatisfies, openerSince } from '../../policies/assurance.ts';

const HREFS = { helpdesk: '/helpdesk', agency: '/agency', admin: '/admin' } as const;
const CONSOLE_ACR = 'urn:asn:acr:2';

/** The consoles of a holder of a role, and from when a factor that is young opens them (parts/guard.ts decides at the door). */
export async function consolesOf(
  { db, now }: { db: Db; now: () => number },
  person: Pick<Person, 'id' | 'roles'>,
  session: Pick<SsoSession, 'acr' | 'factors'>,
): Promise<ConsoleLink[]> {
  if (person.roles.length === 0 || !acrSatisfies(session.acr, CONSOLE_ACR)) return [];
  const officer = await findOfficer(db, person.id, now());
  if (!officer || officer.factorSince === null) return [];
  const { factorSince } = officer;
  const opensAt = (since: number) => {
    const at = since + policy.proof.youngFactorSeconds * 1000;
    return at <= now() ? null : at;
  };
  // Whoever has an older factor than the one that was shown need not wait: they sign in again with that.
  const older = opensAt(factorSince) === null;
  const shownSince = (role: RoleName) =>
    openerSince(session.factors, { passkey: role === 'admin' && session.acr === 'phr' }) * 1000;
  const held = new Set(officer.roles.map(({ role }) => role));
  return (['helpdesk', 'agency', 'admin'] as const)
    .filter((role) => held.has(role))
    .map((role) => ({
      ...{ role, href: HREFS[role], older },
      opensAt: opensAt(Math.max(factorSince, shownSince(role))),
    }));
}
