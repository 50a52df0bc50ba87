import type { MessageKey } from '../../messages.ts';

/** What `?done=` of a page says was done; anything else in the address says nothing. */
export const DONE: Readonly<Record<string, MessageKey | undefined>> = {
  claimed: 'helpdesk.done.claimed',
  released: 'helpdesk.done.released',
  noted: 'helpdesk.done.noted',
  asked: 'helpdesk.done.asked',
  checked: 'helpdesk.done.checked',
  done: 'helpdesk.done.done',
  refused: 'helpdesk.done.refused',
  lock_ended: 'helpdesk.done.lock_ended',
  requested: 'helpdesk.done.requested',
  approved: 'helpdesk.done.approved',
  declined: 'helpdesk.done.declined',
  withdrawn: 'helpdesk.done.withdrawn',
};
