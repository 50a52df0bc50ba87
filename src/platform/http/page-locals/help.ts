import type { CaseState, CaseTopic, ContactKind } from '../../schema.ts';
import type { Refusal } from '../refusal.ts';

/** What the views under `views/help/` need; see `view-locals.ts`. */
export interface HelpViews {
  'help/topics': Record<string, never>;
  'help/nip': Form & {
    captcha: CaptchaForm;
    answer: NipAnswer | null;
  };
  'help/correction': Form & {
    captcha: CaptchaForm;
    agencies: readonly { id: string; nama: string }[];
    fields: readonly Choice[];
  };
  'help/correction-status': {
    state: 'open' | 'done' | 'refused';
    kind: 'record' | 'not_in_directory';
    agency: AgencyContact | null;
    text: string;
    at: number;
    decidedAt: number | null;
    reason: string | null;
  };
  'help/case': Form & {
    topics: readonly Choice[];
    upload: UploadLimits;
    /** Text was refused beside files that were chosen: a browser never keeps these. */
    chooseAgain: boolean;
  };
  'help/case-verify': Form & { kind: ContactKind; to: string; suggestion: string | null };
  'help/case-enough': Record<string, never>;
  'help/case-page': Form & {
    /** Absolute path of the page; its forms post below it. */
    action: string;
    number: string;
    topic: string;
    state: Exclude<CaseState, 'draft'>;
    at: number;
    text: string;
    events: readonly CaseLine[];
    files: readonly { name: string; pages: number; at: number }[];
    deliveries: readonly { channel: 'email' | 'sms'; state: 'waiting' | 'sent' | 'failed'; at: number }[];
    upload: UploadLimits;
    /** Why it ended by itself; null otherwise. */
    ended: 'by_person' | 'no_answer' | null;
  };
}

interface Form {
  errors?: readonly Refusal[];
  values?: Readonly<Record<string, string>>;
  note?: string | null;
}

/** What the partial `captcha` needs; `form` names the challenge. */
export interface CaptchaForm {
  form: string;
  challenge: unknown;
  picture: string;
}

export interface Choice {
  value: string;
  label: string;
}

export interface AgencyContact {
  nama: string;
  kontak: { nama: string | null; jam: string | null; saluran: string | null };
}

export type NipAnswer =
  | { kind: 'found'; nip: string; agency: AgencyContact }
  | { kind: 'unknown'; nip: string }
  | { kind: 'conflict'; nip: string }
  | { kind: 'away'; retryAt: number };

/** One line of a case's history that its person may see. */
export interface CaseLine {
  at: number;
  /** Whose word: the person's own, an officer's, or the system's. */
  who: 'person' | 'officer' | 'system';
  title: string;
  text: string;
  /** Where the officers opened the way to a new authenticator. */
  resetLink?: string | null;
}

export interface UploadLimits {
  megabytes: number;
  files: number;
  pages: number;
}

export type { CaseTopic };
