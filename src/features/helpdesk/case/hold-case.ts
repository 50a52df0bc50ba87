import { sql } from 'kysely';
import { policy } from '../../../../config/policy.ts';
import { audit } from '../../../model/audit.ts';
import type { AuditContext, AuditEvent } from '../../../model/audit.ts';
import { caseById, caseRef } from '../../../model/cases/case.ts';
import type { HelpCase } from '../../../model/cases/case.ts';
import { addCaseEvent } from '../../../model/cases/events.ts';
import type { CaseEventKind } from '../../../model/cases/events.ts';
import type { Db } from '../../../platform/db.ts';
import type { Evidence } from './evidence.ts';

export { caseRef };

const claimMs = policy.cases.claimSeconds * 1000;

/** Who works on it now; an officer who left it for four hours no longer does. One that waits for its person keeps its officer. */
export function holderOf(
  helpCase: Pick<HelpCase, 'state' | 'claimed_by' | 'claimed_at'>,
  now: number,
): string | null {
  if (helpCase.claimed_by === null) return null;
  if (helpCase.state === 'asked') return helpCase.claimed_by;
  if (helpCase.state !== 'claimed' || helpCase.claimed_at === null) return null;
  return now - helpCase.claimed_at.getTime() < claimMs ? helpCase.claimed_by : null;
}

export interface Holding {
  caseId: string;
  officer: string;
  now: number;
}

/**
 * Takes a case that nobody holds. One conditional UPDATE: of two officers who press at once, one has it, and the other is
 * told who.
 */
export async function claimCase(
  trx: Db,
  { caseId, officer, now }: Holding,
  context: AuditContext,
): Promise<{ kind: 'claimed' } | { kind: 'taken'; by: string | null }> {
  const at = new Date(now);
  const taken = await trx
    .updateTable('help_case')
    .set({ state: 'claimed', claimed_by: officer, claimed_at: at, updated_at: at })
    .where('id', '=', caseId)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'queued'),
        eb.and([eb('state', '=', 'claimed'), eb('claimed_at', '<=', new Date(now - claimMs))]),
      ]),
    )
    .returning('account_id')
    .executeTakeFirst();
  if (!taken) {
    const now_ = await caseById(trx, caseId);
    return { kind: 'taken', by: now_ ? holderOf(now_, now) : null };
  }
  await addCaseEvent(trx, { caseId, actor: officer, kind: 'claimed', now });
  await audit(trx, { type: 'case.claimed', accountId: taken.account_id, details: { case: caseId } }, context);
  return { kind: 'claimed' };
}

export interface HeldChange extends Holding {
  set?: { state?: 'queued' | 'asked' | 'done' | 'refused'; reason?: string; evidence?: Partial<Evidence> };
  event: { kind: CaseEventKind; text?: string; forPerson?: boolean; details?: Record<string, unknown> };
  /** What the audit log says of it, where that is more than the case's own history. */
  audited?: (accountId: string | null) => AuditEvent;
}

/**
 * Whatever an officer does in a case is done by whoever holds it, in one conditional UPDATE, and is a line of its history.
 * Null: he does not hold it, or no longer. Working on it keeps it.
 */
export async function changeHeldCase(
  trx: Db,
  { caseId, officer, now, set = {}, event, audited }: HeldChange,
  context: AuditContext,
): Promise<HelpCase | null> {
  const at = new Date(now);
  const { state, reason, evidence } = set;
  const ended = state === 'done' || state === 'refused';
  const held = await trx
    .updateTable('help_case')
    .set({
      updated_at: at,
      claimed_at: state === 'queued' ? null : at,
      ...(state === 'queued' ? { claimed_by: null } : {}),
      ...(state === undefined ? {} : { state }),
      ...(reason === undefined ? {} : { reason }),
      ...(ended ? { ended_at: at } : {}),
      ...(evidence === undefined ? {} : { evidence: sql`evidence || ${JSON.stringify(evidence)}::jsonb` }),
    })
    .where('id', '=', caseId)
    .where('claimed_by', '=', officer)
    .where((eb) =>
      eb.or([
        eb('state', '=', 'asked'),
        eb.and([eb('state', '=', 'claimed'), eb('claimed_at', '>', new Date(now - claimMs))]),
      ]),
    )
    .returningAll()
    .executeTakeFirst();
  if (!held) return null;
  await addCaseEvent(trx, { caseId, actor: officer, now, ...event });
  if (audited) await audit(trx, audited(held.account_id), context);
  return held;
}
