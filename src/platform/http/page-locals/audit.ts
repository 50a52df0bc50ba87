import type { Lock, Refusal } from '../refusal.ts';
import type { AdminPage } from './platform.ts';

interface Choice {
  value: string;
  label: string;
}

/** One row of the log; times are epoch milliseconds. */
export interface AuditLine {
  id: number;
  at: number;
  /** What happened, in plain words. */
  words: string;
  type: string;
  accountId: string | null;
  person: string | null;
  actor: string;
  /** Where there is more of them to look for. */
  actorId: string | null;
  clientId: string | null;
  client: string | null;
  address: string | null;
  requestId: string | null;
  /** The link of the chain that covers it; null: too young. */
  seal: number | null;
  raw: string;
}

interface ShownCheck {
  id: string;
  askedBy: string;
  askedAt: number;
  fromNr: number;
  atNr: number;
  links: number;
  rows: number;
  anchors: number;
  found: number;
  unsealed: number | null;
  finishedAt: number | null;
  /** How much of it is done, of 1. */
  share: number;
  findings: string[];
}

export interface ColumnLocals {
  columns: {
    label: string;
    tick: string | null;
    value: number;
    x: number;
    y: number;
    width: number;
    height: number;
  }[];
  top: number;
  total: number;
}

/** `share`: of the largest, or of the whole. */
export interface RowLocals {
  label: string;
  value: number;
  share: number;
}

interface CoverageLocals {
  people: number;
  active: number;
  mfa: number;
  passkey: number;
}

/** Locals of the views of the audit log, the figures and the switch of passkeys. */
export interface AuditViews {
  'admin/audit/search': AdminPage & {
    events: (Choice & { types: Choice[] })[];
    clients: Choice[];
    values: Record<string, string>;
    person: string | null;
    actor: string | null;
    /** Null: nothing was searched for, since something was refused. */
    rows: AuditLine[] | null;
    next: string | null;
    /** The page is not full, because no more rows may be looked at; null: it is, or there are no more. */
    lookedBackTo: number | null;
    narrowed: boolean;
    /** As many as an export has at most. */
    exportRows: number;
    errors: Refusal[];
  };
  'admin/audit/verify': AdminPage & {
    head: { nr: number; toId: number; mac: string; sealedAt: number } | null;
    /** The last seal is older than it should be. */
    late: boolean;
    checks: ShownCheck[];
    running: boolean;
    errors: Refusal[];
    values: Record<string, string>;
  };
  'admin/audit/seal': AdminPage & {
    link: {
      nr: number;
      fromId: number;
      toId: number;
      count: number;
      mac: string;
      keyId: string;
      sealedAt: number;
    };
    findings: string[];
  };
  'admin/figures': AdminPage & {
    /** The box that charts are drawn in. */
    box: { width: number; height: number; left: number; bottom: number; top: number };
    span: 'day' | 'week' | 'month';
    from: number;
    lastDay: number;
    /** Addresses of the periods beside this one. */
    before: string;
    after: string | null;
    agency: string | null;
    /** The period begins before what is kept of these figures; null: it does not. */
    kept: { days: number; from: number } | null;
    names: string[];
    /** Up to when events are counted; null: none yet. */
    countedAt: number | null;
    signins: ColumnLocals;
    strengths: RowLocals[];
    refusals: RowLocals[];
    locks: ColumnLocals;
    pools: RowLocals[];
    lockedAgencies: RowLocals[];
    coverage: CoverageLocals & { countedAt: number | null };
    covered: RowLocals[];
    history: (CoverageLocals & { day: number })[];
    behind: (CoverageLocals & { agencyId: string; nama: string })[];
    errors: Refusal[];
    values: Record<string, string>;
  };
  'admin/passkeys': AdminPage & {
    coverage: CoverageLocals & { countedAt: number | null };
    offered: number;
    /** Null: it is the policy's figure. */
    changed: { at: number; by: string } | null;
    /** What is shown is not in force yet. */
    draft: boolean;
    agencies: { id: string; nama: string }[];
    names: string[];
    done: boolean;
    errors: Refusal[];
    values: Record<string, string>;
    locked: Lock | null;
  };
}
