import { policy } from '../../config/policy.ts';
import { randomToken } from '../platform/crypto.ts';
import type { Kv } from '../platform/kv.ts';
import { createBrowserRecords } from './browser-records.ts';
import type { BrowserRecord, BrowserRecords } from './browser-records.ts';

/** Somebody with a new phone, proving who they are. The same shape for whoever is nobody here. */
export interface ResetAttempt extends BrowserRecord {
  /** Whose authenticator; null where what was typed is on no record, so that nothing typed next is ever right. */
  accountId: string | null;
  /** What codes and the pool of passwords go by: the account, or an HMAC of an unknown NIP. */
  who: string;
  /** Of the account when this began. */
  epoch: number;
  /** E-mail and number that the codes went to; null: none that counts. */
  emailId: string | null;
  phoneId: string | null;
  /** "Ya" to "Punya kode pemulihan?": its field stands open. */
  withRecoveryCode: boolean;
  passwordProven: boolean;
  emailProven: boolean;
  phoneProven: boolean;
  /** How it ended, for the page that says so over reloads. */
  ended: 'requested' | 'running' | 'nothing_to_reset' | 'people' | null;
}

export type ResetAttempts = BrowserRecords<ResetAttempt>;

export function createResetAttempts(deps: { kv: Kv; now: () => number }): ResetAttempts {
  return createBrowserRecords<ResetAttempt>(deps, 'reset-attempt');
}

export function newResetAttempt(
  begun: Pick<ResetAttempt, 'accountId' | 'who' | 'epoch' | 'emailId' | 'phoneId' | 'withRecoveryCode'>,
  now: number,
): ResetAttempt {
  return {
    ...begun,
    id: randomToken(16),
    expiresAt: now + policy.recovery.lifetimeSeconds * 1000,
    passwordProven: false,
    emailProven: false,
    phoneProven: false,
    ended: null,
  };
}
