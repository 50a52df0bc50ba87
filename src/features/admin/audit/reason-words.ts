import type { MessageKey } from '../../../messages.ts';
import type { SigninRefusal } from '../../../model/audit.ts';

/** Why a sign-in was refused; the last two are events of their own (model/figures/count-events.ts). */
const REASONS: Readonly<Record<SigninRefusal | 'passkey' | 'no_access', MessageKey>> = {
  unknown_nip: 'audit.reason.unknown_nip',
  wrong_password: 'audit.reason.wrong_password',
  no_password: 'audit.reason.no_password',
  not_active: 'audit.reason.not_active',
  blocked: 'audit.reason.blocked',
  captcha: 'audit.reason.captcha',
  wrong_code: 'audit.reason.wrong_code',
  used_code: 'audit.reason.used_code',
  wrong_recovery_code: 'audit.reason.wrong_recovery_code',
  wrong_contact_code: 'audit.reason.wrong_contact_code',
  recovery_forced: 'audit.reason.recovery_forced',
  no_contact: 'audit.reason.no_contact',
  passkey: 'audit.reason.passkey',
  no_access: 'audit.reason.no_access',
};

/** Null: no reason that has words. */
export function reasonWords(reason: unknown): MessageKey | null {
  const known = typeof reason === 'string' && Object.hasOwn(REASONS, reason);
  return known ? (REASONS[reason as keyof typeof REASONS] ?? null) : null;
}
