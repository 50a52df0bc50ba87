import { randomUUID } from 'node:crypto';
import { agencies } from '../../config/demo-people.ts';
import { seedAccounts } from '../../src/model/demo/bulk.ts';
import type { BulkAccount } from '../../src/model/demo/bulk.ts';
import { nikColumns } from '../../src/model/demo/employee-rows.ts';
import type { KeyRing } from '../../src/platform/crypto.ts';
import type { Db } from '../../src/platform/db.ts';
import type { Hasher } from '../../src/platform/hashing.ts';
import { birthDateOfNip, sexOfNip } from '../../src/policies/nip.ts';

export const bandung = agencies.bandung.id;
export const jabar = agencies.jabar.id;
export const units = { bkpsdm: agencies.bandung.units[0].id, dinas: agencies.bandung.units[1].id };
const longAgo = 400 * 86_400_000;

export interface Hired extends BulkAccount {
  accountId: string;
  pnsId: string;
  nama: string;
}

interface Deps {
  db: Db;
  ring: KeyRing;
  hasher: Hasher;
  now: number;
}

/** People of Kota Bandung, each with password, authenticator and both contacts; names as given. */
export async function hire(
  deps: Deps,
  names: readonly string[],
  unit: string = units.dinas,
): Promise<Hired[]> {
  const made: BulkAccount[] = [];
  await seedAccounts(deps, names.length, (account) => void made.push(account));
  const hired: Hired[] = [];
  for (const [index, account] of made.entries()) {
    const nama = names[index] ?? '';
    const row = await deps.db
      .updateTable('employee')
      .set({ nama, instansi_id: bandung, unor_id: unit })
      .where('nip', '=', account.nip)
      .returning('pns_id')
      .executeTakeFirstOrThrow();
    const { id: accountId } = await deps.db
      .selectFrom('account')
      .select('id')
      .where('pns_id', '=', row.pns_id)
      .executeTakeFirstOrThrow();
    const phone = { value: `+6281300000${String(100 + index)}`, source: 'directory' as const };
    const since = new Date(deps.now - longAgo);
    await deps.db
      .insertInto('contact')
      .values({
        ...{ id: randomUUID(), account_id: accountId, kind: 'phone', ...phone },
        ...{ recorded_at: since, verified_at: since },
      })
      .execute();
    hired.push({ ...account, accountId, pnsId: row.pns_id, nama });
  }
  return hired;
}

export interface Appointed {
  nama: string;
  nip: string;
  unit?: string | null;
  agencyId?: string;
  email?: string | null;
  phone?: string | null;
  kedudukan?: string;
}

/** In the directory, with no account; gives the ids of their records. */
export async function appoint(
  { db, ring, now }: Pick<Deps, 'db' | 'ring' | 'now'>,
  people: readonly Appointed[],
): Promise<string[]> {
  const since = new Date(now - longAgo);
  const rows = people.map(({ nama, nip, unit, agencyId, email, phone, kedudukan }) => {
    const pnsId = randomUUID().replaceAll('-', '').toUpperCase();
    return {
      ...{ pns_id: pnsId, nip, nama, ...nikColumns(ring, pnsId, `32730${nip.slice(0, 11)}`) },
      ...{ tgl_lahir: birthDateOfNip(nip), jenis_kelamin: sexOfNip(nip), jenis_asn: 'PNS' as const },
      ...{ status_pegawai: 'PNS', kedudukan_hukum_id: kedudukan ?? '01', jabatan: 'Guru Ahli Pertama' },
      ...{ instansi_id: agencyId ?? bandung, unor_id: unit === undefined ? units.dinas : unit },
      ...{ email: email ?? null, no_hp: phone ?? null, email_since: since, no_hp_since: since },
      fetched_at: new Date(now),
    };
  });
  await db.insertInto('employee').values(rows).execute();
  return rows.map(({ pns_id }) => pns_id);
}

export async function grantAgency(db: Db, accountId: string, now: number, until: number | null = null) {
  await db
    .insertInto('role_grant')
    .values({
      ...{ account_id: accountId, role: 'agency', agency_id: bandung, granted_by: 'shell' },
      ...{ granted_at: new Date(now), until: until === null ? null : new Date(until) },
    })
    .execute();
}

export async function epochOf(db: Db, accountId: string): Promise<number> {
  const account = db.selectFrom('account').select('epoch').where('id', '=', accountId);
  return (await account.executeTakeFirstOrThrow()).epoch;
}
