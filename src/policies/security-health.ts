import { contactCounts } from './contacts.ts';
import type { ContactFigures, ContactRecord } from './contacts.ts';

/** What protects an account, as its owner could better it. Times are epoch milliseconds. */
export interface SecurityFacts {
  passwordSetAt: number | null;
  authenticators: number;
  /** Codes by SMS are the second factor. */
  smsFactor: boolean;
  passkeys: number;
  recoveryCodesLeft: number;
  /** Its owner typed one back from the paper. */
  recoveryConfirmed: boolean;
  contacts: readonly ContactRecord[];
}

export interface HealthFigures {
  passwordAfterSeconds: number;
  /** So many recovery codes are few. */
  fewCodes: number;
  contacts: ContactFigures;
}

export type HealthName =
  | 'sms_factor'
  | 'no_codes'
  | 'few_codes'
  | 'codes_unproven'
  | 'one_authenticator'
  | 'no_passkey'
  | 'old_password'
  | 'no_contact'
  | 'suspended_contact'
  | 'unverified_contact'
  | 'young_contact';

export interface HealthItem {
  name: HealthName;
  /** `warn`: the account could be lost; `info`: it could be better. */
  tone: 'warn' | 'info';
  /** Which contact it is about. */
  contact?: ContactRecord['kind'];
}

/** What is missing, the gravest first; empty: all is well. `mayHavePasskey`: one is offered to this person. */
export function securityHealth(
  facts: SecurityFacts,
  { now, mayHavePasskey, figures }: { now: number; mayHavePasskey: boolean; figures: HealthFigures },
): HealthItem[] {
  const { smsFactor, authenticators, passkeys } = facts;
  const items: HealthItem[] = [
    ...(smsFactor && authenticators === 0 ? [{ name: 'sms_factor', tone: 'warn' } as const] : []),
    ...codesHealth(facts, figures),
    ...(['email', 'phone'] as const).flatMap((kind) => contactHealth(facts, { kind, now, figures })),
  ];
  if (mayHavePasskey && passkeys === 0) items.push({ name: 'no_passkey', tone: 'info' });
  if (authenticators === 1 && passkeys === 0) items.push({ name: 'one_authenticator', tone: 'info' });
  const { passwordSetAt } = facts;
  if (passwordSetAt !== null && now - passwordSetAt > figures.passwordAfterSeconds * 1000)
    items.push({ name: 'old_password', tone: 'info' });
  return items.toSorted((a, b) => Number(b.tone === 'warn') - Number(a.tone === 'warn'));
}

/** Codes stand in for a lost authenticator: without one they are nothing to have. */
function codesHealth(
  { authenticators, recoveryCodesLeft: left, recoveryConfirmed }: SecurityFacts,
  { fewCodes }: HealthFigures,
): HealthItem[] {
  if (authenticators === 0) return [];
  if (left === 0) return [{ name: 'no_codes', tone: 'warn' }];
  if (left <= fewCodes) return [{ name: 'few_codes', tone: 'warn' }];
  return recoveryConfirmed ? [] : [{ name: 'codes_unproven', tone: 'info' }];
}

function contactHealth(
  { contacts }: SecurityFacts,
  { kind, now, figures }: { kind: ContactRecord['kind']; now: number; figures: HealthFigures },
): HealthItem[] {
  const contact = contacts.find((one) => one.kind === kind);
  if (!contact) return [{ name: 'no_contact', tone: 'warn', contact: kind }];
  if (contact.suspended === true) return [{ name: 'suspended_contact', tone: 'warn', contact: kind }];
  if (contact.verifiedAt === null) return [{ name: 'unverified_contact', tone: 'info', contact: kind }];
  if (contactCounts(contact, now, figures.contacts)) return [];
  return [{ name: 'young_contact', tone: 'info', contact: kind }];
}
