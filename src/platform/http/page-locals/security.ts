import type { ProofWays } from '../proof-ways.ts';
import type { Lock, Refusal } from '../refusal.ts';

interface ProvenForm {
  errors: Refusal[];
  values: Record<string, string>;
  locked: Lock | null;
}

/** Locals of the views of password and recovery codes. Times are epoch milliseconds. */
export interface SecurityViews {
  'account/security/password': ProvenForm & { proof?: ProofWays; nip: string; setAt: number };
  'account/security/recovery-codes': ProvenForm & {
    left: number;
    since: number | null;
    /** When one was typed back; null: never. */
    confirmedAt: number | null;
    provable: boolean;
    proof?: ProofWays;
    note: string | null;
  };
  'account/security/new-recovery-codes': ProvenForm & { codes: string[]; name: string; nip: string };
}
