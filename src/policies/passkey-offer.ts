/**
 * To whom a passkey is offered while they are being rolled out: everybody of the named agencies, and a part of all people.
 * The part is taken by a hash of the account, so that whoever was offered one at 10 % is among those of 20 % too.
 */
export interface PasskeyOffer {
  /** From 0 (nobody) to 1 (everybody). */
  share: number;
  /** Ids of agencies whose people are all offered one, whatever the share. */
  agencies: readonly string[];
}

export interface OfferedPerson {
  accountId: string;
  agencyId: string | null;
}

export function isPasskeyOffered(offer: PasskeyOffer, { accountId, agencyId }: OfferedPerson): boolean {
  if (agencyId !== null && offer.agencies.includes(agencyId)) return true;
  return placeOf(accountId) < offer.share;
}

/**
 * Where an account stands between 0 and 1: FNV-1a over its id with MurmurHash3's last mix, since FNV alone spreads the end of a
 * text too little over the high bits. No secret depends on it.
 */
function placeOf(accountId: string): number {
  let hash = 0x811c9dc5;
  for (const char of `passkey-offer:${accountId}`) {
    hash ^= char.codePointAt(0) ?? 0;
    hash = Math.imul(hash, 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Of a stored switch, whatever stands in it: what is no offer is none. */
export function readPasskeyOffer(value: unknown): PasskeyOffer | null {
  if (typeof value !== 'object' || value === null) return null;
  const { share, agencies } = value as { share?: unknown; agencies?: unknown };
  if (typeof share !== 'number' || !(share >= 0 && share <= 1) || !Array.isArray(agencies)) return null;
  return { share, agencies: agencies.filter((id): id is string => typeof id === 'string') };
}
