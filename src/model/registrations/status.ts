import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { contactCounts } from '../../policies/contacts.ts';

export interface Office {
  nama: string;
  kontak: { nama: string | null; jam: string | null; saluran: string | null };
}

/** The personnel office of somebody's agency: whom to ask. */
export async function personnelOffice(db: Db, pnsId: string | null): Promise<Office | null> {
  const { rows } = await sql<Office>`
    select g.nama, json_build_object('nama', g.kontak_nama, 'jam', g.kontak_jam, 'saluran', g.kontak_saluran) as kontak
    from employee e join agency g on g.id = e.instansi_id where e.pns_id = ${pnsId}`.execute(db);
  return rows[0] ?? null;
}

/**
 * From when the first sign-in can enrol an authenticator, which needs a contact that counts (epoch ms). Null: now, or nobody
 * can tell.
 */
export async function signinFrom(
  db: Db,
  { pnsId, now }: { pnsId: string | null; now: number },
): Promise<number | null> {
  const contacts = await db
    .selectFrom('contact')
    .innerJoin('account', 'account.id', 'contact.account_id')
    .select(['contact.kind', 'contact.source', 'contact.recorded_at', 'contact.verified_at'])
    .where('account.pns_id', '=', pnsId ?? '')
    .where('contact.removed_at', 'is', null)
    .execute();
  const times = contacts.map(({ kind, source, recorded_at, verified_at }) => ({
    kind,
    source,
    recordedAt: recorded_at.getTime(),
    verifiedAt: verified_at?.getTime() ?? null,
  }));
  if (times.length === 0 || times.some((contact) => contactCounts(contact, now, policy.contacts)))
    return null;
  const { countsAfterSeconds } = policy.contacts;
  return Math.min(...times.map(({ recordedAt }) => recordedAt)) + countsAfterSeconds * 1000;
}
