import type { ProofWays } from '../proof-ways.ts';
import type { Lock, Refusal } from '../refusal.ts';

export interface ShownPasskey {
  id: string;
  name: string;
  createdAt: number;
  lastUsedAt: number | null;
  /** Kept by the maker's account (iCloud, Google), so that it may be on several devices. */
  synced: boolean;
}

/** Locals of the views of passkeys. */
export interface PasskeyViews {
  'account/passkeys/list': { passkeys: ShownPasskey[]; shared: boolean; most: number; note: string | null };
  'account/passkeys/add': {
    state: 'ready' | 'shared' | 'full' | 'unprovable';
    most: number;
    proof?: ProofWays;
    locked: Lock | null;
    errors: Refusal[];
  };
  'account/passkeys/new': {
    /** PublicKeyCredentialCreationOptionsJSON. */
    options: object;
    nameLength: number;
    errors: Refusal[];
    values: Record<string, string>;
  };
  'account/passkeys/one': {
    passkey: ShownPasskey;
    /** The only second factor of the account: it stays. */
    last: boolean;
    proof?: ProofWays;
    nameLength: number;
    locked: Lock | null;
    errors: Refusal[];
    values: Record<string, string>;
  };
}
