/** Events of passkeys. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface PasskeyEvents {
  'passkey.added': { passkey: string; synced: boolean };
  'passkey.removed': { passkey: string; reason: string };
  'passkey.renamed': { passkey: string };
  /** An answer that was not good; `passkey` where the credential is known. */
  'passkey.refused': { reason: PasskeyRefusal; passkey?: string };
}

/**
 * `malformed`: no answer of a browser; `challenge`: not one of ours, of another page, too old or used; `unknown`: no such
 * credential; `other_account`: it is somebody else's; `signature`: signature, origin, RP ID or user verification is not
 * right; `counter`: it went back, so there may be a copy.
 */
export type PasskeyRefusal =
  'malformed' | 'challenge' | 'unknown' | 'other_account' | 'signature' | 'counter';
