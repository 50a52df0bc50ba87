import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import type { Telling } from '../notices.ts';
import { sameEmail, samePhone } from './judge.ts';
import { findRegistration } from './registration.ts';
import { tellPerson } from './settle.ts';

/** What the agency's admin sees of a registration that waits: evidence, never the NIK. */
export interface WaitingRegistration {
  id: string;
  nip: string;
  nama: string;
  unitId: string | null;
  unitNama: string | null;
  jabatan: string | null;
  /** Typed and proven by code. */
  email: string;
  phone: string;
  /** Whether they equal the ones on record. */
  emailOnRecord: boolean;
  phoneOnRecord: boolean;
  cause: 'population_mismatch' | 'contact_differs';
  /** Epoch milliseconds. */
  createdAt: number;
  waitingSince: number;
  expiresAt: number;
  /** Since when the contacts on record know and may object. */
  toldAt: number | null;
}

interface Row extends Omit<WaitingRegistration, 'emailOnRecord' | 'phoneOnRecord'> {
  recordedEmail: string | null;
  recordedPhone: string | null;
}

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::bigint`);

/** Those of people whom the directory has in this agency, the oldest first. */
export async function listWaitingRegistrations(
  db: Db,
  { agencyId, now, limit = 200 }: { agencyId: string; now: number; limit?: number },
): Promise<WaitingRegistration[]> {
  const { rows } = await sql<Row>`
    select r.id, r.nip, e.nama, e.unor_id as "unitId", u.nama as "unitNama", e.jabatan, r.email, r.phone, r.cause,
      e.email as "recordedEmail", e.no_hp as "recordedPhone", ${ms('r.created_at')} as "createdAt",
      ${ms('r.updated_at')} as "waitingSince", ${ms('r.expires_at')} as "expiresAt", ${ms('r.told_at')} as "toldAt"
    from registration r join employee e on e.pns_id = r.pns_id left join work_unit u on u.id = e.unor_id
    where r.state = 'waiting' and r.expires_at > ${new Date(now)} and e.instansi_id = ${agencyId}
    order by r.created_at limit ${limit}`.execute(db);
  return rows.map(({ recordedEmail, recordedPhone, ...row }) => ({
    ...row,
    emailOnRecord: sameEmail(row.email, recordedEmail),
    phoneOnRecord: samePhone(row.phone, recordedPhone),
  }));
}

export interface Decision {
  id: string;
  agencyId: string;
  decision: 'approve' | 'refuse';
  /** In the officer's words: for the audit, and for the person where it is refused. */
  reason: string;
  /** The officer's account id. */
  officer: string;
  now: number;
}

/**
 * The agency's admin decides; the person is told by mail, with the way to the page where the activation link is sent from, since
 * it lives for half an hour. `own`: the officer's own contacts were typed there, and nobody approves what he made. `gone`:
 * not waiting, or of another agency.
 */
export async function decideRegistration(
  trx: Db,
  { id, agencyId, decision, reason, officer, now }: Decision,
  { compose, context, ring, issuer }: Telling & { ring: KeyRing; issuer: string },
): Promise<'decided' | 'own' | 'gone'> {
  if (await isOwn(trx, id, officer)) return 'own';
  const state = decision === 'approve' ? ('approved' as const) : ('refused' as const);
  const seconds = state === 'approved' ? policy.registration.waitingSeconds : policy.registration.keptSeconds;
  const decided = await trx
    .updateTable('registration')
    .set({ state, decided_by: officer, decided_at: new Date(now), decision_reason: reason })
    .set({ updated_at: new Date(now), expires_at: new Date(now + seconds * 1000) })
    .set(state === 'refused' ? { cause: 'agency', password_hash: null } : {})
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .where('expires_at', '>', new Date(now))
    .where('pns_id', 'in', trx.selectFrom('employee').select('pns_id').where('instansi_id', '=', agencyId))
    .returningAll()
    .executeTakeFirst();
  if (!decided) return 'gone';
  const kind = state === 'approved' ? 'registration_approved' : 'registration_refused';
  await tellPerson({ ring, issuer, compose, now: () => now }, trx, decided, kind);
  const details = { registration: id, decision, agency: agencyId, reason: reason.slice(0, 500) };
  await audit(trx, { type: 'registration.decided', accountId: null, details }, context);
  return 'decided';
}

/** An officer who registers somebody with contacts of his own would approve himself an account. */
async function isOwn(trx: Db, id: string, officer: string): Promise<boolean> {
  const row = await findRegistration(trx, id);
  if (!row) return false;
  const { rows } = await sql<{ own: boolean }>`
    select exists (select from contact where account_id = ${officer}::uuid and value in (${row.email}, ${row.phone}))
      or exists (select from account where id = ${officer}::uuid and pns_id = ${row.pns_id}) as own`.execute(
    trx,
  );
  return rows[0]?.own ?? false;
}
