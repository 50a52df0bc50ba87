import type { Lock, Refusal } from '../refusal.ts';

/** On every page of the console: how many requests wait for a decision. */
export interface AdminPage {
  waiting: number;
}

export type RequestState = 'pending' | 'approved' | 'refused' | 'withdrawn' | 'expired';

export interface ListedRequest {
  id: string;
  title: string;
  by: string;
  at: number;
  expiresAt: number;
  state: RequestState;
}

export interface ShownDifference {
  label: string;
  old: string[];
  new: string[];
}

/** A form that asks a second admin for an act. */
export interface AskForm {
  errors: Refusal[];
  values: Record<string, string>;
  locked: Lock | null;
}

/** Locals of the views of the platform console. */
export interface PlatformViews {
  'admin/requests': AdminPage & { pending: ListedRequest[]; ended: ListedRequest[]; note: string | null };
  'admin/request': AdminPage &
    AskForm & {
      id: string;
      title: string;
      differences: ShownDifference[];
      /** Addresses of what is seen now and would be seen; null: of no picture, or of none on that side. */
      picture: { now: string | null; proposed: string | null } | null;
      reason: string;
      by: string;
      at: number;
      expiresAt: number;
      own: boolean;
      /** It is about whoever looks at it: somebody else decides. */
      concerned: boolean;
      state: RequestState;
      decidedBy: string | null;
      decidedAt: number | null;
      decisionReason: string | null;
      hash: string;
    };
  'admin/home': AdminPage & {
    dead: number;
    unsent: number;
    failedLogouts: number;
    /** Of the newest seal of the audit log; null: none yet. */
    sealedAt: number | null;
    keysSince: number | null;
    name: string;
    /** From when (epoch ms) the passkey they have opens the console, or null: they have none. Null itself: they came by it. */
    passkey: { opensAt: number | null } | null;
  };
  'admin/officers': AdminPage & {
    officers: {
      id: number;
      nama: string;
      nip: string;
      /** A role of whoever looks: to be taken by others. */
      own: boolean;
      role: string;
      agency: string | null;
      until: number | null;
      grantedAt: number;
      grantedBy: string;
    }[];
  };
  'admin/grant': AdminPage & AskForm & { roles: { value: string; label: string }[] };
  'admin/revoke': AdminPage &
    AskForm & { id: number; nama: string; nip: string; role: string; agency: string | null };
  'admin/keys': AdminPage &
    AskForm & {
      keys: {
        kid: string;
        alg: string;
        state: 'next' | 'current' | 'previous';
        createdAt: number;
        since: number;
      }[];
    };
  'admin/outbox': AdminPage & {
    counts: { waiting: number; dead: number };
    rows: {
      id: number;
      channel: 'email' | 'sms';
      to: string;
      kind: string;
      error: string;
      attempts: number;
      deadAt: number;
      retryable: boolean;
    }[];
    /** Where the next page begins; null: this is the last. */
    more: number | null;
    note: string | null;
  };
  'admin/lockouts': AdminPage & {
    /** Locks that stand now, newest first; times in epoch ms. */
    standing: { agency: string; pool: 'strangers' | 'otp'; since: number; until: number; account: string }[];
    /** So many are shown of more; null: all. */
    more: number | null;
    person: {
      nip: string;
      nama: string;
      password: { until: number | null; streak: number };
      codes: { until: number | null; streak: number };
      frozenSince: number | null;
    } | null;
    note: string | null;
    errors: Refusal[];
    values: Record<string, string>;
    locked: Lock | null;
  };
  'admin/emergency': AdminPage & AskForm & { agencies: string[] };
}
