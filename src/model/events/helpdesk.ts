/** Events of cases, officers' looks and acts, approvals. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface HelpdeskEvents {
  /** Somebody signed in asked for a console that is not theirs. */
  'console.refused': { console: string; path: string; reason: 'no_role' | 'acr' | 'young_factor' };
}
