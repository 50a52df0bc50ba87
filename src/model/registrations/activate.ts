import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { isInOffice } from '../../policies/access.ts';
import { readPhone } from '../../policies/contacts.ts';
import { audit } from '../audit.ts';
import type { AuditContext } from '../audit.ts';
import { loadEmployee } from '../directory/employee.ts';
import type { Employee } from '../directory/employee.ts';
import { nikMatches } from '../directory/nik.ts';
import type { Compose } from '../notices.ts';
import { changeContact } from '../people/change-contact.ts';
import { accountState, sameEmail, samePhone, stillProves } from './judge.ts';
import { putBack } from './put-back.ts';
import { OPEN_STATES, contactOf, nikOf } from './registration.ts';
import type { Registration } from './registration.ts';

export interface ActivateDeps {
  ring: KeyRing;
  compose: Compose;
  issuer: string;
  now: () => number;
}

export type Activated =
  | { kind: 'activated'; accountId: string }
  /** Unknown, used or too old: said alike. */
  | { kind: 'gone' }
  /** It went on by a contact that is not on record any more, or does not count: the agency's admin decides. */
  | { kind: 'waits' }
  /** Somebody was first, or the directory's record has changed since. */
  | { kind: 'refused'; cause: 'registered' | 'not_active' | 'nik_mismatch' };

/** The registration behind a link, as long as its button may be pressed; changes nothing. */
export async function findActivation(db: Db, token: string, now: number): Promise<Registration | null> {
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('activation_hash', '=', sha256(token))
    .where('state', '=', 'activating')
    .where('activation_expires_at', '>', new Date(now))
    .executeTakeFirst();
  return row ?? null;
}

/** What came of a link a moment ago: the second tap of its button, not a replay. */
export async function findActivated(db: Db, token: string, now: number): Promise<Registration | null> {
  const since = now - policy.registration.sameWithinSeconds * 1000;
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('activation_hash', '=', sha256(token))
    .where('state', 'in', ['done', 'superseded', 'refused', 'waiting'])
    .where('updated_at', '>', new Date(since))
    .executeTakeFirst();
  return row ?? null;
}

/**
 * "Aktifkan akun": only here an account comes to be, with its number, contacts and password, in one transaction. Everything
 * is looked at once more; of two registrations of one person the first wins and the other is told.
 */
export async function activateRegistration(
  trx: Db,
  token: string,
  deps: ActivateDeps,
  context: AuditContext,
): Promise<Activated> {
  const now = deps.now();
  const row = await lockActivation(trx, token, now);
  if (!row) return { kind: 'gone' };
  const recorded = await loadEmployee(trx, row.nip);
  const cause = await obstacle(trx, { row, recorded, ring: deps.ring });
  if (cause !== null || recorded === null)
    return end(trx, { row, cause: cause ?? 'not_active', now }, context);
  if (row.matches && !(await stillProves({ db: trx, now: deps.now }, row, recorded))) {
    await putBack(trx, row, deps, context);
    return { kind: 'waits' };
  }
  const accountId = await insertAccount(trx, { row, recorded, now });
  if (accountId === null) return end(trx, { row, cause: 'registered', now }, context);
  await insertContacts(trx, { row, recorded, accountId, now });
  await insertPassword(trx, { accountId, hash: row.password_hash ?? '', now });
  await replaceContacts(trx, { row, accountId }, deps, context);
  await close(trx, { row, now });
  await audit(trx, { type: 'account.created', accountId, details: { source: 'registration' } }, context);
  const details = { registration: row.id };
  await audit(trx, { type: 'registration.activated', accountId, details }, context);
  return { kind: 'activated', accountId };
}

