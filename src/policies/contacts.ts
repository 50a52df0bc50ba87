/**
 * Which contacts count for activation and recovery (design §3): a fresh change, by whomever, must not become a way into the
 * account before its owner had time to object.
 */

export interface ContactFigures {
  /** How long a contact must have been on record before it counts. */
  readonly countsAfterSeconds: number;
}

export interface ContactRecord {
  readonly kind: 'email' | 'phone';
  readonly source: 'directory' | 'self' | 'agency' | 'helpdesk';
  /** Epoch milliseconds: when this value came on record. */
  readonly recordedAt: number;
  /** Epoch milliseconds: when its owner gave back a code sent to it, or null. */
  readonly verifiedAt: number | null;
}

/**
 * Its owner verified it, or the directory has had it, for 72 hours ("contact set or changed by anyone": the figure binds
 * both, so that a verified change made in a stolen hour waits too). What an officer typed counts once its owner verified it.
 */
export function contactCounts(contact: ContactRecord, now: number, figures: ContactFigures): boolean {
  if (contact.verifiedAt === null && contact.source !== 'directory') return false;
  return now - contact.recordedAt >= figures.countsAfterSeconds * 1000;
}
