import type { Selectable } from 'kysely';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind, RegistrationState, RegistrationTable } from '../../platform/schema.ts';

export type Registration = Selectable<RegistrationTable>;

/** States in which something may still come of it. */
export const OPEN_STATES: readonly RegistrationState[] = [
  'verifying',
  'queued',
  'password',
  'waiting',
  'approved',
  'activating',
];

/** Where its parts are shown: links in messages lead there. */
export const STATUS_PATH = '/register/status';
export const OBJECT_PATH = '/register/object';
export const ACTIVATE_PATH = '/activate';

/** Ties a sealed NIK to its row: moved to another it cannot be opened. */
export const registrationNikAad = (id: string) => `registration:${id}:nik`;

export const nikOf = (ring: KeyRing, { id, nik_enc }: Pick<Registration, 'id' | 'nik_enc'>) =>
  ring.decrypt(nik_enc, registrationNikAad(id));

/** What a message belongs to, so that the status page may say how its delivery stands. Messages to others have none. */
export const refOf = ({ id }: Pick<Registration, 'id'>) => `registration:${id}`;

const STATUS = 'registration-status';

/**
 * The token of the status page. It is made out of the row, so that mails written days later can link to it though only its
 * hash is stored; `status_hash` says which key of the ring made it. Null: that key has left the ring.
 */
export function statusToken(
  ring: KeyRing,
  { id, status_hash }: Pick<Registration, 'id' | 'status_hash'>,
): string | null {
  return ring.macs(STATUS, id).find(({ mac }) => sha256(mac) === status_hash)?.mac ?? null;
}

export const newStatusToken = (ring: KeyRing, id: string): string => ring.mac(STATUS, id).mac;

export function statusLink(
  { ring, issuer }: { ring: KeyRing; issuer: string },
  row: Pick<Registration, 'id' | 'status_hash'>,
): string {
  const token = statusToken(ring, row);
  // Without its key the row's own browser still finds it there.
  return token === null ? `${issuer}${STATUS_PATH}` : `${issuer}${STATUS_PATH}/${token}`;
}

/** The newest one that this browser began and that still stands. */
export async function findByBrowser(
  db: Db,
  browserHash: string | null,
  now: number,
): Promise<Registration | null> {
  if (browserHash === null) return null;
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('browser_hash', '=', browserHash)
    .where('expires_at', '>', new Date(now))
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function findByStatusToken(db: Db, token: string, now: number): Promise<Registration | null> {
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('status_hash', '=', sha256(token))
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ?? null;
}

export async function findRegistration(db: Db, id: string): Promise<Registration | null> {
  const row = await db.selectFrom('registration').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}

export function contactOf(
  { email, phone }: Pick<Registration, 'email' | 'phone'>,
  kind: ContactKind,
): { kind: ContactKind; value: string } {
  return { kind, value: kind === 'email' ? email : phone };
}

export const isVerified = (row: Registration, kind: ContactKind): boolean =>
  (kind === 'email' ? row.email_verified_at : row.phone_verified_at) !== null;