/** Registrations of one person follow one another from here on: each ends the others, and two must not wait in a circle. */
async function lockActivation(trx: Db, token: string, now: number): Promise<Registration | null> {
  const known = await findActivation(trx, token, now);
  if (!known) return null;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registration:${known.nip}`}, 0))`.execute(trx);
  const row = await trx
    .selectFrom('registration')
    .selectAll()
    .where('id', '=', known.id)
    .where('activation_hash', '=', sha256(token))
    .where('state', '=', 'activating')
    .where('password_hash', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

async function obstacle(
  trx: Db,
  { row, recorded, ring }: { row: Registration; recorded: Employee | null; ring: KeyRing },
): Promise<'registered' | 'not_active' | 'nik_mismatch' | null> {
  // Another person's by now, or nobody's: the number was given anew.
  if (recorded === null || recorded.pnsId !== row.pns_id) return 'not_active';
  if ((await accountState(trx, row.nip, recorded.pnsId)) !== 'none') return 'registered';
  if (!isInOffice(recorded.kedudukanHukumId)) return 'not_active';
  if (recorded.nik !== null && !nikMatches(ring, recorded, nikOf(ring, row))) return 'nik_mismatch';
  return null;
}

async function end(
  trx: Db,
  {
    row,
    cause,
    now,
  }: { row: Registration; cause: 'registered' | 'not_active' | 'nik_mismatch'; now: number },
  context: AuditContext,
): Promise<Activated> {
  await trx
    .updateTable('registration')
    .set({ state: cause === 'registered' ? 'superseded' : 'refused', cause, password_hash: null })
    .set({ updated_at: new Date(now) })
    .set({ expires_at: new Date(now + policy.registration.keptSeconds * 1000) })
    .where('id', '=', row.id)
    .execute();
  const details = { registration: row.id, cause };
  await audit(trx, { type: 'registration.not-activated', accountId: null, details }, context);
  return { kind: 'refused', cause };
}

interface NewAccount {
  row: Registration;
  recorded: Employee;
  now: number;
}

/** One account a person: of two at once the second waits for the first here, and then finds it made. */
async function insertAccount(trx: Db, { row, recorded, now }: NewAccount): Promise<string | null> {
  const at = new Date(now);
  const account = {
    id: randomUUID(),
    pns_id: recorded.pnsId,
    state: 'active' as const,
    locale: row.locale,
    created_at: at,
    updated_at: at,
  };
  const made = await trx
    .insertInto('account')
    .values(account)
    .onConflict((conflict) => conflict.column('pns_id').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return null;
  const alias = { nip: recorded.nip, account_id: made.id, current: true, since: at };
  await trx.insertInto('nip_alias').values(alias).execute();
  return made.id;
}

/** As the directory has them; those whose owner proved them here are verified. */
async function insertContacts(
  trx: Db,
  { row, recorded, accountId, now }: NewAccount & { accountId: string },
): Promise<void> {
  const phone = readPhone(recorded.noHp ?? '');
  const contact = (kind: ContactKind, value: string, since: number | null, proven: boolean) => ({
    id: randomUUID(),
    account_id: accountId,
    kind,
    value,
    source: 'directory' as const,
    recorded_at: new Date(since ?? now),
    verified_at: proven ? new Date(now) : null,
  });
  const email = recorded.email?.trim().toLowerCase();
  const contacts = [
    ...(email ? [contact('email', email, recorded.emailSince, sameEmail(row.email, email))] : []),
    ...(phone.kind === 'ok'
      ? [contact('phone', phone.e164, recorded.noHpSince, samePhone(row.phone, phone.e164))]
      : []),
  ];
  if (contacts.length > 0) await trx.insertInto('contact').values(contacts).execute();
}

async function insertPassword(
  trx: Db,
  { accountId, hash, now }: { accountId: string; hash: string; now: number },
): Promise<void> {
  const row = { account_id: accountId, hash, initial: false, must_change: false, set_at: new Date(now) };
  await trx.insertInto('password').values(row).execute();
}

/** What was typed and proven takes the place of another one on record, as a change: told there, and undone from there. */
async function replaceContacts(
  trx: Db,
  { row, accountId }: { row: Registration; accountId: string },
  { compose, issuer, now }: ActivateDeps,
  context: AuditContext,
): Promise<void> {
  const telling = { compose, context: { ...context, actor: accountId }, issuer };
  for (const kind of ['email', 'phone'] as const) {
    const { value } = contactOf(row, kind);
    const change = { accountId, kind, value, source: 'self' as const, verified: true, now: now() };
    await changeContact(trx, change, telling);
  }
}

/** This one is done; whatever else was begun with this NIP cannot come to anything any more. */
async function close(trx: Db, { row, now }: { row: Registration; now: number }): Promise<void> {
  const ended = {
    password_hash: null,
    next_attempt_at: null,
    updated_at: new Date(now),
    expires_at: new Date(now + policy.registration.keptSeconds * 1000),
  };
  await trx
    .updateTable('registration')
    .set({ ...ended, state: 'done' })
    .where('id', '=', row.id)
    .execute();
  // Those whose holder has not shown to hold the NIK stay as they are: what they are told must not tell of this one.
  await trx
    .updateTable('registration')
    .set({ ...ended, state: 'superseded', cause: 'registered' })
    .where('nip', '=', row.nip)
    .where('id', '<>', row.id)
    .where(
      'state',
      'in',
      OPEN_STATES.filter((state) => state !== 'verifying' && state !== 'queued'),
    )
    .execute();
}
