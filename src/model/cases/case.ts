import type { Selectable } from 'kysely';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import type { HelpCaseTable } from '../../platform/schema.ts';

export type HelpCase = Selectable<HelpCaseTable>;

/** Where somebody works on it, or could; the others have ended, or were never in the queue. */
export const OPEN_STATES = ['queued', 'claimed', 'asked'] as const;

const LINK = 'case-link';

/** What a case's messages and deliveries are found by (`outbox.ref`). */
export const caseRef = (id: string) => `case:${id}`;

/** The secret of a new case's page: made from its id by the ring, so that every later mail can bring the same link. */
export function newCaseToken(ring: KeyRing, id: string): string {
  return ring.mac(LINK, id).mac;
}

/** The page by which its person follows a case; null where the key it was made with has left the ring. */
export function caseLink(
  { ring, issuer }: { ring: KeyRing; issuer: string },
  { id, token_hash }: Pick<HelpCase, 'id' | 'token_hash'>,
): string | null {
  const made = ring.macs(LINK, id).find(({ mac }) => sha256(mac) === token_hash);
  return made ? `${issuer}/help/case/${made.mac}` : null;
}

/** Whose secret link it is sees the case, drafts included; states are for the caller to judge. */
export async function caseByToken(db: Db, token: string): Promise<HelpCase | null> {
  const row = await db
    .selectFrom('help_case')
    .selectAll()
    .where('token_hash', '=', sha256(token))
    .executeTakeFirst();
  return row ?? null;
}

export async function caseById(db: Db, id: string): Promise<HelpCase | null> {
  const row = await db.selectFrom('help_case').selectAll().where('id', '=', id).executeTakeFirst();
  return row ?? null;
}
