import { randomUUID } from 'node:crypto';
import { agencies, demoPassword, demoSecret, people } from '../../../config/demo-people.ts';
import type { DemoPerson } from '../../../config/demo-people.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { Hasher } from '../../platform/hashing.ts';
import { audit } from '../audit.ts';
import { totpAad, totpLabel } from '../credentials/totp.ts';
import { demoContacts, employeeRow, positionRows, rankRows } from './employee-rows.ts';

export interface SeedDeps {
  db: Db;
  ring: KeyRing;
  hasher: Hasher;
  now: number;
}

/** Contacts of the demo have been in the directory for long, so that they count. */
const knownForMs = 400 * 86_400_000;

/** The demo's people, once. False where they are there already. */
export async function seedDemo({ db, ring, hasher, now }: SeedDeps): Promise<boolean> {
  if (await hasMark(db, ['demo'])) return false;
  // Hashed before the transaction: nobody waits on a database for a hash.
  const hashes = new Map<string, string>();
  for (const person of people) hashes.set(person.nip, await hashOf(hasher, person));
  return db.transaction().execute(async (trx) => {
    const marked = await trx
      .insertInto('installation')
      .values({ name: 'demo', value: 'seeded', at: new Date(now) })
      .onConflict((conflict) => conflict.doNothing())
      .returning('name')
      .execute();
    if (marked.length === 0) return false;
    await insertAgencies(trx);
    for (const person of people) await insertPerson({ trx, ring, now }, person, hashes.get(person.nip) ?? '');
    return true;
  });
}

/** Production refuses such a database. */
export async function isDemoDatabase(db: Db): Promise<boolean> {
  return hasMark(db, ['demo', 'bulk']);
}

async function hasMark(db: Db, names: string[]): Promise<boolean> {
  const mark = await db
    .selectFrom('installation')
    .select('name')
    .where('name', 'in', names)
    .executeTakeFirst();
  return mark !== undefined;
}

async function hashOf(hasher: Hasher, person: DemoPerson): Promise<string> {
  switch (person.account.kind) {
    case 'none':
      return '';
    case 'initial':
      return hasher.hash(person.nik);
    case 'ready':
      return person.account.bcrypt ?? hasher.hash(demoPassword);
  }
}

async function insertAgencies(trx: Db): Promise<void> {
  const all = Object.values(agencies);
  await trx.insertInto('agency').values(all.map(agencyRow)).execute();
  const units = all.flatMap((agency) =>
    agency.units.map((unit) => ({
      id: unit.id,
      instansi_id: agency.id,
      induk_id: 'induk' in unit ? unit.induk : null,
      nama: unit.nama,
    })),
  );
  await trx.insertInto('work_unit').values(units).execute();
}

function agencyRow(agency: (typeof agencies)[keyof typeof agencies]) {
  return {
    id: agency.id,
    nama: agency.nama,
    jenis: agency.jenis,
    jenis_instansi: agency.jenisInstansi,
    kode_cepat: agency.kodeCepat,
    kontak_nama: `Pengelola kepegawaian ${agency.nama}`,
    kontak_jam: 'Senin–Jumat, 07.30–16.00 waktu setempat',
    kontak_saluran: `kepegawaian-${agency.kodeCepat}@asn.example`,
  };
}

interface PersonDeps {
  trx: Db;
  ring: KeyRing;
  now: number;
}

async function insertPerson(deps: PersonDeps, person: DemoPerson, hash: string): Promise<void> {
  const { trx, ring, now } = deps;
  const employee = employeeRow(person, { ring, now, since: now - knownForMs });
  await trx.insertInto('employee').values(employee).execute();
  await trx.insertInto('rank_history').values(rankRows(employee.pns_id, person)).execute();
  await trx.insertInto('position_history').values(positionRows(employee.pns_id, person)).execute();
  if (person.account.kind === 'none') return;
  const accountId = await insertAccount(deps, person, employee.pns_id);
  await insertPassword(deps, person, accountId, hash);
  if (person.account.kind === 'ready') await insertTotp(deps, person, accountId);
  await insertRole(deps, person, accountId);
  const context = { actor: 'system', at: now };
  await audit(trx, { type: 'account.created', accountId, details: { source: 'demo' } }, context);
}

async function insertAccount({ trx, now }: PersonDeps, person: DemoPerson, pnsId: string): Promise<string> {
  const id = randomUUID();
  const at = new Date(now);
  const since = new Date(now - knownForMs);
  const ready = person.account.kind === 'ready';
  const state = ready ? ('active' as const) : ('unverified' as const);
  await trx
    .insertInto('account')
    .values({ id, pns_id: pnsId, state, created_at: at, updated_at: at })
    .execute();
  const alias = { nip: person.nip, account_id: id, current: true, since };
  await trx.insertInto('nip_alias').values(alias).execute();
  const contacts = demoContacts(person).map(({ kind, value }) => ({
    id: randomUUID(),
    account_id: id,
    kind,
    value,
    source: 'directory' as const,
    recorded_at: since,
    verified_at: ready ? since : null,
  }));
  await trx.insertInto('contact').values(contacts).execute();
  return id;
}

async function insertPassword({ trx, now }: PersonDeps, person: DemoPerson, accountId: string, hash: string) {
  const initial = person.account.kind === 'initial';
  const row = { account_id: accountId, hash, initial, must_change: initial, set_at: new Date(now) };
  await trx.insertInto('password').values(row).execute();
}

async function insertTotp(
  { trx, ring, now }: PersonDeps,
  person: DemoPerson,
  accountId: string,
): Promise<void> {
  const id = randomUUID();
  // As old as their contacts: a factor younger than 72 hours opens no console.
  const since = now - knownForMs;
  const row = {
    id,
    account_id: accountId,
    secret_enc: ring.encrypt(demoSecret, totpAad(id)),
    label: totpLabel(person.nip, since),
    created_at: new Date(since),
    confirmed_at: new Date(since),
    burnt_steps: '[]',
  };
  await trx.insertInto('totp').values(row).execute();
}

async function insertRole({ trx, now }: PersonDeps, person: DemoPerson, accountId: string): Promise<void> {
  if (person.account.kind !== 'ready' || person.account.role === undefined) return;
  const { role } = person.account;
  const agencyId = role === 'agency' ? agencies[person.agency].id : null;
  const grant = {
    account_id: accountId,
    role,
    agency_id: agencyId,
    granted_by: 'system',
    granted_at: new Date(now),
  };
  await trx.insertInto('role_grant').values(grant).execute();
}
