import type { AuthenticatorResetTable, ContactKind } from '../../platform/schema.ts';

type ResetWay = AuthenticatorResetTable['way'];
/** What ended a reset before it was used. */
export type ResetCanceller = 'link' | 'old_factor' | 'freeze' | 'officer';

/** Events of forgotten passwords and lost authenticators. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface RecoveryEvents {
  /** `sent`: what was typed equals what is on record. `nip` is an HMAC where nobody has that NIP. */
  'recovery.asked': { sent: boolean; reason?: RecoveryRefusal; nip?: string };
  'recovery.over-budget': { purpose: string };
  'recovery.code-refused': { kind: ContactKind; nip?: string };
  'recovery.contact-proven': { kind: ContactKind; way: 'code' | 'link' };
  'recovery.factor-proven': { way: 'totp' | 'recovery_code' };
  'recovery.completed': { secondFactor: boolean };
  'reset.asked': { sent: boolean; reason?: RecoveryRefusal; nip?: string };
  'reset.password-refused': { reason: 'wrong_password' | 'locked'; nip?: string };
  'reset.requested': { reset: string; way: ResetWay; opensAt: string; case?: string };
  'reset.opened': { reset: string; way: ResetWay };
  /** Its link was opened, and the button pressed. */
  'reset.held': { reset: string };
  'reset.used': { reset: string };
  'reset.cancelled': { reset: string; by: ResetCanceller };
  'reset.expired': { reset: string };
}

export type RecoveryRefusal = 'unknown_nip' | 'other_email' | 'contact_does_not_count' | 'not_allowed';
