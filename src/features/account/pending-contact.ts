import { policy } from '../../../config/policy.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Kv } from '../../platform/kv.ts';
import type { ContactKind } from '../../platform/schema.ts';

/**
 * A new contact whose second factor was given and whose code is awaited: of one session, for ten minutes. Longer than a proof is
 * good (contract: five), for none is kept here: the second factor was typed into the form that names the contact, and spent by it.
 * What waits can become this one contact and nothing else, by a code that its own mailbox or phone alone has, for as long
 * as the contract gives such a code; another code for it makes it wait no longer.
 */
export interface PendingContacts {
  put(session: SsoSession, kind: ContactKind, value: string): Promise<void>;
  get(session: SsoSession, kind: ContactKind): Promise<string | null>;
  /** One caller alone gets it. */
  take(session: SsoSession, kind: ContactKind): Promise<string | null>;
}

export function pendingContacts({ kv }: { kv: Kv }): PendingContacts {
  const keyOf = ({ uid, accountId }: SsoSession, kind: ContactKind) =>
    `contact-change:${accountId}:${uid}:${kind}`;
  return {
    put: (session, kind, value) => kv.set(keyOf(session, kind), value, policy.contactChanges.codeTtlSeconds),
    get: (session, kind) => kv.get(keyOf(session, kind)),
    take: (session, kind) => kv.take(keyOf(session, kind)),
  };
}
