import type { ContactKind, ContactSource } from '../../platform/schema.ts';

/** Events of contacts changed, undone, disavowed. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface ContactEvents {
  /** The second factor was given for one act of a page or console. */
  'act.proven': { act: string; way: 'totp' | 'recovery_code' | 'passkey' };
  'contact.changed': { kind: ContactKind; contact: string; source: ContactSource; case?: string };
  'contact.undone': {
    kind: ContactKind;
    change: string;
    authenticators: number;
    passkeys: number;
    recoveryCodes: number;
  };
  /** "Bukan saya": of which notice, and what was chosen. */
  'disavowal.used': { event: string; choice: 'session' | 'sessions' | 'freeze' };
  /** The mail server or SMS gateway said that nobody is there. */
  'contact.bounced': { kind: ContactKind };
}
