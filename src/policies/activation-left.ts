/**
 * An activation that was left ("Lanjut nanti") and goes on at another sign-in of the same browser. What its owner made stays by itself:
 * the password, the authenticator. What was only proven, the contacts, counts again for a while, and never in the place of what is
 * no secret: NIP and NIK are public, so whoever comes back with them gives one code at least anew, and the first authenticator still
 * goes to nobody who merely has the password (design §2).
 */

export interface LeftActivation {
  /** The account's epoch: what was ended since begins anew. */
  readonly epoch: number;
  /** When the password was set that was in force (epoch ms); null: none. */
  readonly passwordSetAt: number | null;
  /** Ids of the contacts proven. */
  readonly contacts: readonly string[];
  /** Epoch ms. */
  readonly until: number;
}

export interface ReturningAccount {
  readonly epoch: number;
  readonly password: { readonly initial: boolean; readonly setAt: number } | null;
  /** It has an authenticator, a passkey, codes by SMS, a freeze or a reset that this browser holds: nothing to go on with. */
  readonly beyond: boolean;
  /** A code handed over stood for the password. */
  readonly byHandedCode: boolean;
  /** Those that count. */
  readonly contacts: readonly { readonly id: string; readonly kind: 'email' | 'phone' }[];
}

/** Ids of the contacts that need no code in this sign-in. */
export function contactsThatCountAgain(
  left: LeftActivation,
  account: ReturningAccount,
  now: number,
): string[] {
  if (now >= left.until || account.beyond || account.epoch !== left.epoch) return [];
  if ((account.password?.setAt ?? null) !== left.passwordSetAt) return [];
  const again = account.contacts.filter(({ id }) => left.contacts.includes(id));
  const ownPassword = account.password !== null && !account.password.initial && !account.byHandedCode;
  const anew = ownPassword ? null : oneAnew(again, account.contacts.length);
  return again.filter(({ id }) => id !== anew).map(({ id }) => id);
}

/** Where all of them would count, the phone's code is given once more, or the only one's. */
function oneAnew(again: ReturningAccount['contacts'], all: number): string | null {
  if (again.length < all) return null;
  return (again.find(({ kind }) => kind === 'phone') ?? again[0])?.id ?? null;
}
