import type { KeyRing } from '../../platform/crypto.ts';
import type { Db } from '../../platform/db.ts';
import { addCaseEvent } from './events.ts';
import type { CaseEvent } from './events.ts';

const aadOf = (caseId: string) => `case:${caseId}:reset-link`;

/**
 * Leaves the link of an opened reset on the page of the person's case. Sealed: whoever opens it holds the reset, so neither a
 * table nor an officer who reads the history may show it.
 */
export async function leaveResetLink(
  trx: Db,
  { caseId, link, now }: { caseId: string; link: string; now: number },
  { ring }: { ring: KeyRing },
): Promise<void> {
  const details = { resetLink: ring.encrypt(link, aadOf(caseId)) };
  await addCaseEvent(trx, { caseId, actor: 'system', kind: 'told', forPerson: true, details, now });
}

/** For the person's own page (features/help) alone; null where the event brings no link, or its key has left the ring. */
export function resetLinkOf(
  ring: KeyRing,
  caseId: string,
  { details }: Pick<CaseEvent, 'details'>,
): string | null {
  const { resetLink } = details;
  if (typeof resetLink !== 'string') return null;
  try {
    return ring.decrypt(resetLink, aadOf(caseId));
  } catch {
    return null;
  }
}
