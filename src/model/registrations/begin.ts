import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { maskNip } from '../../policies/nip.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { findRegistration, newStatusToken, registrationNikAad } from './registration.ts';
import type { Registration } from './registration.ts';

export interface TypedRegistration {
  nip: string;
  nik: string;
  /** In lower case. */
  email: string;
  /** E.164. */
  phone: string;
  locale: string;
}

/**
 * A row of its own for each attempt, whoever the NIP belongs to: nothing is looked up here, so that nothing can tell. What
 * was posted twice within a minute (a double tap) is one registration; what this browser began before and nobody proved
 * a contact for is gone.
 */
export async function beginRegistration(
  { db, ring, now }: { db: Db; ring: KeyRing; now: number },
  typed: TypedRegistration,
  { browserHash, context }: { browserHash: string; context: AuditContext },
): Promise<{ registration: Registration; begun: boolean }> {
  return db.transaction().execute(async (trx) => {
    // Two posts of one browser follow one another.
    await sql`select pg_advisory_xact_lock(hashtextextended(${browserHash}, 0))`.execute(trx);
    const same = await sameAsBefore(trx, { ring, now, browserHash }, typed);
    if (same) return { registration: same, begun: false };
    await trx
      .deleteFrom('registration')
      .where('browser_hash', '=', browserHash)
      .where('state', '=', 'verifying')
      .where('email_verified_at', 'is', null)
      .where('phone_verified_at', 'is', null)
      .execute();
    const id = randomUUID();
    await trx.insertInto('registration').values(rowOf({ id, ring, now, browserHash }, typed)).execute();
    const details = { registration: id, nip: maskNip(typed.nip) };
    await audit(trx, { type: 'registration.begun', accountId: null, details }, context);
    return { registration: (await findRegistration(trx, id)) as Registration, begun: true };
  });
}

async function sameAsBefore(
  trx: Db,
  { ring, now, browserHash }: { ring: KeyRing; now: number; browserHash: string },
  { nip, nik, email, phone }: TypedRegistration,
): Promise<Registration | null> {
  const since = now - policy.registration.sameWithinSeconds * 1000;
  const rows = await trx
    .selectFrom('registration')
    .selectAll()
    .where('browser_hash', '=', browserHash)
    .where('state', '=', 'verifying')
    .where('created_at', '>', new Date(since))
    .where('nip', '=', nip)
    .where('email', '=', email)
    .where('phone', '=', phone)
    .execute();
  return rows.find((row) => ring.sameMac('nik', nik, { mac: row.nik_hmac, key: row.nik_key })) ?? null;
}

function rowOf(
  { id, ring, now, browserHash }: { id: string; ring: KeyRing; now: number; browserHash: string },
  { nip, nik, email, phone, locale }: TypedRegistration,
) {
  const { mac, key } = ring.mac('nik', nik);
  return {
    id,
    nip,
    nik_enc: ring.encrypt(nik, registrationNikAad(id)),
    nik_hmac: mac,
    nik_key: key,
    email,
    phone,
    state: 'verifying' as const,
    status_hash: sha256(newStatusToken(ring, id)),
    browser_hash: browserHash,
    locale,
    created_at: new Date(now),
    updated_at: new Date(now),
    expires_at: new Date(now + policy.registration.unprovenSeconds * 1000),
  };
}
