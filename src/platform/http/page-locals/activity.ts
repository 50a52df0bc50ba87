/** Locals of the views of sessions and applications. Times are epoch milliseconds. */
export interface ActivityViews {
  'account/activity/sessions': {
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
    /** Of a session just ended: which applications were told. */
    ended: { name: string; done: boolean }[] | null;
  };
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
