import { policy } from '../../../config/policy.ts';
import type { RecoveryRefusal } from '../../model/events/recovery.ts';
import { findSigninAccount } from '../../model/people/signin-account.ts';
import type { Contact, SigninAccount } from '../../model/people/signin-account.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import { nipFault } from '../../parts/nip-fault.ts';
import { equal } from '../../platform/crypto.ts';
import type { Fields } from '../../platform/http/form.ts';
import { maySignIn } from '../../policies/access.ts';
import { contactCountsForRecovery } from '../../policies/contacts.ts';
import { readEmail } from '../../policies/email-address.ts';
import { readNip } from '../../policies/nip.ts';
import type { RecoveryDeps } from './deps.ts';

export type ReadWho = { kind: 'ok'; nip: string; email: string } | { kind: 'malformed'; faults: Fault[] };

/** What is wrong with the form of a NIP or of an address needs no look-up, and is said at once. */
export function readWho(form: Fields): ReadWho {
  const nip = readNip(form.nip ?? '');
  const email = readEmail(form.email ?? '');
  if (nip.kind === 'ok' && email.kind === 'ok') return { kind: 'ok', nip: nip.nip, email: email.email };
  const faults: Fault[] = [];
  if (nip.kind === 'malformed') faults.push(nipFault(nip));
  if (email.kind === 'malformed')
    faults.push(fault('email', email.reason === 'empty' ? 'forgot.email_empty' : 'forgot.email_malformed'));
  return { kind: 'malformed', faults };
}

export interface Who {
  /** Whoever may go on; null where anything does not fit. */
  account: SigninAccount | null;
  /** Stands for the NIP in codes and counters. */
  who: string;
  email: Contact | null;
  phone: Contact | null;
  /** For the audit log alone: why nothing is sent. */
  refusal: RecoveryRefusal | null;
  knownId: string | null;
}

/**
 * Whose NIP and address these are. The address must equal one on record that counts for recovery (design §3), compared in
 * constant time, and the account must be one that may sign in: a frozen one is left by people, not by a mailbox.
 */
export async function findWho(
  { db, ring, now }: Pick<RecoveryDeps, 'db' | 'ring' | 'now'>,
  { nip, email }: { nip: string; email: string },
): Promise<Who> {
  const account = await findSigninAccount(db, nip);
  const mac = ring.mac('nip', nip).mac;
  const nobody = {
    account: null,
    email: null,
    phone: null,
    who: account?.id ?? mac,
    knownId: account?.id ?? null,
  };
  if (!account) return { ...nobody, refusal: 'unknown_nip' };
  const same = account.contacts.filter(({ kind, value }) => kind === 'email' && equal(value, email));
  const [typed] = same;
  if (!typed) return { ...nobody, refusal: 'other_email' };
  if (!counts(typed, now())) return { ...nobody, refusal: 'contact_does_not_count' };
  if (maySignIn({ ...account, accountState: account.state }).kind === 'may_not')
    return { ...nobody, refusal: 'not_allowed' };
  const phone = countingPhone(account, now());
  return { account, who: account.id, email: typed, phone, refusal: null, knownId: account.id };
}

/** The number on record, where it counts for recovery. */
export function countingPhone({ contacts }: SigninAccount, now: number): Contact | null {
  return contacts.find((contact) => contact.kind === 'phone' && counts(contact, now)) ?? null;
}

/** Whether these are on record still, the very same ones, and count for recovery: whatever was proven by them stands on it. */
export function allCount({ contacts }: SigninAccount, ids: readonly (string | null)[], now: number): boolean {
  return ids.every((id) => contacts.some((contact) => contact.id === id && counts(contact, now)));
}

function counts(contact: Contact, now: number): boolean {
  return contactCountsForRecovery(contact, now, policy.contacts);
}
