import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { CaseTopic, ContactKind } from '../../platform/schema.ts';
import { newCaseToken } from './case.ts';

export interface NewCase {
  topic: CaseTopic;
  /** Eighteen digits, or null where the person does not know it. */
  nip: string | null;
  contact: { kind: ContactKind; value: string };
  text: string;
  locale: string | null;
  now: number;
}

export interface OpenedCase {
  id: string;
  number: string;
  /** Of its page; only the hash is stored. */
  token: string;
}

/**
 * A draft: it enters the queue once its contact is proven, and dies after an hour otherwise. Whose it is, is looked up and
 * written down for the officer, and told to nobody: the page is the same for a NIP that nobody has.
 */
export async function openCase(
  trx: Db,
  { topic, nip, contact, text, locale, now }: NewCase,
  { ring }: { ring: KeyRing },
): Promise<OpenedCase> {
  const id = randomUUID();
  const token = newCaseToken(ring, id);
  const number = await nextNumber(trx, now);
  const whose = nip === null ? null : await whoseNip(trx, nip);
  const at = new Date(now);
  const about = { id, number, topic, nip, text, locale, token_hash: sha256(token) };
  await trx
    .insertInto('help_case')
    .values({
      ...about,
      account_id: whose?.accountId ?? null,
      pns_id: whose?.pnsId ?? null,
      agency_id: whose?.agencyId ?? null,
      contact_kind: contact.kind,
      contact_value: contact.value,
      state: 'draft',
      evidence: JSON.stringify({}),
      created_at: at,
      updated_at: at,
    })
    .execute();
  return { id, number, token };
}

/** 'K-2611-00042': year, month and a count, as one reads it aloud. */
async function nextNumber(trx: Db, now: number): Promise<string> {
  const { rows } = await sql<{ count: string }>`select nextval('help_case_number')::text as count`.execute(
    trx,
  );
  const month = new Date(now + WIB_MS).toISOString().slice(2, 7).replace('-', '');
  return `K-${month}-${(rows[0]?.count ?? '').padStart(5, '0')}`;
}

const WIB_MS = 7 * 3600 * 1000;

interface Whose {
  accountId: string | null;
  pnsId: string | null;
  agencyId: string | null;
}

async function whoseNip(trx: Db, nip: string): Promise<Whose | null> {
  const { rows } = await sql<Whose>`
    select a.id as "accountId", e.pns_id as "pnsId", g.id as "agencyId"
    from (select ${nip}::text as nip) asked
    left join nip_alias n on n.nip = asked.nip
    left join account a on a.id = n.account_id
    left join employee e on e.pns_id = a.pns_id or (a.id is null and e.nip = asked.nip)
    left join agency g on g.id = e.instansi_id
    limit 1`.execute(trx);
  return rows[0] ?? null;
}
