import type { Lock, Refusal } from '../refusal.ts';

interface FormPage {
  errors?: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  note?: string | null;
}

/** The personnel office, named only to whoever has proven enough. */
export interface RecoveryAgency {
  name: string;
  contact: string | null;
  hours: string | null;
}

export type ResetStanding =
  'waiting' | 'open' | 'used' | 'cancelled' | 'expired' | 'elsewhere' | 'nothing_to_reset';

/** What the views under `views/recovery/` need; see `view-locals.ts`. */
export interface RecoveryViews {
  'recovery/forgot': FormPage;
  'recovery/code': FormPage;
  'recovery/sms': FormPage & { to: string };
  'recovery/second-factor': FormPage & {
    step: 'totp' | 'recovery-code';
    /** Whose code is asked for, as the phone shows them. */
    entries: readonly { label: string; name: string | null }[];
    locked: Lock | null;
    /** Where the other way is asked for; null: there is none. */
    otherHref: string | null;
  };
  'recovery/new-password': FormPage & { nip: string };
  'recovery/done': Record<never, never>;
  /** Something ended it meanwhile: another recovery, a freeze. */
  'recovery/over': Record<never, never>;
  'recovery/people': {
    /** What is lost, or what stands in the way. */
    reason: 'none' | 'factor' | 'phone' | 'email' | 'both' | 'sms_factor' | 'lone_contact';
    agency: RecoveryAgency | null;
  };
  'recovery/link': {
    kind: 'recovery' | 'cancel' | 'open';
    state: 'ready' | 'done' | 'gone';
    /** When it was asked for (`cancel`), or until when it is open (`open`). */
    at: number | null;
    /** How long such a link is good for, where that is said. */
    minutes: number | null;
  };
  'recovery/reset': FormPage & { running: boolean };
  'recovery/reset-verify': FormPage & {
    passwordDone: boolean;
    emailDone: boolean;
    phoneDone: boolean;
    withRecoveryCode: boolean;
    captcha: { challenge: unknown; picture: string } | null;
    locked: Lock | null;
  };
  'recovery/reset-status': { standing: ResetStanding; opensAt: number | null; closesAt: number | null };
}
