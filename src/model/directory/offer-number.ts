import { sql } from 'kysely';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { isInOffice } from '../../policies/access.ts';
import { maskNip } from '../../policies/nip.ts';
import { audit } from '../audit.ts';
import type { AuditContext, AuditDetails } from '../audit.ts';
import { sameNik } from './employee-columns.ts';
import type { EmployeeRow } from './employee-columns.ts';
import type { DirectoryRecord } from './outside.ts';

/** A new number is a person's only if NIK, birth date and sex agree (design §3). */
export function samePerson(ring: KeyRing, before: EmployeeRow, record: DirectoryRecord): boolean {
  if (record.nik === null || !sameNik(ring, before, record.nik)) return false;
  return before.tgl_lahir === record.tglLahir && before.jenis_kelamin === record.jenisKelamin;
}

interface Offer {
  accountId: string;
  record: DirectoryRecord;
  now: number;
}

/**
 * Puts a new number before the owner of an account, who says at the next sign-in whether it is theirs; a silent alias it never
 * becomes. True where it is news. An older offer without an answer is withdrawn: one number is today's.
 */
export async function offerNumber(
  trx: Db,
  { accountId, record, now }: Offer,
  context: AuditContext,
): Promise<boolean> {
  const { nip, pnsId } = record;
  if (!isInOffice(record.kedudukanHukumId)) return false;
  const { rows } = await sql`
    insert into nip_offer (nip, account_id, offered_at)
    select ${nip}::text, ${accountId}::uuid, ${new Date(now)}::timestamptz
    where not exists (select from nip_alias where nip = ${nip})
    on conflict (nip) do nothing returning nip`.execute(trx);
  if (rows.length === 0) return false;
  await trx
    .updateTable('nip_offer')
    .set({ answered_at: new Date(now), accepted: false })
    .where('account_id', '=', accountId)
    .where('nip', '<>', nip)
    .where('answered_at', 'is', null)
    .execute();
  const details = { person: pnsId, nip: maskNip(nip) };
  await audit(trx, { type: 'directory.number-offered', accountId, details }, context);
  return true;
}

/** A case for the helpdesk: remembered once for each number, however often the directory repeats it. */
export async function recordConflict(
  trx: Db,
  { accountId, record }: Omit<Offer, 'now'>,
  reason: AuditDetails['directory.number-conflict']['reason'],
  context: AuditContext,
): Promise<void> {
  const details = { person: record.pnsId, nip: maskNip(record.nip), reason };
  const told = await trx
    .selectFrom('audit')
    .select('id')
    .where('account_id', '=', accountId)
    .where('type', '=', 'directory.number-conflict')
    .where(sql<boolean>`details = ${JSON.stringify(details)}::jsonb`)
    .executeTakeFirst();
  if (told) return;
  await audit(trx, { type: 'directory.number-conflict', accountId, details }, context);
}
