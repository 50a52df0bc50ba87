import type { MessageKey } from '../../messages.ts';
import type { AuditType } from '../../model/audit.ts';
import type { DecisionRefusal } from '../../model/approvals/decide-approval.ts';
import type { RequestRefusal } from '../../model/approvals/request-approval.ts';
import type { CaseEventKind } from '../../model/cases/events.ts';
import type { ApprovalState, CaseState, CaseTopic, ContactSource } from '../../platform/schema.ts';
import type { PowerAct } from '../../policies/power.ts';
import type { Answer, CallOutcome, Check } from './case/evidence.ts';

/** The model returns codes; here each has its words. */
type Named<T extends string> = Readonly<Record<T, MessageKey>>;

export const TOPICS: Named<CaseTopic> = {
  contact: 'helpdesk.topic.contact',
  lock: 'helpdesk.topic.lock',
  authenticator: 'helpdesk.topic.authenticator',
  password: 'helpdesk.topic.password',
  nip: 'helpdesk.topic.nip',
  registration: 'helpdesk.topic.registration',
  frozen: 'helpdesk.topic.frozen',
  other: 'helpdesk.topic.other',
};

export const STATES: Named<CaseState> = {
  draft: 'helpdesk.state.draft',
  queued: 'helpdesk.state.queued',
  claimed: 'helpdesk.state.claimed',
  asked: 'helpdesk.state.asked',
  done: 'helpdesk.state.done',
  refused: 'helpdesk.state.refused',
  closed: 'helpdesk.state.closed',
};

export const EVENTS: Named<CaseEventKind> = {
  queued: 'helpdesk.event.queued',
  claimed: 'helpdesk.event.claimed',
  released: 'helpdesk.event.released',
  note: 'helpdesk.event.note',
  evidence: 'helpdesk.event.evidence',
  callback: 'helpdesk.event.callback',
  act: 'helpdesk.event.act',
  asked: 'helpdesk.event.asked',
  answered: 'helpdesk.event.answered',
  told: 'helpdesk.event.told',
  done: 'helpdesk.event.done',
  refused: 'helpdesk.event.refused',
  closed: 'helpdesk.event.closed',
};

export const SOURCES: Named<ContactSource> = {
  directory: 'helpdesk.source.directory',
  self: 'helpdesk.source.self',
  agency: 'helpdesk.source.agency',
  helpdesk: 'helpdesk.source.helpdesk',
};

export const CHECK_WORDS: Named<Check> = {
  ktpReadable: 'helpdesk.check.ktp_readable',
  nameEqual: 'helpdesk.check.name_equal',
  nipEqual: 'helpdesk.check.nip_equal',
  skSeen: 'helpdesk.check.sk_seen',
};

export const ANSWERS: Named<Answer> = {
  yes: 'helpdesk.answer.yes',
  no: 'helpdesk.answer.no',
  unclear: 'helpdesk.answer.unclear',
};

export const OUTCOMES: Named<CallOutcome> = {
  confirmed: 'helpdesk.call.confirmed',
  unreached: 'helpdesk.call.unreached',
  denied: 'helpdesk.call.denied',
};

export const ACTS: Readonly<Record<PowerAct, { path: string; name: MessageKey; about: MessageKey }>> = {
  end_lock: { path: 'end-lock', name: 'helpdesk.act.end_lock', about: 'helpdesk.act.end_lock.about' },
  correct_contact: {
    path: 'correct-contact',
    name: 'helpdesk.act.correct_contact',
    about: 'helpdesk.act.correct_contact.about',
  },
  reset_authenticator: {
    path: 'reset-authenticator',
    name: 'helpdesk.act.reset_authenticator',
    about: 'helpdesk.act.reset_authenticator.about',
  },
  give_code: { path: 'give-code', name: 'helpdesk.act.give_code', about: 'helpdesk.act.give_code.about' },
  end_freeze: { path: 'end-freeze', name: 'helpdesk.act.end_freeze', about: 'helpdesk.act.end_freeze.about' },
};

/** What happens when it is carried out, sentence by sentence. */
export const EFFECTS: Readonly<Record<PowerAct, readonly MessageKey[]>> = {
  end_lock: ['helpdesk.effect.end_lock', 'helpdesk.effect.told'],
  correct_contact: [
    'helpdesk.effect.contact_old',
    'helpdesk.effect.contact_new',
    'helpdesk.effect.contact_apart',
  ],
  reset_authenticator: ['helpdesk.effect.reset', 'helpdesk.effect.reset_needs', 'helpdesk.effect.told'],
  give_code: ['helpdesk.effect.code', 'helpdesk.effect.code_needs', 'helpdesk.effect.told'],
  end_freeze: ['helpdesk.effect.unfreeze', 'helpdesk.effect.told'],
};

export const REFUSALS: Named<RequestRefusal | DecisionRefusal> = {
  self: 'helpdesk.refusal.self',
  role_holder: 'helpdesk.refusal.role_holder',
  closed: 'helpdesk.refusal.closed',
  frozen: 'helpdesk.refusal.frozen',
  not_frozen: 'helpdesk.refusal.not_frozen',
  apart: 'helpdesk.refusal.apart',
  not_met: 'helpdesk.refusal.not_met',
  running: 'helpdesk.refusal.running',
  gone: 'helpdesk.refusal.gone',
  own: 'helpdesk.refusal.own',
  edited: 'helpdesk.refusal.edited',
  changed: 'helpdesk.refusal.changed',
  asker_gone: 'helpdesk.refusal.asker_gone',
  ended: 'helpdesk.refusal.ended',
};

export const APPROVAL_STATES: Named<ApprovalState> = {
  pending: 'helpdesk.approval.pending',
  approved: 'helpdesk.approval.approved',
  refused: 'helpdesk.approval.refused',
  withdrawn: 'helpdesk.approval.withdrawn',
  expired: 'helpdesk.approval.expired',
};

/** What an officer sees of an account's history: what happened, never from where or with what. */
export const SECURITY_EVENTS: Partial<Readonly<Record<AuditType, MessageKey>>> = {
  'signin.success': 'helpdesk.audit.signin',
  'signin.refused': 'helpdesk.audit.signin_refused',
  'signin.locked': 'helpdesk.audit.locked',
  'password.changed': 'helpdesk.audit.password',
  'password.recovery-forced': 'helpdesk.audit.recovery_forced',
  'totp.enrolled': 'helpdesk.audit.totp',
  'totp.added': 'helpdesk.audit.totp_added',
  'totp.removed': 'helpdesk.audit.totp_removed',
  'passkey.added': 'helpdesk.audit.passkey',
  'passkey.removed': 'helpdesk.audit.passkey_removed',
  'passkey.refused': 'helpdesk.audit.passkey_refused',
  'recovery-code.used': 'helpdesk.audit.recovery_code',
  'contact.changed': 'helpdesk.audit.contact',
  'contact.undone': 'helpdesk.audit.contact_undone',
  'account.blocked': 'helpdesk.audit.blocked',
  'account.unblocked': 'helpdesk.audit.unblocked',
  'lock.ended': 'helpdesk.audit.lock_ended',
  'approval.requested': 'helpdesk.audit.requested',
  'approval.approved': 'helpdesk.audit.approved',
  'person.viewed': 'helpdesk.audit.viewed',
};
