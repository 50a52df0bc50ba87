import type { ProofWays } from '../proof-ways.ts';
import type { Lock, Refusal } from '../refusal.ts';

/** Times are epoch milliseconds. */
export interface ShownAuthenticator {
  id: string;
  name: string;
  /** As the phone shows it. */
  label: string;
  since: number;
  lastUsedAt: number | null;
}

/** Locals of the views of authenticators in the account. */
export interface AuthenticatorViews {
  'account/authenticators/list': {
    entries: ShownAuthenticator[];
    shared: boolean;
    most: number;
    note: string | null;
  };
  'account/authenticators/add': {
    state: 'ready' | 'shared' | 'full' | 'unprovable';
    most: number;
    proof?: ProofWays;
    locked: Lock | null;
    errors: Refusal[];
  };
  'account/authenticators/new': {
    /** The offer's id: tells a second press from another one. */
    offer: string;
    secret: string;
    uri: string;
    label: string;
    picture: string;
    /** How long the proof lasts. */
    minutes: number;
    nameLength: number;
    errors: Refusal[];
    values: Record<string, string>;
  };
  'account/authenticators/one': {
    entry: ShownAuthenticator;
    /** The only one of the account: it stays. */
    last: boolean;
    proof?: ProofWays;
    nameLength: number;
    locked: Lock | null;
    errors: Refusal[];
    values: Record<string, string>;
  };
}
