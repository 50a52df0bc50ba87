import type { ProofWays } from '../proof-ways.ts';
import type { Refusal } from '../refusal.ts';

interface FormPage {
  errors?: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  note?: string | null;
}

export interface AccountContact {
  kind: 'email' | 'phone';
  /** Shown whole: it is its owner's own page. Null: there is none. */
  value: string | null;
  source: 'directory' | 'self' | 'agency' | 'helpdesk' | null;
  since: number | null;
  state: 'counts' | 'waiting' | 'unverified' | 'suspended' | 'none';
  /** When it will count; null unless it waits. */
  countsFrom: number | null;
}

/** What the views under `views/account/` need; see `view-locals.ts`. */
export interface AccountViews {
  'account/home': {
    /** With titles. */
    name: string;
    nip: string;
    agency: string;
    contacts: readonly AccountContact[];
    /** What their owner calls them, or their labels. */
    authenticators: readonly string[];
    recoveryCodesLeft: number;
    /** So few that they are soon none. */
    fewCodes: boolean;
    /** Codes by SMS are the second factor. */
    smsFactor: boolean;
    passwordSetAt: number | null;
    passkeys: readonly string[];
    /** Where the account is signed in now, this browser among them. */
    sessions: number;
    note?: string | null;
  };
  'account/change-contact': FormPage & {
    kind: 'email' | 'phone';
    /** What is on record now, masked; null: nothing. */
    masked: string | null;
    locked: { until: number } | null;
    /** There is a factor to prove it with; a code by SMS is none. */
    provable: boolean;
    proof?: ProofWays;
    /** For "Maksud Anda …@gmail.com?". */
    domains: readonly string[];
    suggestion: string | null;
  };
  'account/verify-contact': FormPage & { kind: 'email' | 'phone'; to: string; suggestion: string | null };
  'account/undo': { state: 'ready' | 'done' | 'gone'; kind: 'email' | 'phone' | null; at: number | null };
}
