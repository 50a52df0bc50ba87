import type { Context } from 'koa';
import { policy } from '../../../config/policy.ts';
import type { AgencyPerson } from '../../model/agencies/find-person.ts';
import { audit } from '../../model/audit.ts';
import { powerSubject } from '../../model/people/power-subject.ts';
import { otpPool, passwordPool } from '../../model/pools.ts';
import { maskContact } from '../../parts/mask-contact.ts';
import type { PersonContact } from '../../platform/http/page-locals/agency.ts';
import type { ContactKind } from '../../platform/schema.ts';
import { contactCounts } from '../../policies/contacts.ts';
import { mayAct } from '../../policies/power.ts';
import type { PowerAct, PowerRefusal } from '../../policies/power.ts';
import { enter, personOf, queryOf } from './desk.ts';
import type { Deps, Visit } from './desk.ts';
import { fullName } from '../../parts/full-name.ts';
import { legalPosition } from '../../parts/legal-position.ts';
import { stateOf } from '../../platform/http/state.ts';
import { isInOffice } from '../../policies/access.ts';

/** What an admin may know of a person of the agency; every look is written down. */
export async function showPerson(deps: Deps, ctx: Context): Promise<void> {
  const visit = await enter(deps, ctx);
  const person = await personOf(deps, visit);
  const accountId = person.account?.id ?? null;
  await audit(deps.db, { type: 'person.viewed', accountId, details: { console: 'agency' } }, visit.context);
  const [locks, refusal] = await Promise.all([locksOf(deps, person), refusalsOf(deps, visit, person)]);
  const { account } = person;
  deps.render(ctx, 'agency/person', {
    agency: visit.agency,
    pnsId: person.pnsId,
    nama: fullName(person),
    nip: person.nip,
    jenisAsn: person.jenisAsn,
    jabatan: person.jabatan,
    unit: person.unit,
    kedudukan: legalPosition(person.kedudukanHukum, stateOf(ctx).locale) ?? person.kedudukanHukum,
    inOffice: isInOffice(person.kedudukanHukum),
    fetchedAt: person.fetchedAt,
    account: account && {
      state: account.state,
      createdAt: account.createdAt,
      lastSigninAt: account.lastSigninAt,
      blocks: account.blocks,
      passwordSetAt: account.passwordSetAt,
      totp: account.totp,
      recoveryCodesLeft: account.recoveryCodesLeft,
      smsFactorAt: account.smsFactorAt,
      reset: account.reset,
      letters: account.letters,
    },
    locks,
    contacts: contactsOf(person, visit.now),
    mayContact: refusal.correct_contact,
    mayReset: account?.state === 'active' ? refusal.reset_authenticator : 'no_account',
    done: doneOf(ctx),
  });
}

function doneOf(ctx: Context): 'contact' | 'reset' | null {
  const done = queryOf(ctx).get('done');
  return done === 'contact' || done === 'reset' ? done : null;
}

async function locksOf({ pools }: Pick<Deps, 'pools'>, { account }: AgencyPerson) {
  if (!account) return { password: null, code: null };
  const [password, code] = await Promise.all([
    pools.look(passwordPool(account.id)),
    pools.look(otpPool(account.id)),
  ]);
  return { password: password.lockedUntil, code: code.lockedUntil };
}

/** Why each act would be refused, before anybody fills in a form; null: it may be asked for. */
async function refusalsOf(
  { db }: Pick<Deps, 'db'>,
  { officer, now }: Visit,
  { account }: AgencyPerson,
): Promise<Record<'correct_contact' | 'reset_authenticator', PowerRefusal | null>> {
  const subject = account && (await powerSubject(db, account.id, now));
  if (!subject) return { correct_contact: null, reset_authenticator: null };
  const refusal = (act: PowerAct) => {
    const meeting = { callBack: null, presence: true };
    const question = { officer: officer.accountId, subject, act, meeting, console: 'agency' as const, now };
    const verdict = mayAct(question, { ...policy.approvals, ...policy.cases });
    return verdict.kind === 'may_not' ? verdict.reason : null;
  };
  return {
    correct_contact: refusal('correct_contact'),
    reset_authenticator: refusal('reset_authenticator'),
  };
}

/** Of the account; of somebody without one, what the directory has. */
function contactsOf(person: AgencyPerson, now: number): PersonContact[] {
  if (person.account) {
    return person.account.contacts.map((contact) => ({
      kind: contact.kind,
      masked: maskContact(contact),
      source: contact.source,
      since: contact.recordedAt,
      verifiedAt: contact.verifiedAt,
      bouncedAt: contact.bouncedAt,
      suspended: contact.suspended,
      counts: contactCounts(contact, now, policy.contacts),
    }));
  }
  return [
    recordContact('email', person.recordEmail, person.recordEmailSince, now),
    recordContact('phone', person.recordPhone, person.recordPhoneSince, now),
  ].filter((contact) => contact !== null);
}

function recordContact(
  kind: ContactKind,
  value: string | null,
  since: number | null,
  now: number,
): PersonContact | null {
  if (value === null) return null;
  const recordedAt = since ?? now;
  const counts = contactCounts(
    { kind, source: 'directory', recordedAt, verifiedAt: null },
    now,
    policy.contacts,
  );
  const masked = maskContact({ kind, value });
  const plain = { verifiedAt: null, bouncedAt: null, suspended: false };
  return { kind, masked, source: 'directory', since: recordedAt, counts, ...plain };
}
