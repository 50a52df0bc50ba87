import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { issueHandedCode } from '../credentials/handed-codes.ts';
import type { Telling } from '../notices.ts';
import { openAccount } from './open-account.ts';
import { inOffice } from './person-sql.ts';

/**
 * Whoever never activated, may sign in, and holds no block. Not from the hand that lately put a contact of theirs on record:
 * letter and contact together are the whole way into an account, and nobody opens that alone (design §6).
 */
function mayHaveLetter(officer: string, now: number) {
  const since = new Date(now - policy.letters.apartSeconds * 1000);
  return sql`(a.id is null or a.state = 'unverified') and ${inOffice}
    and not exists (select from account_block b where b.account_id = a.id and b.ended_at is null)
    and not exists (select from contact_change x where x.account_id = a.id and x.actor = ${officer}
      and x.undone_at is null and x.at > ${since})`;
}

/** The other way round: a letter of this officer's that still works. */
export async function hasLetterOf(
  db: Db,
  { accountId, officer, now }: { accountId: string; officer: string; now: number },
): Promise<boolean> {
  const letter = await db
    .selectFrom('handed_code')
    .select('id')
    .where('account_id', '=', accountId)
    .where('kind', '=', 'letter')
    .where('issued_by', '=', officer)
    .where('used_at', 'is', null)
    .where('revoked_at', 'is', null)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirst();
  return letter !== undefined;
}

export interface LetterCandidate {
  pnsId: string;
  nip: string;
  nama: string;
  unit: string | null;
  /** Epoch milliseconds: a letter of theirs still works, made then; null: none does. */
  letterAt: number | null;
}

export interface WhoseLetters {
  agencyId: string;
  /** A unit and everything under it; null: the whole agency. */
  unitIds: readonly string[] | null;
  /** This one person alone. */
  pnsId?: string | null;
  /** Account id of the admin. */
  officer: string;
  now: number;
}

/** Who could get a letter, in the order of names: those without one that still works come first. */
export async function letterCandidates(
  db: Db,
  { agencyId, unitIds, pnsId = null, officer, now }: WhoseLetters,
): Promise<LetterCandidate[]> {
  const { rows } = await sql<LetterCandidate>`
    select e.pns_id as "pnsId", e.nip, e.nama, u.nama as unit,
      floor(extract(epoch from h.issued_at) * 1000)::bigint as "letterAt"
    from employee e left join account a on a.pns_id = e.pns_id left join work_unit u on u.id = e.unor_id
      left join lateral (select h.issued_at from handed_code h where h.account_id = a.id and h.kind = 'letter'
        and h.used_at is null and h.revoked_at is null and h.expires_at > ${new Date(now)} limit 1) h on true
    where e.instansi_id = ${agencyId} and ${mayHaveLetter(officer, now)}
      ${unitIds === null ? sql`` : sql`and e.unor_id = any(${[...unitIds]}::text[])`}
      ${pnsId === null ? sql`` : sql`and e.pns_id = ${pnsId}`}
    order by h.issued_at is not null, e.nama, e.pns_id limit ${policy.letters.most}`.execute(db);
  return rows;
}

export interface LettersToMake {
  agencyId: string;
  unitId: string | null;
  pnsIds: readonly string[];
  /** Account id and SSO session of the admin: no code of theirs works there. */
  officer: string;
  session: string;
  now: number;
}

export interface Letter {
  nama: string;
  nip: string;
  unit: string | null;
  /** Printed once and stored nowhere in the clear. */
  code: string;
  /** Epoch milliseconds. */
  until: number;
}

/**
 * A one-time code each for people who never activated; one that is older stops working. Whoever is not of this agency, or
 * activated meanwhile, is left out. `none`: nobody was left.
 */
export async function makeLetters(
  trx: Db,
  { agencyId, unitId, pnsIds, officer, session, now }: LettersToMake,
  telling: Telling & { ring: KeyRing },
): Promise<{ kind: 'made'; batch: string; letters: Letter[] } | { kind: 'none' }> {
  const people = await lockCandidates(trx, {
    agencyId,
    pnsIds: pnsIds.slice(0, policy.letters.most),
    officer,
    now,
  });
  const batch = randomUUID();
  const row = { id: batch, agency_id: agencyId, unit_id: unitId, made_by: officer, made_at: new Date(now) };
  if (people.length === 0) return { kind: 'none' };
  await trx
    .insertInto('letter_batch')
    .values({ ...row, count: 0 })
    .execute();
  const letters: Letter[] = [];
  // One after the other: each is a few rows of its own in this transaction, and a batch has 500 at most.
  for (const { pnsId, nama, nip, unit } of people) {
    const accountId = await openAccount(trx, { pnsId, agencyId, now }, telling.context);
    if (accountId === null) continue;
    const issue = { accountId, kind: 'letter' as const, issuedBy: officer, issuerSession: session };
    const { code, until } = await issueHandedCode(trx, { ...issue, batchId: batch, now }, telling);
    letters.push({ nama, nip, unit, code, until });
  }
  const count = letters.length;
  await trx.updateTable('letter_batch').set({ count }).where('id', '=', batch).execute();
  const details = { agency: agencyId, batch, unit: unitId, count };
  await audit(trx, { type: 'letters.made', accountId: null, details }, telling.context);
  return { kind: 'made', batch, letters };
}

async function lockCandidates(
  trx: Db,
  { agencyId, pnsIds, officer, now }: Pick<LettersToMake, 'agencyId' | 'pnsIds' | 'officer' | 'now'>,
) {
  const { rows } = await sql<{ pnsId: string; nama: string; nip: string; unit: string | null }>`
    select e.pns_id as "pnsId", e.nama, e.nip, u.nama as unit
    from employee e left join account a on a.pns_id = e.pns_id left join work_unit u on u.id = e.unor_id
    where e.pns_id = any(${[...pnsIds]}::text[]) and e.instansi_id = ${agencyId} and ${mayHaveLetter(officer, now)}
    order by u.nama nulls last, e.nama, e.pns_id for update of e`.execute(trx);
  return rows;
}
