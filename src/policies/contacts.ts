/**
 * Which contacts count for activation and recovery, and how contacts are read and shown (design §3, §6): a fresh change, by
 * whomever, must not become a way into the account before its owner had time to object.
 */

import { readEmail } from './email-address.ts';

export interface ContactFigures {
  /** How long a contact must have been on record before it counts. */
  readonly countsAfterSeconds: number;
}

export interface ContactRecord {
  readonly kind: 'email' | 'phone';
  readonly source: 'directory' | 'self' | 'agency' | 'helpdesk';
  /** Epoch milliseconds: since when this value has been on record, in the directory if it came from there. */
  readonly recordedAt: number;
  /** Epoch milliseconds: when its owner gave back a code sent to it, or null. */
  readonly verifiedAt: number | null;
  /** Its change was undone: it counts for nothing before a person has looked. */
  readonly suspended?: boolean;
}

/**
 * 72 hours on record bind everybody, the owner too: a contact verified in a stolen hour must wait as well. What the
 * directory has held for so long counts as it is; what anyone else typed only once its owner verified it.
 */
export function contactCounts(contact: ContactRecord, now: number, figures: ContactFigures): boolean {
  if (contact.suspended === true) return false;
  if (contact.verifiedAt === null && contact.source !== 'directory') return false;
  return now - contact.recordedAt >= figures.countsAfterSeconds * 1000;
}

/** When the first of those that only have to wait will count (epoch ms); null: none of them will by waiting. */
export function firstCountsFrom(
  contacts: readonly ContactRecord[],
  now: number,
  figures: ContactFigures,
): number | null {
  const from = (contact: ContactRecord) => contact.recordedAt + figures.countsAfterSeconds * 1000;
  const times = contacts
    .filter((contact) => from(contact) > now && contactCounts(contact, from(contact), figures))
    .map(from);
  return times.length === 0 ? null : Math.min(...times);
}

/** Recovery asks more: an address on several accounts (an office's, a spouse's) proves nobody. */
export function contactCountsForRecovery(
  contact: ContactRecord & { readonly onSeveralAccounts: boolean },
  now: number,
  figures: ContactFigures,
): boolean {
  return !contact.onSeveralAccounts && contactCounts(contact, now, figures);
}

/** Enough for its owner to recognise it, too little for a stranger to learn it: `b•••@asn.example`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  if (at < 1) return '•••';
  const [first = ''] = email;
  return `${first}•••${email.slice(at)}`;
}

/** The operator's prefix and the last two digits: `0812••••••01`. Anything shorter than a number is hidden whole. */
export function maskPhone(phone: string): string {
  const read = readPhone(phone);
  if (read.kind === 'malformed') return '•••';
  const { local } = read;
  return local.slice(0, 4) + '•'.repeat(local.length - 6) + local.slice(-2);
}

export type PhoneFault = 'empty' | 'letters' | 'not_mobile' | 'length';
export type ReadPhone =
  { kind: 'ok'; local: string; e164: string } | { kind: 'malformed'; reason: PhoneFault };

/** Indonesian mobile numbers only (08…, 628…, +628…): SMS abroad is the lever of toll fraud. */
export function readPhone(typed: string): ReadPhone {
  const bare = typed.normalize('NFKC').replace(/[\s.()/\p{Zs}\p{Cf}\p{Pd}\u2212]/gu, '');
  if (bare === '') return { kind: 'malformed', reason: 'empty' };
  if (!/^\+?[0-9]+$/.test(bare)) return { kind: 'malformed', reason: 'letters' };
  // "+62 0812…" is how many people write it.
  const subscriber = bare.replace(/^(?:\+62|0062|62)0?|^0/, '');
  if (!/^8[1-9]/.test(subscriber)) return { kind: 'malformed', reason: 'not_mobile' };
  if (subscriber.length < 9 || subscriber.length > 12) return { kind: 'malformed', reason: 'length' };
  return { kind: 'ok', local: `0${subscriber}`, e164: `+62${subscriber}` };
}

/** As it is stored: e-mail in lower case, phone in E.164; null: malformed. */
export function contactValue(kind: 'email' | 'phone', typed: string): string | null {
  if (kind === 'phone') {
    const read = readPhone(typed);
    return read.kind === 'ok' ? read.e164 : null;
  }
  const read = readEmail(typed);
  return read.kind === 'ok' ? read.email : null;
}
