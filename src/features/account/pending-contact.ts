import { policy } from '../../../config/policy.ts';
import type { SsoSession } from '../../oidc/sessions.ts';
import type { Kv } from '../../platform/kv.ts';
import type { ContactKind } from '../../platform/schema.ts';

/** A new contact whose second factor was given and whose code is awaited: of one session, for ten minutes. */
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
