import type { Refusal } from '../refusal.ts';

interface FormPage {
  errors?: readonly Refusal[];
  /** What was typed, exactly; passwords excepted. */
  values?: Readonly<Record<string, string>>;
  note?: string | null;
}

/** How the newest message of a channel stands. */
export interface Delivery {
  state: 'waiting' | 'sent' | 'failed';
  at: number;
}

/** Whom to ask; only for those who hold both numbers. */
export interface PersonnelOffice {
  nama: string;
  kontak: { nama: string | null; jam: string | null; saluran: string | null };
}

export type EndCause =
  | 'not_in_directory'
  | 'conflict'
  | 'nik_mismatch'
  | 'registered'
  | 'not_activated'
  | 'not_active'
  | 'objected'
  | 'agency'
  | 'expired';

/** What the views under `views/registration/` need; see `view-locals.ts`. */
export interface RegistrationViews {
  'registration/register': FormPage & {
    /** "Maksud Anda …@gmail.com?" of the address typed; null: it looks right. */
    suggestion: string | null;
    /** For the script that says so while it is typed. */
    domains: readonly string[];
    /** One that this browser has begun already. */
    running: boolean;
    lockedUntil: number | null;
  };
  'registration/verify': FormPage & {
    /** As typed by this very person: a slip is found by reading it. */
    email: string;
    phone: string;
    emailVerified: boolean;
    phoneVerified: boolean;
    suggestion: string | null;
    /** NIP and NIK name different birth dates or sexes: a warning, never a block. */
    disagree: boolean;
    delivery: { email: Delivery | null; sms: Delivery | null };
    /** How long each code is good for. */
    minutes: { email: number; phone: number };
    lockedUntil: number | null;
  };
  'registration/password': FormPage & { nip: string };
  'registration/check-email': {
    masked: string;
    minutes: number;
    delivery: Delivery | null;
    note?: string | null;
  };
  'registration/queued': { masked: string; delivery: Delivery | null; retrySeconds: number; since: number };
  'registration/waiting': {
    masked: string;
    delivery: Delivery | null;
    office: PersonnelOffice | null;
    /** It was to be activated already, but the record has changed since. */
    changed: boolean;
    since: number;
    until: number;
  };
  'registration/approved': { masked: string; minutes: number };
  'registration/elsewhere': { maskedPhone: string };
  'registration/done': {
    /** From when a first sign-in is possible, where no contact counts yet; null: now. */
    signinFrom: number | null;
  };
  'registration/refused': { cause: EndCause; office: PersonnelOffice | null; reason: string | null };
  'registration/no-status': Record<string, never>;
  'registration/activate': { state: 'ready' | 'gone'; minutes: number };
  'registration/object': { state: 'ready' | 'ended' | 'late' | 'gone'; at: number | null };
}
