/** Events of the platform console. Names are `area.what-happened`; never a secret or a full NIP in the details. */
export interface PlatformEvents {
  'admin.requested': { request: string; act: string };
  'admin.approved': { request: string; act: string };
  'admin.declined': { request: string; act: string };
  'admin.withdrawn': { request: string; act: string };
  /** Null: everybody's. */
  'sessions.ended-by-admins': { agency: string | null };
  /** A decision that did not count. */
  'admin.decision-refused': { request: string; act: string; reason: string };
  /** A search of the whole log, or its export: what was asked for; whose NIP that was is in the row of the look at them. */
  'audit.searched': AuditSearched;
  'audit.exported': AuditSearched & { rows: number };
  'audit.check-asked': { fromSeal: number; anchors: number };
  'audit.checked': { seals: number; rows: number; found: number };
  /** The switch of the passkeys' rollout was turned. */
  'passkey-offer.changed': Record<'before' | 'after', { share: number; agencies: string[] }>;
}

interface AuditSearched {
  filters: Record<string, string>;
}
