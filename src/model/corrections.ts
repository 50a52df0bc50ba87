import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { sha256 } from '../platform/crypto.ts';
import type { KeyRing } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { ContactKind, CorrectionRequestTable } from '../platform/schema.ts';
import { maskNip } from '../policies/nip.ts';
import { audit } from './audit.ts';
import type { Telling } from './notices.ts';
import { sendNews } from './notices.ts';

export type Correction = Selectable<CorrectionRequestTable>;
/** Which part of the record is wrong. */
export type CorrectionField = 'name' | 'birth' | 'nik' | 'agency' | 'contact' | 'status' | 'other';

export interface NewCorrection {
  kind: Correction['kind'];
  nip: string;
  nama: string | null;
  /** As chosen; a record we have goes to the agency that stands in it. */
  agencyId: string;
  field: CorrectionField | null;
  text: string;
  contact: { kind: ContactKind; value: string };
  now: number;
}

const LINK = 'correction-link';

/** Asks the agency to mend the directory's record; who asked follows it by a secret link. */
export async function openCorrection(
  trx: Db,
  wanted: NewCorrection,
  { ring, context }: { ring: KeyRing } & Pick<Telling, 'context'>,
): Promise<{ token: string }> {
  const id = randomUUID();
  const token = ring.mac(LINK, id).mac;
  const { kind, nip, nama, field, text, contact, now } = wanted;
  const agencyId = (kind === 'record' ? await agencyOfRecord(trx, nip) : null) ?? wanted.agencyId;
  const row = { id, kind, nip, nama, agency_id: agencyId, field, text, contact: contact.value };
  await trx
    .insertInto('correction_request')
    .values({ ...row, token_hash: sha256(token), state: 'open', created_at: new Date(now) })
    .execute();
  const details = { kind, agency: agencyId, nip: maskNip(nip) };
  await audit(trx, { type: 'correction.opened', accountId: null, details }, context);
  return { token };
}

async function agencyOfRecord(trx: Db, nip: string): Promise<string | null> {
  const row = await trx
    .selectFrom('employee')
    .innerJoin('agency', 'agency.id', 'employee.instansi_id')
    .select('agency.id')
    .where('employee.nip', '=', nip)
    .executeTakeFirst();
  return row?.id ?? null;
}

export async function correctionByToken(db: Db, token: string): Promise<Correction | null> {
  const row = await db
    .selectFrom('correction_request')
    .selectAll()
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  return row ?? null;
}

/** What waits for an agency's admin, oldest first. */
export async function listCorrections(
  db: Db,
  agencyId: string,
  { limit = 100 }: { limit?: number } = {},
): Promise<Correction[]> {
  return db
    .selectFrom('correction_request')
    .selectAll()
    .where('agency_id', '=', agencyId)
    .where('state', '=', 'open')
    .orderBy('created_at')
    .limit(limit)
    .execute();
}

export interface CorrectionDecision {
  id: string;
  /** The agency whose admin decides: another agency's request is not found. */
  agencyId: string;
  decision: 'done' | 'refused';
  reason: string;
  /** The admin's account id. */
  officer: string;
  now: number;
}

/** Done means: mended in the directory itself. We only tell; our copy follows the directory. */
export async function decideCorrection(
  trx: Db,
  { id, agencyId, decision, reason, officer, now }: CorrectionDecision,
  telling: Telling & { ring: KeyRing; issuer: string },
): Promise<{ kind: 'decided' } | { kind: 'gone' }> {
  const row = await trx
    .updateTable('correction_request')
    .set({ state: decision, reason, decided_by: officer, decided_at: new Date(now) })
    .where('id', '=', id)
    .where('agency_id', '=', agencyId)
    .where('state', '=', 'open')
    .returningAll()
    .executeTakeFirst();
  if (!row) return { kind: 'gone' };
  const details = { correction: id, agency: agencyId, decision, nip: maskNip(row.nip) };
  await audit(trx, { type: 'correction.decided', accountId: null, details }, telling.context);
  await tell(trx, row, { ...telling, now });
  return { kind: 'decided' };
}

async function tell(
  trx: Db,
  { id, contact, token_hash }: Correction,
  { ring, issuer, compose, now }: Telling & { ring: KeyRing; issuer: string; now: number },
): Promise<void> {
  const made = ring.macs(LINK, id).find(({ mac }) => sha256(mac) === token_hash);
  if (!contact || !made) return;
  const kind = contact.includes('@') ? 'email' : 'phone';
  const values = { link: `${issuer}/help/correction/${made.mac}` };
  const to = { kind, value: contact } as const;
  const ref = `correction:${id}`;
  await sendNews(trx, { to, kind: 'correction_ended', values, locale: null, ref, now, compose });
}
