import { randomBytes, randomUUID } from 'node:crypto';
import { birthDateOfNip, sexOfNip } from '../../policies/nip.ts';
import { toBase32 } from '../../platform/base32.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { audit } from '../audit.ts';
import { totpAad, totpLabel } from '../credentials/totp.ts';
import { demoPnsId } from './employee-rows.ts';
import type { SeedDeps } from './seed.ts';

export interface BulkAccount {
  nip: string;
  password: string;
  /** The authenticator's, base32. */
  secret: string;
}

export const bulkPassword = 'Merdeka#1945!';
const batchSize = 500;
const serials = 999;
const SEEDED_FOR_MS = 30 * 86_400_000;
const agency = { id: 'b9000000000000000000000000000000', nama: 'Instansi Uji Beban', jenis: 'P' as const };

/**
 * Accounts for benchmarks: one password, hashed once, an authenticator each. A second run goes on where the last one
 * ended. `onRow` is called for each account once it is stored.
 */
export async function seedAccounts(
  { db, ring, hasher, now }: SeedDeps,
  count: number,
  onRow: (account: BulkAccount) => void | Promise<void>,
): Promise<void> {
  const hash = await hasher.hash(bulkPassword);
  await db
    .insertInto('agency')
    .values(agency)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  for (let done = 0; done < count; done += batchSize) {
    const size = Math.min(batchSize, count - done);
    const made = await db.transaction().execute((trx) => insertBatch({ trx, ring, now, hash }, size));
    for (const account of made) await onRow(account);
  }
}

interface BatchDeps {
  trx: Db;
  ring: KeyRing;
  now: number;
  hash: string;
}

async function insertBatch(deps: BatchDeps, size: number): Promise<BulkAccount[]> {
  const { trx, now } = deps;
  const first = await reserve(trx, size, now);
  const rows = Array.from({ length: size }, (_, index) => bulkRows(deps, first + index));
  await trx
    .insertInto('employee')
    .values(rows.map((row) => row.employee))
    .execute();
  await trx
    .insertInto('account')
    .values(rows.map((row) => row.account))
    .execute();
  await trx
    .insertInto('nip_alias')
    .values(rows.map((row) => row.alias))
    .execute();
  await trx
    .insertInto('contact')
    .values(rows.map((row) => row.contact))
    .execute();
  await trx
    .insertInto('password')
    .values(rows.map((row) => row.password))
    .execute();
  await trx
    .insertInto('totp')
    .values(rows.map((row) => row.totp))
    .execute();
  await audit(
    trx,
    { type: 'accounts.seeded', accountId: null, details: { count: size } },
    { actor: 'shell', at: now },
  );
  return rows.map(({ employee, secret }) => ({ nip: employee.nip, password: bulkPassword, secret }));
}

/** The mark of the installation counts them; its row is the lock of two seedings at once. */
async function reserve(trx: Db, size: number, now: number): Promise<number> {
  await trx
    .insertInto('installation')
    .values({ name: 'bulk', value: '0', at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const mark = await trx
    .selectFrom('installation')
    .select('value')
    .where('name', '=', 'bulk')
    .forUpdate()
    .executeTakeFirstOrThrow();
  const first = Number(mark.value);
  await trx
    .updateTable('installation')
    .set({ value: String(first + size) })
    .where('name', '=', 'bulk')
    .execute();
  return first;
}

/** Counts up through the serial, then the month of appointment, then the birth date. */
export function bulkNip(index: number): string {
  const serial = (index % serials) + 1;
  const month = (Math.floor(index / serials) % 12) + 1;
  const day = Math.floor(index / (serials * 12));
  const birth = new Date(Date.UTC(1970, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '');
  return `${birth}2000${String(month).padStart(2, '0')}1${String(serial).padStart(3, '0')}`;
}

function bulkRows({ ring, now, hash }: BatchDeps, index: number) {
  const nip = bulkNip(index);
  const pnsId = demoPnsId(nip);
  const accountId = randomUUID();
  const totpId = randomUUID();
  const secret = toBase32(randomBytes(20));
  const at = new Date(now);
  // Contacts and authenticators that count at once, as those of people who have been here for long.
  const since = new Date(now - SEEDED_FOR_MS);
  const email = `uji-${index + 1}@asn.example`;
  return {
    secret,
    employee: {
      pns_id: pnsId,
      nip,
      nama: `Pegawai Uji ${index + 1}`,
      tgl_lahir: birthDateOfNip(nip),
      jenis_kelamin: sexOfNip(nip),
      jenis_asn: 'PNS' as const,
      status_pegawai: 'PNS',
      kedudukan_hukum_id: '01',
      instansi_id: agency.id,
      golongan: 'III/a',
      pangkat: 'Penata Muda',
      jabatan: 'Analis Uji Beban',
      email,
      email_since: since,
      fetched_at: at,
    },
    account: { id: accountId, pns_id: pnsId, state: 'active' as const, created_at: at, updated_at: at },
    alias: { nip, account_id: accountId, current: true, since: at },
    contact: {
      id: randomUUID(),
      account_id: accountId,
      kind: 'email' as const,
      value: email,
      source: 'directory' as const,
      recorded_at: since,
      verified_at: since,
    },
    password: { account_id: accountId, hash, initial: false, must_change: false, set_at: at },
    totp: {
      id: totpId,
      account_id: accountId,
      secret_enc: ring.encrypt(secret, totpAad(totpId)),
      label: totpLabel(nip, since.getTime()),
      created_at: since,
      confirmed_at: since,
      burnt_steps: '[]',
    },
  };
}
