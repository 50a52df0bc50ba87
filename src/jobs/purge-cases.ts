import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import { addCaseEvent } from '../model/cases/events.ts';
import { tellCasePerson } from '../model/cases/person.ts';
import type { CaseTelling } from '../model/cases/person.ts';
import type { HelpCase } from '../model/cases/case.ts';
import type { Db } from '../platform/db.ts';

const BATCH = 200;

export interface PurgeCasesDeps extends Omit<CaseTelling, 'context'> {
  db: Db;
  now: number;
}

export interface PurgedCases {
  drafts: number;
  files: number;
  unanswered: number;
  /** Ended long ago, with their history and requests. */
  cases: number;
}

/**
 * What time does to cases: drafts that nobody proved go with their files; scans go thirty days after the end; a case whose
 * person does not answer is closed, and they are told; a year after its end nothing of it is left but audit rows.
 */
export async function purgeCases({ db, now, ...telling }: PurgeCasesDeps): Promise<PurgedCases> {
  const before = (seconds: number) => new Date(now - seconds * 1000);
  const drafts = await sql`
    delete from help_case where id in (select id from help_case where state = 'draft'
      and created_at <= ${before(policy.cases.draftSeconds)} limit ${BATCH})`.execute(db);
  const files = await sql`
    delete from case_file where id in (select f.id from case_file f join help_case c on c.id = f.case_id
      where c.ended_at <= ${before(policy.cases.filesKeptSeconds)} limit ${BATCH})`.execute(db);
  const unanswered = await db
    .transaction()
    .execute((trx) => closeUnanswered(trx, before(policy.cases.askedSeconds), { ...telling, now }));
  const cases = await sql`
    delete from help_case where id in (select id from help_case
      where ended_at <= ${before(policy.cases.keptSeconds)} limit ${BATCH})`.execute(db);
  return { drafts: count(drafts), files: count(files), unanswered, cases: count(cases) };
}

async function closeUnanswered(
  trx: Db,
  askedBefore: Date,
  { now, ...told }: Omit<CaseTelling, 'context'> & { now: number },
): Promise<number> {
  const at = new Date(now);
  const context = { actor: 'system', at: now };
  const { rows } = await sql<HelpCase>`
    update help_case set state = 'closed', reason = 'no_answer', ended_at = ${at}, updated_at = ${at}
    where id in (select id from help_case where state = 'asked' and updated_at <= ${askedBefore}
      limit ${BATCH} for update skip locked)
    returning *`.execute(trx);
  for (const row of rows) {
    const details = { number: row.number, reason: 'no_answer' as const };
    // One connection, a bounded batch.
    await addCaseEvent(trx, { caseId: row.id, actor: 'system', kind: 'closed', forPerson: true, now });
    await audit(trx, { type: 'case.closed', accountId: row.account_id, details }, context);
    await tellCasePerson(trx, { helpCase: row, kind: 'case_ended', now }, { ...told, context });
  }
  return rows.length;
}

function count({ numAffectedRows }: { numAffectedRows?: bigint }): number {
  return Number(numAffectedRows ?? 0n);
}
