import type { SigninAccount } from '../../model/people/signin-account.ts';

/** An entry as a page asks for its code. */
export interface ShownEntry {
  /** As the phone shows it. */
  label: string;
  /** What its owner calls it; null: never named. */
  name: string | null;
}

/** The entries whose codes a page asks for, oldest first, so that the right one is opened; those older than `before` (epoch ms). */
export function shownEntries(
  { authenticators }: Pick<SigninAccount, 'authenticators'>,
  before: number | null = null,
): ShownEntry[] {
  return authenticators
    .filter(({ confirmedAt }) => before === null || confirmedAt < before)
    .map(({ label, name }) => ({ label, name }));
}
