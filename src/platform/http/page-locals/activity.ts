/** One row of the audit log as its person is told of it. */
export interface ShownActivity {
  id: number;
  at: number;
  sentence: string;
  /** Who did it, by account or office. */
  who: string;
  browser: string | null;
  address: string | null;
  application: string | null;
  /** It offers "bukan saya". */
  disavowable: boolean;
}

/** Where an account is signed in. */
interface OwnSessions {
  sessions: {
    id: string;
    current: boolean;
    browser: string;
    address: string | null;
    startedAt: number;
    lastActiveAt: number;
    shared: boolean;
    applications: string[];
  }[];
  /** Names of native apps that stay signed in. */
  apps: string[];
  /** Just ended: one session or all others, and which applications were told. */
  ended: { others: boolean; clients: { name: string; done: boolean }[] } | null;
}

/** Locals of the views of activity, sessions and applications. Times are epoch milliseconds. */
export interface ActivityViews {
  'account/activity/history': {
    groups: readonly string[];
    /** The one chosen; null: everything. */
    group: string | null;
    /** yyyy-mm-dd. */
    until: string | null;
    /** These are the newest there are of what was asked for. */
    first: boolean;
    days: { at: number; rows: ShownActivity[] }[];
    newestHref: string;
    /** Null: there is nothing older. */
    olderHref: string | null;
    /** "Bukan saya" was pressed on a row that is too old for it. */
    tooOld: boolean;
  };
  'account/activity/sessions': OwnSessions;
  'account/activity/end-others': OwnSessions;
  'account/activity/applications': {
    applications: {
      id: string;
      name: string;
      uri: string | null;
      consentedAt: number | null;
      active: boolean;
    }[];
    note: string | null;
  };
  'account/activity/application': { application: { id: string; name: string; uri: string | null } };
}
