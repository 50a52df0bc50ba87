/**
 * What becomes of a registration once both typed contacts gave their codes back (design §3). NIP and NIK together prove
 * nothing: both have been for sale since 2024. It goes on by itself only where a typed contact equals one on record that
 * counts; whatever else is in order waits for the agency's admin. Causes are named to who holds both numbers, and
 * never before the contacts were proven: a stranger who merely types a NIP gets the same page whatever is behind it.
 */

export type RefusalCause =
  'not_in_directory' | 'conflict' | 'nik_mismatch' | 'registered' | 'not_activated' | 'not_active';
export type WaitCause = 'population_mismatch' | 'contact_differs';

export interface TypedContact {
  readonly equalsRecord: boolean;
  /** The record has held it for long enough (policies/contacts.ts). */
  readonly counts: boolean;
  /** Others have it as well: an office's address proves nobody. */
  readonly shared: boolean;
}

export interface RegistrationFacts {
  readonly directory: 'found' | 'unknown' | 'conflict' | 'away';
  /** Against the directory's record; `missing`: it holds none. */
  readonly nik: 'matches' | 'differs' | 'missing';
  readonly account: 'none' | 'unverified' | 'exists';
  /** The legal position allows a sign-in (policies/access.ts). */
  readonly inOffice: boolean;
  /** The population register's word on NIK, name, birth date and sex. */
  readonly population: 'unasked' | 'matches' | 'differs' | 'away';
  readonly contacts: readonly TypedContact[];
}

export type RegistrationOutcome =
  | { kind: 'queued' }
  | { kind: 'ask_population' }
  | { kind: 'refused'; cause: RefusalCause }
  /** For the agency's admin, once a password is chosen: until then it looks like `goes_on`. */
  | { kind: 'waits'; cause: WaitCause }
  | { kind: 'goes_on' };

const refused = (cause: RefusalCause): RegistrationOutcome => ({ kind: 'refused', cause });

/**
 * Read from top to bottom. "Registered" and "not active" are said only once the NIK is known to be right: by the
 * directory's record or, where that has none, by the population register. That register is asked last, and only about
 * people whose registration hangs on it.
 */
export function registrationOutcome(facts: RegistrationFacts): RegistrationOutcome {
  const { directory, nik, account, population } = facts;
  if (directory === 'away') return { kind: 'queued' };
  if (directory === 'unknown') return refused('not_in_directory');
  if (directory === 'conflict') return refused('conflict');
  if (nik === 'differs') return refused('nik_mismatch');
  if (nik === 'missing') {
    if (population === 'unasked') return { kind: 'ask_population' };
    if (population === 'away') return { kind: 'queued' };
    if (population === 'differs') return refused('nik_mismatch');
  }
  // Before "registered": to somebody who retired, recovering the account would be one more dead end.
  if (!facts.inOffice) return refused('not_active');
  if (account === 'exists') return refused('registered');
  if (account === 'unverified') return refused('not_activated');
  if (population === 'unasked') return { kind: 'ask_population' };
  if (population === 'away') return { kind: 'queued' };
  if (population === 'differs') return { kind: 'waits', cause: 'population_mismatch' };
  if (!facts.contacts.some(proves)) return { kind: 'waits', cause: 'contact_differs' };
  return { kind: 'goes_on' };
}

/** A typed contact that shows whose registration this is; looked at again when the account is made. */
export function proves({ equalsRecord, counts, shared }: TypedContact): boolean {
  return equalsRecord && counts && !shared;
}

export interface RetryFigures {
  readonly retrySeconds: number;
  readonly retryMostSeconds: number;
}

/** How long a queued one waits before the outside is asked again: twice as long each time, and no sooner than they said. */
export function retryAfter(attempts: number, saidSeconds: number | null, figures: RetryFigures): number {
  const doubled = figures.retrySeconds * 2 ** Math.min(attempts, 16);
  return Math.min(figures.retryMostSeconds, Math.max(doubled, saidSeconds ?? 0));
}
