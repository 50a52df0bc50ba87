import type { ProofWays } from '../proof-ways.ts';
import type { Lock, Refusal } from '../refusal.ts';
import type { ShownActivity } from './activity.ts';

/** A line of a record, labelled and worded. */
export interface ProfileFact {
  label: string;
  text: string;
}

/** A list in the copy of one's data. */
export interface DataTable {
  title: string;
  columns: string[];
  rows: string[][];
}

/** Locals of the views of profile, preferences and the copy of one's data. Times are epoch milliseconds. */
export interface ProfileViews {
  'account/profile/show': {
    name: string;
    nip: string;
    person: ProfileFact[];
    work: ProfileFact[];
    numbers: ProfileFact[];
    fetchedAt: number;
    /** Our copy is older than a day. */
    old: boolean;
    office: { name: string; contact: string | null; hours: string | null };
  };
  'account/profile/preferences': {
    language: 'id' | 'en';
    appearance: 'auto' | 'light' | 'dark';
    note: string | null;
  };
  'account/profile/data': {
    /** There is a factor to prove it with. */
    provable: boolean;
    proof?: ProofWays;
    shared: boolean;
    /** How many rows of activity one file holds, and one print. */
    rows: number;
    printRows: number;
    locked: Lock | null;
    errors: Refusal[];
    values: Record<string, string>;
  };
  'account/profile/data-ready': {
    /** Until when (epoch ms) the files can be fetched in this session. */
    until: number;
    shared: boolean;
    /** Addresses of the files, the newest activity first. */
    files: string[];
    printRows: number;
  };
  'account/profile/data-print': {
    name: string;
    nip: string;
    madeAt: number;
    fetchedAt: number;
    facts: ProfileFact[];
    tables: DataTable[];
    activity: Omit<ShownActivity, 'disavowable'>[];
    /** There is more, in the file. */
    more: boolean;
  };
}
