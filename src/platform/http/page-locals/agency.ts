import type { AccountState, BlockKind, ContactKind, ContactSource } from '../../schema.ts';
import type { Lock, Refusal } from '../refusal.ts';

/** What the views under `views/agency/` need; see `view-locals.ts`. Times are epoch milliseconds. */
export interface AgencyViews {
  'agency/overview': InAgency & {
    units: UnitPlaces;
    total: Shares;
    rows: readonly CoverageRow[];
    waiting: { registrations: number; corrections: number; approvals: number };
    at: number;
  };
  'agency/people': InAgency & {
    units: UnitPlaces;
    values: { q: string };
    /** The filter: one of `states`, or empty. */
    state: string;
    states: readonly string[];
    /** Nothing in what was typed can be searched for. */
    unreadable: boolean;
    people: readonly PersonLine[];
    nextHref: string | null;
    firstHref: string | null;
  };
  'agency/person': InAgency &
    PersonHead & {
      jenisAsn: string;
      jabatan: string | null;
      unit: string | null;
      kedudukan: string;
      inOffice: boolean;
      fetchedAt: number;
      account: PersonAccount | null;
      locks: { password: number | null; code: number | null };
      contacts: readonly PersonContact[];
      /** Why the act cannot be asked for; null: it can. */
      mayContact: string | null;
      mayReset: string | null;
      done: 'contact' | 'reset' | null;
    };
  'agency/contact': InAgency &
    PersonHead & {
      kind: ContactKind;
      /** The one on record; null: there is none. */
      masked: string | null;
      number: CallBackNumber | null;
      errors?: readonly Refusal[];
      values?: Readonly<Record<string, string>>;
    };
  'agency/contact-confirm': InAgency &
    PersonHead &
    ProvenForm & { kind: ContactKind; masked: string | null; value: string; hidden: Record<string, string> };
  'agency/reset': InAgency & PersonHead & ProvenForm & { number: CallBackNumber | null };
  'agency/approvals': InAgency & {
    done: 'approved' | 'declined' | 'withdrawn' | null;
    approvals: readonly ApprovalLine[];
  };
  'agency/approval': InAgency &
    ProvenForm & {
      id: string;
      act: string;
      /** False: decided, withdrawn or run out. */
      open: boolean;
      nama: string;
      nip: string;
      requestedBy: string;
      requestedAt: number;
      expiresAt: number;
      /** Whoever looks has asked for it: nobody approves his own. */
      own: boolean;
      presence: boolean;
      callBackSince: number | null;
      reason: string;
      hash: string;
    };
  'agency/registrations': InAgency & {
    done: 'approve' | 'refuse' | null;
    registrations: readonly RegistrationLine[];
  };
  'agency/registration': InAgency &
    ProvenForm &
    RegistrationLine & {
      jabatan: string | null;
      contacts: readonly { kind: ContactKind; value: string; onRecord: boolean }[];
      toldAt: number | null;
    };
  'agency/corrections': InAgency & {
    done: 'done' | 'refused' | null;
    corrections: readonly CorrectionLine[];
  };
  'agency/correction': InAgency &
    CorrectionLine & {
      text: string;
      contact: string | null;
      errors?: readonly Refusal[];
      values?: Readonly<Record<string, string>>;
    };
  'agency/letters': InAgency & {
    batches: readonly LetterBatchLine[];
    /** How many letters were just revoked. */
    revoked: number | null;
  };
  'agency/letters-new': InAgency & {
    units: UnitPlaces;
    most: number;
    days: number;
    people: readonly LetterChoice[];
    errors?: readonly Refusal[];
  };
  'agency/letters-confirm': InAgency &
    ProvenForm & { count: number; days: number; hidden: Record<string, string> };
  'agency/letters-print': InAgency & {
    letters: readonly { nama: string; nip: string; unit: string | null; code: string; until: number }[];
    portal: string;
    /** QR code of the portal's address, an inline SVG. */
    picture: string;
    madeAt: number;
  };
  'agency/letters-gone': InAgency & { batch: LetterBatchLine };
  'agency/letters-batch': InAgency & ProvenForm & { batch: LetterBatchLine };
  'agency/confirm-contact': {
    state: 'ready' | 'done' | 'gone';
    contact: { kind: ContactKind; agency: string; nip: string } | null;
  };
}

/** A form that asks for a second factor. */
export interface ProvenForm {
  errors?: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  locked: Lock | null;
}

export interface CallBackNumber {
  masked: string;
  since: number;
}

export interface ApprovalLine {
  id: string;
  act: string;
  nama: string;
  requestedBy: string;
  requestedAt: number;
  expiresAt: number;
  own: boolean;
}

export interface RegistrationLine {
  id: string;
  nip: string;
  nama: string;
  unit: string | null;
  cause: 'population_mismatch' | 'contact_differs';
  waitingSince: number;
  expiresAt: number;
}

export interface CorrectionLine {
  id: string;
  kind: 'record' | 'not_in_directory';
  nip: string;
  nama: string | null;
  field: string | null;
  createdAt: number;
}

export interface LetterBatchLine {
  id: string;
  madeAt: number;
  madeBy: string;
  unit: string | null;
  count: number;
  used: number;
  open: number;
}

export interface LetterChoice {
  pnsId: string;
  nip: string;
  nama: string;
  unit: string | null;
  letterAt: number | null;
  ticked: boolean;
}

export interface InAgency {
  agency: { id: string; nama: string };
}

/** Where the unit filter can go: up along the path, or down by one. */
export interface UnitPlaces {
  path: readonly { id: string; nama: string }[];
  children: readonly { id: string; nama: string }[];
  /** Empty: the whole agency. */
  current: string;
}

export interface Shares {
  people: number;
  active: number;
  mfa: number;
  never: number;
  dead: number;
  /** Whole percents, rounded down: nobody is rounded up to "all". */
  activeShare: number;
  mfaShare: number;
}

export interface CoverageRow extends Shares {
  unitId: string | null;
  nama: string;
}

export interface PersonLine {
  pnsId: string;
  nip: string;
  nama: string;
  jabatan: string | null;
  unit: string | null;
  state: AccountState | null;
  blocked: boolean;
  mfa: boolean;
  deadContact: boolean;
}

export interface PersonHead {
  pnsId: string;
  nama: string;
  nip: string;
}

export interface PersonContact {
  kind: ContactKind;
  masked: string;
  source: ContactSource;
  since: number;
  verifiedAt: number | null;
  bouncedAt: number | null;
  suspended: boolean;
  counts: boolean;
}

export interface PersonAccount {
  state: AccountState;
  createdAt: number;
  lastSigninAt: number | null;
  blocks: readonly { kind: BlockKind; at: number }[];
  passwordSetAt: number | null;
  totp: readonly { label: string; since: number }[];
  recoveryCodesLeft: number;
  smsFactorAt: number | null;
  reset: { state: 'waiting' | 'open'; opensAt: number; closesAt: number } | null;
  letters: readonly { issuedAt: number; expiresAt: number }[];
}
