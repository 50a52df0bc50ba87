import type { Console, PowerAct } from '../../policies/power.ts';

/** Events of cases, officers' looks and acts, approvals. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface HelpdeskEvents {
  /** Somebody signed in asked for a console that is not theirs. */
  'console.refused': { console: string; path: string; reason: 'no_role' | 'acr' | 'young_factor' };
  /** An officer asked for an object he may not see: another agency's person, his own case, an id that is none. */
  'scope.refused': { console: string; path: string };
  /** Every look of an officer at a person; `why`: the reason given, `case`: the case it belongs to. */
  'person.viewed': { console: Console | 'admin'; why?: string; case?: string };
  'case.viewed': { case: string };
  'case.file-opened': { case: string; file: string };
  'case.claimed': { case: string };
  'case.released': { case: string };
  'case.checked': { case: string; what: string; outcome?: 'confirmed' | 'unreached' | 'denied' };
  'case.asked': { case: string };
  'case.finished': { case: string; state: 'done' | 'refused' };
  'approval.requested': { approval: string; act: PowerAct; console: Console; case?: string };
  'approval.approved': { approval: string; act: PowerAct; console: Console; case?: string };
  'approval.refused': { approval: string; act: PowerAct; console: Console; case?: string };
  'approval.withdrawn': { approval: string; act: PowerAct; console: Console };
  /** An act that the rules forbid (policies/power.ts), asked for or to be approved. */
  'power.refused': { act: PowerAct; reason: string; console: Console; approval?: string };
  /** The passwords' lock of an account was ended by an officer. */
  'lock.ended': { case?: string };
}
