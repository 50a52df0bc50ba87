import { kedudukanHukum as positions } from '../../config/kedudukan-hukum.ts';
import type { KedudukanHukum } from '../../config/kedudukan-hukum.ts';

/**
 * Who may sign in at all (design §3): the account's own state, the blocks somebody placed on it, and the legal position
 * the directory reports. It is told only after the right password; before it everybody looks alike.
 */

export type AccountState = 'unverified' | 'active' | 'suspended' | 'closed';
export type Block = 'suspension' | 'freeze';
export type MayNotReason = 'closed' | 'frozen' | 'suspended' | 'kedudukan_hukum';

export interface SigninStanding {
  readonly accountState: AccountState;
  /** The blocks in force. */
  readonly blocks: readonly Block[];
  /** The directory's code. */
  readonly kedudukanHukum: string;
}

/**
 * An unverified account may: its sign-in is the activation, which ends in nothing before contacts, password and
 * authenticator are its owner's. An unknown legal position may not: somebody must decide on it first.
 */
export function maySignIn(
  standing: SigninStanding,
  table: Readonly<Record<string, KedudukanHukum>> = positions,
): { kind: 'may' } | { kind: 'may_not'; reason: MayNotReason } {
  if (standing.accountState === 'closed') return { kind: 'may_not', reason: 'closed' };
  if (standing.blocks.includes('freeze')) return { kind: 'may_not', reason: 'frozen' };
  if (standing.accountState === 'suspended' || standing.blocks.length > 0)
    return { kind: 'may_not', reason: 'suspended' };
  if (!isInOffice(standing.kedudukanHukum, table)) return { kind: 'may_not', reason: 'kedudukan_hukum' };
  return { kind: 'may' };
}

/** The directory's code alone: for somebody who has no account yet. */
export function isInOffice(
  code: string,
  table: Readonly<Record<string, KedudukanHukum>> = positions,
): boolean {
  return Object.hasOwn(table, code) && table[code]?.maySignIn === true;
}
