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
}
