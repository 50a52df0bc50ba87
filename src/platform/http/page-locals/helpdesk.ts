import type { Refusal } from '../refusal.ts';

interface ConsolePage {
  /** Waiting approvals, shown in the navigation. */
  waiting: number;
  errors?: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  /** What was just done: a calm sentence, never a refusal. */
  note?: string | null;
}

export interface Choice {
  value: string;
  text: string;
}

/** One line of a list of facts: a label and what is known. */
export interface Fact {
  label: string;
  text: string;
  tone?: 'ok' | 'bad' | 'soft';
}

/** A contact as an officer may see it: never whole. */
export interface MaskedContact {
  kind: string;
  masked: string;
  source: string;
  since: number;
  /** Why it does not count yet, or any more; null: it counts. */
  remark: string | null;
}

export interface PersonFacts {
  nama: string;
  nip: string;
  facts: readonly Fact[];
  contacts: readonly MaskedContact[];
  /** `used`: when last; null: not yet, or not known. */
  factors: readonly { text: string; since: number | null; used: number | null }[];
  locks: readonly { text: string; until: number }[];
  events: readonly { text: string; at: number }[];
}

/** What the views under `views/helpdesk/` need; see `view-locals.ts`. Times are epoch milliseconds; words arrive ready. */
export interface HelpdeskViews {
  'helpdesk/queue': ConsolePage & {
    whose: 'all' | 'mine' | 'free';
    topics: readonly Choice[];
    topic: string;
    rows: readonly {
      href: string;
      number: string;
      topic: string;
      who: string;
      instansi: string;
      queuedAt: number;
      late: boolean;
      state: string;
      holder: string | null;
    }[];
  };
  'helpdesk/case': ConsolePage & {
    /** `/helpdesk/cases/<id>`: every form of the page posts under it. */
    base: string;
    number: string;
    topic: string;
    state: string;
    queuedAt: number | null;
    /** `held`: by this officer, who alone may work on it; `free`: may be claimed; `other`: somebody has it; `ended`. */
    hold: { kind: 'held' | 'free' | 'other' | 'ended'; by: string | null; until: number | null };
    person: { nama: string | null; nip: string | null; instansi: string | null; hasAccount: boolean };
    contact: { masked: string; verified: boolean };
    delivery: string | null;
    text: string;
    files: readonly { href: string | null; name: string; kind: string; pages: number; at: number }[];
    checks: readonly { name: string; label: string; value: string }[];
    answers: readonly Choice[];
    skNumber: string;
    directory: readonly Fact[];
    population: readonly Fact[];
    callBack: {
      numbers: readonly { value: string; text: string }[];
      outcomes: readonly Choice[];
      /** What was found, ready to read; null: nobody was called. */
      done: string | null;
      confirmed: boolean;
      /** Whom to ask where no number is old enough. */
      agency: { name: string; contact: string | null; hours: string | null } | null;
    };
    acts: readonly { href: string; text: string; about: string }[];
    requests: readonly { href: string; text: string; state: string }[];
    canned: readonly Choice[];
    history: readonly { who: string; what: string; text: string; at: number; forPerson: boolean }[];
  };
  'helpdesk/act': ConsolePage & {
    action: string;
    back: string;
    number: string;
    /** What the act is called: heading and button. */
    name: string;
    /** `form`: what is needed is asked for; `confirm`: what will happen is said, and the proof asked for. */
    step: 'form' | 'confirm';
    /** A contact is to be corrected: its fields are shown. */
    contact: boolean;
    kinds: readonly Choice[];
    person: { nama: string; nip: string };
    old: readonly MaskedContact[];
    /** What will happen, sentence by sentence. */
    effects: readonly string[];
    /** What was asked for, ready to read. */
    facts: readonly Fact[];
    hidden: Record<string, string>;
    second: boolean;
    /** Refused by the rules: nothing can be done here, and this says why. */
    blocked: string | null;
    locked: { until: number } | null;
  };
  'helpdesk/person-search': ConsolePage & { reasons: readonly Choice[] };
  'helpdesk/person': ConsolePage & {
    person: PersonFacts | null;
    nip: string;
    /** Back to the case this look belongs to; null: there is none. */
    back: string | null;
  };
  'helpdesk/approvals': ConsolePage & {
    rows: readonly {
      href: string;
      act: string;
      who: string;
      instansi: string;
      console: string;
      by: string;
      at: number;
      until: number;
      state: string;
      mine: boolean;
    }[];
  };
  'helpdesk/approval': ConsolePage & {
    action: string;
    act: string;
    state: string;
    person: { nama: string; nip: string };
    facts: readonly Fact[];
    evidence: readonly Fact[];
    caseHref: string | null;
    caseNumber: string | null;
    hash: string;
    /** What this officer may do with it now. */
    may: 'decide' | 'withdraw' | 'show_code' | 'nothing';
    effects: readonly string[];
    locked: { until: number } | null;
  };
  'helpdesk/code': ConsolePage & { code: string; until: number; person: { nama: string }; back: string };
}
