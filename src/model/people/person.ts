import { CompiledQuery } from 'kysely';
import type { Db } from '../../platform/db.ts';
import type { RoleName } from '../../platform/schema.ts';

export interface NamedUnit {
  id: string;
  nama: string;
}

/** A grant that holds now; `agencyId` is null where the role is not tied to one agency. */
export interface PersonRole {
  role: RoleName;
  agencyId: string | null;
  /** Epoch milliseconds; null: without an end. */
  until: number | null;
}

/** What claims and the portal say of a person. Dates are yyyy-mm-dd, times epoch milliseconds. */
export interface Person {
  id: string;
  nip: string;
  nipSebelumnya: string[];
  nama: string;
  gelarDepan: string | null;
  gelarBelakang: string | null;
  jenisAsn: 'PNS' | 'PPPK';
  instansi: NamedUnit;
  unitKerja: NamedUnit | null;
  jabatan: string | null;
  tmtJabatan: string | null;
  pangkat: string | null;
  golongan: string | null;
  tmtGolongan: string | null;
  tmtCpns: string | null;
  tmtPensiun: string | null;
  masaKerja: { tahun: number; bulan: number } | null;
  kedudukanHukum: string;
  email: { value: string; verified: boolean } | null;
  phone: { value: string; verified: boolean } | null;
  roles: PersonRole[];
  locale: string | null;
  /** When our copy of the directory record was fetched. */
  fetchedAt: number;
  updatedAt: number;
  passwordSetAt: number | null;
}

const contact = (kind: 'email' | 'phone') => `
  (select json_build_object('value', c.value, 'verified', c.verified_at is not null) from contact c
    where c.account_id = a.id and c.kind = '${kind}' and c.removed_at is null)`;

/** The text is made once: it is asked at every userinfo. */
const PERSON = `
    select a.id, a.locale,
      (select n.nip from nip_alias n where n.account_id = a.id and n.current) as nip,
      coalesce((select json_agg(n.nip order by n.since desc) from nip_alias n
        where n.account_id = a.id and not n.current), '[]') as "nipSebelumnya",
      e.nama, e.gelar_depan as "gelarDepan", e.gelar_belakang as "gelarBelakang", e.jenis_asn as "jenisAsn",
      json_build_object('id', g.id, 'nama', g.nama) as instansi,
      case when u.id is not null then json_build_object('id', u.id, 'nama', u.nama) end as "unitKerja",
      e.jabatan, e.tmt_jabatan as "tmtJabatan", e.pangkat, e.golongan, e.tmt_golongan as "tmtGolongan",
      e.tmt_cpns as "tmtCpns", e.tmt_pensiun as "tmtPensiun",
      case when e.mk_tahun is not null then
        json_build_object('tahun', e.mk_tahun, 'bulan', coalesce(e.mk_bulan, 0)) end as "masaKerja",
      e.kedudukan_hukum_id as "kedudukanHukum",
      ${contact('email')} as email, ${contact('phone')} as phone,
      coalesce((select json_agg(json_build_object('role', r.role, 'agencyId', r.agency_id,
        'until', floor(extract(epoch from r.until) * 1000)::bigint) order by r.role) from role_grant r
        where r.account_id = a.id and r.revoked_at is null and (r.until is null or r.until > now())), '[]') as roles,
      floor(extract(epoch from e.fetched_at) * 1000)::bigint as "fetchedAt",
      floor(extract(epoch from greatest(a.updated_at, e.fetched_at)) * 1000)::bigint as "updatedAt",
      (select floor(extract(epoch from p.set_at) * 1000)::bigint from password p where p.account_id = a.id)
        as "passwordSetAt"
    from account a join employee e on e.pns_id = a.pns_id join agency g on g.id = e.instansi_id
      left join work_unit u on u.id = e.unor_id
    where a.id = $1`;

/** In one statement. */
export async function findPerson(db: Db, accountId: string): Promise<Person | null> {
  const { rows } = await db.executeQuery<Person>(CompiledQuery.raw(PERSON, [accountId]));
  return rows[0] ?? null;
}
