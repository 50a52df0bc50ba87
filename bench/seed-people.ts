import { sql } from 'kysely';
import type { Db } from '../src/platform/db.ts';

export function agencyId(index: number): string {
  return `b8${String(index).padStart(30, '0')}`;
}

/** 640 agencies: a fifth of all people in the largest, the rest evenly; 40 units each; two thirds activated. */
export async function seedPeople(db: Db, people: number): Promise<void> {
  const agency = `'b8' || lpad((case when i % 5 = 0 then 0 else 1 + i % 639 end)::text, 30, '0')`;
  const words = `(array['Siti','Budi','Agus','Dewi','Rina','Ahmad','Muhammad','Sri','Nur','Wayan','Made','I','Andi','Eko','Dian',
    'Rudi','Putri','Hadi','Yohanes','Maria','Abdul','Ni','Luh','Indah','Tri','Joko','Bambang','Endang','Fitri','Rahma'])`;
  const rest = `(array['Santoso','Rahmawati','Lestari','Wijaya','Hartati','Pratama','Susanto','Aminah','Hidayat','Kusuma','Putra',
    'Wulandari','Setiawan','Nugroho','Saputra','Siregar','Simanjuntak','Nasution','Sudira','Fauzi'])`;
  const nip = `to_char(date '1965-01-01' + (i / 1000), 'YYYYMMDD') || '2000' || lpad((1 + (i / 400) % 12)::text, 2, '0')
    || (1 + i % 2)::text || lpad((i % 1000)::text, 3, '0')`;
  const nama = `${words}[1 + abs(hashtext('a' || i)) % 30] || ' ' || ${words}[1 + abs(hashtext('b' || i)) % 30] || ' '
    || ${rest}[1 + abs(hashtext('c' || i)) % 20] || case when i % 50000 = 0 then ' Zulkarnain' else '' end`;
  await tell(
    db,
    `insert into agency (id, nama, jenis) select 'b8' || lpad(i::text, 30, '0'), 'Instansi ' || i, 'D'
      from generate_series(0, 639) i`,
  );
  await tell(
    db,
    `insert into work_unit (id, instansi_id, induk_id, nama)
      select 'u' || a || '-' || u, 'b8' || lpad(a::text, 30, '0'), case when u >= 8 then 'u' || a || '-' || (u % 8) end,
        'Unit ' || u from generate_series(0, 639) a, generate_series(0, 39) u`,
  );
  // In slices: a statement of ours has twelve seconds.
  for (let from = 1; from <= people; from += SLICE) {
    const slice = `generate_series(${from}, ${Math.min(people, from + SLICE - 1)}) i`;
    await tell(
      db,
      `insert into employee (pns_id, nip, nama, tgl_lahir, jenis_kelamin, jenis_asn, status_pegawai,
          kedudukan_hukum_id, instansi_id, unor_id, email, email_since, fetched_at)
        select md5(i::text), ${nip}, ${nama}, '1980-01-01', case i % 2 when 0 then 'M' else 'F' end, 'PNS', 'PNS',
          case when i % 97 = 0 then '99' else '01' end, ${agency},
          'u' || (case when i % 5 = 0 then 0 else 1 + i % 639 end) || '-' || (i / 7) % 40,
          case when i % 3 > 0 then 'p' || i || '@asn.example' end, now() - interval '1 year', now()
        from ${slice}`,
    );
    await tell(
      db,
      `with made as (insert into account (id, pns_id, state, created_at, updated_at)
          select gen_random_uuid(), md5(i::text), case when i % 5003 = 0 then 'suspended'
            when i % 11 = 0 then 'unverified' else 'active' end, now(), now() from ${slice} where i % 3 > 0
          returning id, pns_id, state),
        aliases as (insert into nip_alias (nip, account_id, current, since)
          select e.nip, m.id, true, now() from made m join employee e using (pns_id)),
        contacts as (insert into contact (id, account_id, kind, value, source, recorded_at, verified_at, bounced_at)
          select gen_random_uuid(), m.id, 'email', e.email, 'directory', now() - interval '1 year', now(),
            case when abs(hashtext(e.nip)) % 1000 = 0 then now() end from made m join employee e using (pns_id))
        insert into totp (id, account_id, secret_enc, label, created_at, confirmed_at, burnt_steps)
          select gen_random_uuid(), m.id, 'x', 'x', now(), now(), '[]' from made m where m.state = 'active'
            and abs(hashtext(m.pns_id)) % 10 < 8`,
    );
  }
  for (const table of ['employee', 'account', 'contact', 'totp', 'nip_alias', 'work_unit', 'agency'])
    await tell(db, `analyze ${table}`);
}

const SLICE = 10_000;

export const tell = (db: Db, statement: string) => sql.raw(statement).execute(db);
