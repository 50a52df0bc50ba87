import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import { equal } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { isInOffice } from '../../policies/access.ts';
import { contactCounts, readPhone } from '../../policies/contacts.ts';
import { proves, registrationOutcome } from '../../policies/registration.ts';
import type { RegistrationFacts, RegistrationOutcome, TypedContact } from '../../policies/registration.ts';
import type { Employee } from '../directory/employee.ts';
import { findEmployee } from '../directory/find-employee.ts';
import type { EmployeeDirectory, PopulationRegister } from '../directory/outside.ts';
import { nikMatches } from '../directory/nik.ts';
import type { Compose } from '../notices.ts';
import { nikOf } from './registration.ts';
import type { Registration } from './registration.ts';

export interface JudgeDeps {
  db: Db;
  ring: KeyRing;
  directory: EmployeeDirectory;
  population: PopulationRegister;
  compose: Compose;
  issuer: string;
  now: () => number;
}

export interface Judged {
  outcome: Exclude<RegistrationOutcome, { kind: 'ask_population' }>;
  recorded: Employee | null;
  /** What an outside system that is away said of when to come back. */
  retryAfterSeconds: number | null;
}

const NOTHING_KNOWN: RegistrationFacts = {
  directory: 'away',
  nik: 'differs',
  account: 'none',
  inOffice: false,
  population: 'unasked',
  contacts: [],
};

/** Asks the directory, then ourselves, then the population register, as far as the policy wants to know. */
export async function judgeRegistration(deps: JudgeDeps, row: Registration): Promise<Judged> {
  const found = await findEmployee(deps, row.nip);
  const said = 'retryAfterSeconds' in found ? (found.retryAfterSeconds ?? null) : null;
  if (found.kind !== 'found') {
    const facts = { ...NOTHING_KNOWN, directory: found.kind };
    return { outcome: decided(facts), recorded: null, retryAfterSeconds: said };
  }
  const recorded = found.employee;
  const facts = await factsOf(deps, row, recorded);
  const outcome = registrationOutcome(facts);
  if (outcome.kind !== 'ask_population') return { outcome, recorded, retryAfterSeconds: null };
  const { population, retryAfterSeconds } = await askPopulation(deps, row, recorded);
  return { outcome: decided({ ...facts, population }), recorded, retryAfterSeconds };
}

function decided(facts: RegistrationFacts): Judged['outcome'] {
  const outcome = registrationOutcome(facts);
  if (outcome.kind === 'ask_population') throw new Error('the population register was asked already');
  return outcome;
}

async function factsOf(deps: JudgeDeps, row: Registration, recorded: Employee): Promise<RegistrationFacts> {
  const [account, contacts] = await Promise.all([
    accountState(deps.db, row.nip, recorded.pnsId),
    typedContacts(deps, row, recorded),
  ]);
  return {
    directory: 'found',
    nik: nikVerdict(deps.ring, row, recorded),
    account,
    inOffice: isInOffice(recorded.kedudukanHukumId),
    population: 'unasked',
    contacts,
  };
}

function nikVerdict(ring: KeyRing, row: Registration, recorded: Employee): RegistrationFacts['nik'] {
  if (recorded.nik === null) return 'missing';
  return nikMatches(ring, recorded, nikOf(ring, row)) ? 'matches' : 'differs';
}

/** By the person, by every number they ever had, and by one that waits for their word. */
export async function accountState(
  db: Db,
  nip: string,
  pnsId: string,
): Promise<RegistrationFacts['account']> {
  const { rows } = await sql<{ state: string }>`
    select state from account where pns_id = ${pnsId}
      or id = (select account_id from nip_alias where nip = ${nip})
      or id = (select account_id from nip_offer where nip = ${nip} and answered_at is null)`.execute(db);
  if (rows.length === 0) return 'none';
  return rows.every(({ state }) => state === 'unverified') ? 'unverified' : 'exists';
}

/** Whether a typed contact still equals one on record that counts: it was one that let the registration go on by itself. */
export async function stillProves(
  deps: Pick<JudgeDeps, 'db' | 'now'>,
  row: Registration,
  recorded: Employee,
): Promise<boolean> {
  return (await typedContacts(deps, row, recorded)).some(proves);
}

async function typedContacts(
  { db, now }: Pick<JudgeDeps, 'db' | 'now'>,
  row: Registration,
  recorded: Employee,
): Promise<TypedContact[]> {
  const [email, phone] = await Promise.all([
    isShared(db, recorded.pnsId, { email: row.email, phone: null }),
    isShared(db, recorded.pnsId, { email: null, phone: row.phone }),
  ]);
  return [
    {
      equalsRecord: sameEmail(row.email, recorded.email),
      counts: countsSince(recorded.emailSince, 'email', now()),
      shared: email,
    },
    {
      equalsRecord: samePhone(row.phone, recorded.noHp),
      counts: countsSince(recorded.noHpSince, 'phone', now()),
      shared: phone,
    },
  ];
}

export function sameEmail(typed: string, recorded: string | null): boolean {
  return recorded !== null && equal(typed, recorded.trim().toLowerCase());
}

export function samePhone(typed: string, recorded: string | null): boolean {
  const read = readPhone(recorded ?? '');
  return read.kind === 'ok' && equal(typed, read.e164);
}

function countsSince(since: number | null, kind: 'email' | 'phone', now: number): boolean {
  if (since === null) return false;
  const contact = { kind, source: 'directory' as const, recordedAt: since, verifiedAt: null };
  return contactCounts(contact, now, policy.contacts);
}

/** Does anybody else have it on record: an office's mailbox, a spouse's number? */
async function isShared(
  db: Db,
  pnsId: string,
  { email, phone }: { email: string | null; phone: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ shared: boolean }>`
    select exists (select from employee where lower(email) = ${email}::text and pns_id <> ${pnsId})
      or exists (select from employee where no_hp = ${phone}::text and pns_id <> ${pnsId})
      or exists (select from contact c join account a on a.id = c.account_id
        where c.value = coalesce(${email}::text, ${phone}::text) and c.removed_at is null
        and a.pns_id <> ${pnsId}) as shared`.execute(db);
  return rows[0]?.shared ?? true;
}

async function askPopulation(
  { ring, population }: JudgeDeps,
  row: Registration,
  { nama, tglLahir, jenisKelamin }: Employee,
): Promise<{ population: RegistrationFacts['population']; retryAfterSeconds: number | null }> {
  const asked = await population.verify({
    nik: nikOf(ring, row),
    nama,
    tglLahir,
    jenisKelamin,
  });
  if (asked.kind === 'away') return { population: 'away', retryAfterSeconds: asked.retryAfterSeconds };
  const matches = asked.kind === 'found' && asked.record.matches;
  return { population: matches ? 'matches' : 'differs', retryAfterSeconds: null };
}
