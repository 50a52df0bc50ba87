import type { SigninAccount } from '../../model/people/signin-account.ts';

/** An entry as a page asks for its code. */
export interface ShownEntry {
  /** As the phone shows it. */
  label: string;
  /** What its owner calls it; null: never named. */
  name: string | null;
}

/** The entries whose codes a page asks for, oldest first, so that the right one is opened. */
export function shownEntries({ authenticators }: Pick<SigninAccount, 'authenticators'>): ShownEntry[] {
  return authenticators.map(({ label, name }) => ({ label, name }));
}
