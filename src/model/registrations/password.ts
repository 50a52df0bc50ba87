import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { RegistrationState } from '../../platform/schema.ts';
import { audit } from '../audit.ts';
import type { PasswordOwner } from '../../policies/password.ts';
import type { Telling } from '../notices.ts';
import { sendActivation } from './activation-link.ts';
import { nikOf } from './registration.ts';
import type { Registration } from './registration.ts';
import { tellPerson } from './settle.ts';

export interface ChoosingDeps {
  ring: KeyRing;
  issuer: string;
  now: () => number;
}

/** Whose data must not be in the password. */
export async function ownerOf(db: Db, ring: KeyRing, row: Registration): Promise<PasswordOwner> {
  const person = await db
    .selectFrom('employee')
    .select(['nama', 'tgl_lahir'])
    .where('pns_id', '=', row.pns_id ?? '')
    .executeTakeFirst();
  return {
    nip: row.nip,
    nik: nikOf(ring, row),
    birthDate: person?.tgl_lahir ?? null,
    nameParts: person ? [person.nama] : [],
  };
}

/**
 * The chosen password's hash waits in the registration's row. Now the ways part: a link to the proven address where a contact
 * on record was proven, the agency's admin everywhere else. Null where another tab was first.
 */
export async function choosePassword(
  trx: Db,
  { row, hash, deps }: { row: Registration; hash: string; deps: ChoosingDeps },
  { compose, context }: Telling,
): Promise<RegistrationState | null> {
  const now = deps.now();
  const state: RegistrationState = row.matches ? 'activating' : 'waiting';
  const until = now + policy.registration.waitingSeconds * 1000;
  const chosen = await trx
    .updateTable('registration')
    .set({ state, password_hash: hash, updated_at: new Date(now), expires_at: new Date(until) })
    .where('id', '=', row.id)
    .where('state', '=', 'password')
    .where('matches', '=', row.matches)
    .returningAll()
    .executeTakeFirst();
  if (!chosen) return null;
  const details = { registration: row.id, state };
  await audit(trx, { type: 'registration.password-chosen', accountId: null, details }, context);
  if (state === 'activating') await sendActivation(trx, { row: chosen, ...deps }, { compose, context });
  else await tellPerson({ ...deps, compose }, trx, chosen, 'registration_waiting');
  return state;
}
