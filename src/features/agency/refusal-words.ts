import type { DecisionRefusal } from '../../model/approvals/decide-approval.ts';
import type { RequestRefusal } from '../../model/approvals/request-approval.ts';
import { fault } from '../../parts/fault.ts';
import type { Fault } from '../../parts/fault.ts';
import type { MessageKey } from '../../messages.ts';

type AnyRefusal = RequestRefusal | DecisionRefusal | 'letter' | 'other_contact';

const keys: Readonly<Record<AnyRefusal, MessageKey>> = {
  self: 'agency.refused.self',
  role_holder: 'agency.refused.role_holder',
  closed: 'agency.refused.closed',
  frozen: 'agency.refused.frozen',
  not_frozen: 'agency.refused.gone',
  apart: 'agency.refused.apart',
  not_met: 'agency.fault.meeting',
  running: 'agency.refused.running',
  gone: 'agency.refused.gone',
  letter: 'agency.refused.letter',
  other_contact: 'agency.refused.other_contact',
  own: 'agency.refused.own',
  edited: 'agency.refused.own',
  changed: 'agency.refused.changed',
  asker_gone: 'agency.refused.asker_gone',
  ended: 'agency.refused.ended',
};

/** What the rules of people with power said, in words. */
export const refusalFault = (reason: AnyRefusal): Fault => fault(null, keys[reason]);
