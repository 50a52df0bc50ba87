/**
 * What people with power may do to somebody else's account (design §6, "People with power"): nobody acts on himself or on a
 * holder of a role, nobody approves what he made or edited, one person never changes both contact and authenticator within
 * 72 hours, and scans prove nothing alone. Whatever is refused here is refused for good: it is asked when an act is
 * requested and again when it is approved, because the facts may have changed between.
 */

export type PowerAct = 'end_lock' | 'correct_contact' | 'reset_authenticator' | 'give_code' | 'end_freeze';
export type Console = 'helpdesk' | 'agency';

export type PowerRefusal =
  | 'self'
  | 'role_holder'
  | 'closed'
  | 'frozen'
  | 'not_frozen'
  /** The other one of contact and authenticator was changed, or is being changed, less than 72 hours ago. */
  | 'apart'
  /** Neither a call-back to a number on record for long enough, nor the person in front of the officer. */
  | 'not_met';

/** Times are epoch milliseconds. */
export interface PowerSubject {
  readonly accountId: string;
  /** The roles in force. */
  readonly roles: readonly string[];
  readonly closed: boolean;
  readonly frozen: boolean;
  /** The newest change of a contact by anyone, and the newest reset of the authenticator; asked-for ones count. */
  readonly contactTouchedAt: number | null;
  readonly authenticatorTouchedAt: number | null;
}

/** What shows that the person asking is the person: papers alone never do. */
export interface Meeting {
  /** The person answered at a number on record; `numberSince`: since when that number is on record. */
  readonly callBack: { readonly numberSince: number } | null;
  /** The person stood before the officer, with papers: in the agency only. */
  readonly presence: boolean;
}

export interface PowerFigures {
  readonly apartSeconds: number;
  readonly callbackNumberSeconds: number;
}

export interface PowerQuestion {
  readonly officer: string;
  readonly subject: PowerSubject;
  readonly act: PowerAct;
  readonly meeting: Meeting;
  readonly console: Console;
  readonly now: number;
}

export function mayAct(
  { officer, subject, act, meeting, console, now }: PowerQuestion,
  figures: PowerFigures,
): { kind: 'may' } | { kind: 'may_not'; reason: PowerRefusal } {
  if (officer === subject.accountId) return mayNot('self');
  // Whoever could take over an officer would have the officer's power: only two platform admins act on them.
  if (subject.roles.length > 0) return mayNot('role_holder');
  if (subject.closed) return mayNot('closed');
  if (act === 'end_lock') return { kind: 'may' };
  // A freeze is the owner's own cry for help: nothing is changed under it but the freeze itself.
  if (act === 'end_freeze' && !subject.frozen) return mayNot('not_frozen');
  if (act !== 'end_freeze' && subject.frozen) return mayNot('frozen');
  if (isTooCloseToTheOther(act, subject, now, figures)) return mayNot('apart');
  if (!isMet(meeting, console, now, figures)) return mayNot('not_met');
  return { kind: 'may' };
}

/** What one officer alone may do at most annoys; everything that opens a way into an account needs a second one. */
export function needsSecondOfficer(act: PowerAct, console: Console): boolean {
  if (act === 'end_lock') return false;
  // An agency's admin knows the agency's people; the old contact is told and can undo for 72 hours.
  return !(act === 'correct_contact' && console === 'agency');
}

export interface ApprovalQuestion {
  readonly officer: string;
  readonly requestedBy: string;
  /** Whoever wrote on the evidence of the case it stands on. */
  readonly editors: readonly string[];
  readonly subject: string | null;
}

export type ApproverRefusal = 'own' | 'edited' | 'self';

export function mayApprove({
  officer,
  requestedBy,
  editors,
  subject,
}: ApprovalQuestion): { kind: 'may' } | { kind: 'may_not'; reason: ApproverRefusal } {
  if (officer === requestedBy) return mayNot('own');
  if (officer === subject) return mayNot('self');
  if (editors.includes(officer)) return mayNot('edited');
  return { kind: 'may' };
}

/** A number of the last days may be the thief's: a call-back proves somebody only at one that is older. */
export function mayCallBack(numberSince: number, now: number, figures: PowerFigures): boolean {
  return now - numberSince >= figures.callbackNumberSeconds * 1000;
}

function isTooCloseToTheOther(
  act: PowerAct,
  { contactTouchedAt, authenticatorTouchedAt }: PowerSubject,
  now: number,
  { apartSeconds }: PowerFigures,
): boolean {
  const recent = (at: number | null) => at !== null && now - at < apartSeconds * 1000;
  if (act === 'correct_contact') return recent(authenticatorTouchedAt);
  if (act === 'reset_authenticator') return recent(contactTouchedAt);
  return false;
}

function isMet(
  { callBack, presence }: Meeting,
  console: Console,
  now: number,
  figures: PowerFigures,
): boolean {
  if (callBack !== null && mayCallBack(callBack.numberSince, now, figures)) return true;
  return console === 'agency' && presence;
}

function mayNot<Reason>(reason: Reason): { kind: 'may_not'; reason: Reason } {
  return { kind: 'may_not', reason };
}
