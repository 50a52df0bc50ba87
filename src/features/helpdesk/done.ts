import type { Context } from 'koa';
import type { MessageKey, Words } from '../../messages.ts';

const DONE = {
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
} as const satisfies Record<string, MessageKey>;

/** What `?done=` of a page says was done; anything else in the address says nothing. */
export function doneNote({ querystring }: Pick<Context, 'querystring'>, { t }: Words): string | null {
  const done = new URLSearchParams(querystring).get('done') ?? '';
  return Object.hasOwn(DONE, done) ? t(DONE[done as keyof typeof DONE]) : null;
}
