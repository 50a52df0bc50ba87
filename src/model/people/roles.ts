import type { Db } from '../../platform/db.ts';
import type { RoleName } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';

export interface RoleGrant {
  id: number;
  accountId: string;
  nip: string;
  nama: string;
  role: RoleName;
  agencyId: string | null;
  agencyName: string | null;
  until: Date | null;
  grantedBy: string;
  /** Null: the shell, the system, or whoever it was is gone: `grantedBy` says which. */
  grantedByName: string | null;
  grantedAt: Date;
}

export interface GrantArguments {
  accountId: string;
  role: RoleName;
  agencyId: string | null;
  until: number | null;
  now: number;
}

/** A role is a row with who, when and until when. An agency role is always tied to an agency. */
export async function grantRole(
  trx: Db,
  { accountId, role, agencyId, until, now }: GrantArguments,
  context: AuditContext,
): Promise<
  { kind: 'granted' } | { kind: 'agency_needed' } | { kind: 'unknown_agency' } | { kind: 'held_already' }
> {
  if (role === 'agency' && agencyId === null) return { kind: 'agency_needed' };
  if (agencyId !== null && !(await agencyExists(trx, agencyId))) return { kind: 'unknown_agency' };
  // The account's row is the lock: two grants of the same role at once become one.
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
  const held = await active(trx, now).where('role_grant.account_id', '=', accountId).execute();
  if (held.some((grant) => grant.role === role && grant.agencyId === agencyId))
    return { kind: 'held_already' };
  await trx
    .insertInto('role_grant')
    .values({
      account_id: accountId,
      role,
      agency_id: agencyId,
      until: until === null ? null : new Date(until),
      granted_by: context.actor,
      granted_at: new Date(now),
    })
    .execute();
  const details = { role, agency: agencyId, until: until === null ? null : new Date(until).toISOString() };
  await audit(trx, { type: 'role.granted', accountId, details }, context);
  return { kind: 'granted' };
}

/** Revokes every grant of this role (of this agency, or that one alone, where it is named); gives how many there were. */
export async function revokeRole(
  trx: Db,
  {
    accountId,
    role,
    agencyId,
    grant,
    now,
  }: { accountId: string; role: RoleName; agencyId: string | null; grant?: number; now: number },
  context: AuditContext,
): Promise<number> {
  const update = trx
    .updateTable('role_grant')
    .set({ revoked_at: new Date(now), revoked_by: context.actor })
    .where('account_id', '=', accountId)
    .where('role', '=', role)
    .where('revoked_at', 'is', null);
  const ofAgency = agencyId === null ? update : update.where('agency_id', '=', agencyId);
  const revoked = await (grant === undefined ? ofAgency : ofAgency.where('id', '=', grant))
    .returning('id')
    .execute();
  if (revoked.length === 0) return 0;
  await audit(trx, { type: 'role.revoked', accountId, details: { role, agency: agencyId } }, context);
  return revoked.length;
}

/** What holds now, of one account or of all. */
export async function listRoles(
  db: Db,
  { accountId, now }: { accountId?: string; now: number },
): Promise<RoleGrant[]> {
  const all = active(db, now);
  const rows = await (accountId === undefined ? all : all.where('role_grant.account_id', '=', accountId))
    .orderBy('nip_alias.nip')
    .orderBy('role_grant.id')
    .execute();
  return rows;
}

async function agencyExists(db: Db, agencyId: string): Promise<boolean> {
  return (
    (await db.selectFrom('agency').select('id').where('id', '=', agencyId).executeTakeFirst()) !== undefined
  );
}

function active(db: Db, now: number) {
  return db
    .selectFrom('role_grant')
    .innerJoin('account', 'account.id', 'role_grant.account_id')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .innerJoin('nip_alias', (join) =>
      join.onRef('nip_alias.account_id', '=', 'account.id').on('nip_alias.current', '=', true),
    )
    .leftJoin('agency', 'agency.id', 'role_grant.agency_id')
    .leftJoin('account as granter', (join) =>
      join.on((eb) => eb(eb.cast<string>('granter.id', 'text'), '=', eb.ref('role_grant.granted_by'))),
    )
    .leftJoin('employee as granting', 'granting.pns_id', 'granter.pns_id')
    .select(['role_grant.id', 'role_grant.account_id as accountId', 'agency.nama as agencyName'])
    .select(['granting.nama as grantedByName'])
    .select(['nip_alias.nip', 'employee.nama', 'role_grant.role', 'role_grant.agency_id as agencyId'])
    .select(['role_grant.until', 'role_grant.granted_by as grantedBy', 'role_grant.granted_at as grantedAt'])
    .where('role_grant.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('role_grant.until', 'is', null), eb('role_grant.until', '>', new Date(now))]));
}
