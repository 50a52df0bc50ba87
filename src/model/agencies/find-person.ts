import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { AccountState, BlockKind, ContactKind, ContactSource, RoleName } from '../../platform/schema.ts';

/** What an agency's admin may see of a person: never the NIK, never a secret; contacts are masked by whoever shows them. */
export interface AgencyPerson {
  pnsId: string;
  nip: string;
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  jenisAsn: 'PNS' | 'PPPK';
  jabatan: string | null;
  unit: string | null;
  kedudukanHukum: string;
  /** Epoch milliseconds: when our copy of the record was fetched. */
  fetchedAt: number;
  /** Of the directory's record. */
  recordEmail: string | null;
  recordPhone: string | null;
  recordEmailSince: number | null;
  recordPhoneSince: number | null;
  account: AgencyAccount | null;
}

/** Times are epoch milliseconds. */
export interface AgencyAccount {
  id: string;
  state: AccountState;
  createdAt: number;
  lastSigninAt: number | null;
  blocks: { kind: BlockKind; at: number }[];
  contacts: {
    kind: ContactKind;
    value: string;
    source: ContactSource;
    recordedAt: number;
    verifiedAt: number | null;
    suspended: boolean;
    bouncedAt: number | null;
  }[];
  passwordSetAt: number | null;
  totp: { label: string; since: number }[];
  recoveryCodesLeft: number;
  smsFactorAt: number | null;
  roles: RoleName[];
  /** A reset of the authenticator that runs. */
  reset: { state: 'waiting' | 'open'; opensAt: number; closesAt: number } | null;
  /** Letter codes that still work. */
  letters: { issuedAt: number; expiresAt: number }[];
}

const ms = (column: string) => sql.raw(`floor(extract(epoch from ${column}) * 1000)::bigint`);

/** In one statement; null where there is no such person in this agency. */
export async function findAgencyPerson(
  db: Db,
  { agencyId, pnsId, now }: { agencyId: string; pnsId: string; now: number },
): Promise<AgencyPerson | null> {
  const { rows } = await sql<AgencyPerson>`
    select e.pns_id as "pnsId", e.nip, e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang",
      e.jenis_asn as "jenisAsn", e.jabatan, u.nama as unit, e.kedudukan_hukum_id as "kedudukanHukum",
      ${ms('e.fetched_at')} as "fetchedAt", e.email as "recordEmail", e.no_hp as "recordPhone",
      ${ms('e.email_since')} as "recordEmailSince", ${ms('e.no_hp_since')} as "recordPhoneSince",
      case when a.id is not null then ${accountJson(now)} end as account
    from employee e left join account a on a.pns_id = e.pns_id left join work_unit u on u.id = e.unor_id
    where e.pns_id = ${pnsId} and e.instansi_id = ${agencyId}`.execute(db);
  return rows[0] ?? null;
}

function accountJson(now: number) {
  const at = new Date(now);
  return sql`json_build_object('id', a.id, 'state', a.state, 'createdAt', ${ms('a.created_at')},
    'lastSigninAt', ${ms('a.last_signin_at')}, 'smsFactorAt', ${ms('a.sms_factor_at')},
    'blocks', coalesce((select json_agg(json_build_object('kind', b.kind, 'at', ${ms('b.placed_at')}) order by b.id)
      from account_block b where b.account_id = a.id and b.ended_at is null), '[]'),
    'contacts', coalesce((select json_agg(json_build_object('kind', c.kind, 'value', c.value, 'source', c.source,
        'recordedAt', ${ms('c.recorded_at')}, 'verifiedAt', ${ms('c.verified_at')},
        'suspended', c.suspended_at is not null, 'bouncedAt', ${ms('c.bounced_at')}) order by c.kind)
      from contact c where c.account_id = a.id and c.removed_at is null), '[]'),
    'passwordSetAt', (select ${ms('p.set_at')} from password p where p.account_id = a.id and not p.initial),
    'totp', coalesce((select json_agg(json_build_object('label', t.label, 'since', ${ms('t.confirmed_at')})
        order by t.confirmed_at)
      from totp t where t.account_id = a.id and t.confirmed_at is not null and t.replaced_at is null), '[]'),
    'recoveryCodesLeft', (select count(*)::int from recovery_code r where r.account_id = a.id and r.used_at is null),
    'roles', coalesce((select json_agg(distinct g.role) from role_grant g where g.account_id = a.id
      and g.revoked_at is null and (g.until is null or g.until > ${at})), '[]'),
    'reset', (select json_build_object('state', s.state, 'opensAt', ${ms('s.opens_at')}, 'closesAt', ${ms('s.closes_at')})
      from authenticator_reset s where s.account_id = a.id and s.state in ('waiting', 'open') and s.closes_at > ${at}
      limit 1),
    'letters', coalesce((select json_agg(json_build_object('issuedAt', ${ms('h.issued_at')},
        'expiresAt', ${ms('h.expires_at')}) order by h.issued_at)
      from handed_code h where h.account_id = a.id and h.kind = 'letter' and h.used_at is null
        and h.revoked_at is null and h.expires_at > ${at}), '[]'))`;
}
