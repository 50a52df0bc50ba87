import type { SigninAccount } from '../../../model/people/signin-account.ts';
import type { PowerAct } from '../../../policies/power.ts';

/** What a helpdesk officer may try for this person; whether he may is asked when he does (policies/power.ts). */
export function actsFor(account: SigninAccount | null): PowerAct[] {
  if (!account || account.state === 'closed') return [];
  if (account.blocks.includes('freeze')) return ['end_lock', 'end_freeze'];
  return ['end_lock', 'correct_contact', 'reset_authenticator', 'give_code'];
}
