import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import type { Db } from '../platform/db.ts';
import type { ServiceRequestState } from '../platform/schema.ts';

/** How a person's own request stands at a relying party. Times are epoch milliseconds. */
export interface ServiceRequest {
  clientId: string;
  /** The relying party's own name for it. */
  reference: string;
  title: string;
  state: ServiceRequestState;
  detail: string | null;
  link: string | null;
  updatedAt: number;
}

export interface Report extends ServiceRequest {
  /** The `sub` it is reported for: anything, until it was looked up. */
  accountId: string;
}

/** Nothing more happens to it. */
const ended = sql.raw(`state in ('approved', 'rejected', 'cancelled')`);

/**
 * Keeps what a relying party says of one request, where the person has a grant to it. What is older than what is known, or
 * the same again, changes nothing. The row of the grant is held meanwhile: reports about one person at one client take
 * turns, so that never more than the policy's number stay.
 */
export async function keepReport(db: Db, report: Report, now: number): Promise<void> {
  const { clientId, accountId } = report;
  await db.transaction().execute(async (trx) => {
    const { rows } = await sql`
      select 1 from application_use where account_id = ${accountId}::uuid and client_id = ${clientId} for update`.execute(
      trx,
    );
    if (rows.length === 0) return;
    await putRequest(trx, report, now);
    await dropSurplus(trx, { clientId, accountId });
  });
}

async function putRequest(trx: Db, report: Report, now: number): Promise<void> {
  const { clientId, accountId, reference, title, state, detail, link } = report;
  const [updatedAt, receivedAt] = [new Date(report.updatedAt), new Date(now)];
  await sql`
    insert into service_request (client_id, account_id, reference, title, state, detail, link, updated_at, received_at)
    values (${clientId}, ${accountId}::uuid, ${reference}, ${title}, ${state}, ${detail}, ${link}, ${updatedAt}, ${receivedAt})
    on conflict (client_id, account_id, reference) do update set title = excluded.title, state = excluded.state,
      detail = excluded.detail, link = excluded.link, updated_at = excluded.updated_at, received_at = excluded.received_at
    where service_request.updated_at < excluded.updated_at`.execute(trx);
}

/** What has ended goes first, the oldest of it before the rest. */
async function dropSurplus(
  trx: Db,
  { clientId, accountId }: { clientId: string; accountId: string },
): Promise<void> {
  await sql`
    delete from service_request where client_id = ${clientId} and account_id = ${accountId}::uuid and reference in (
      select reference from service_request where client_id = ${clientId} and account_id = ${accountId}::uuid
      order by ${ended}, updated_at desc, reference
      offset ${policy.requests.perPersonAndClient})`.execute(trx);
}

/** The newest of a person's own, whichever application has them. */
export async function requestsOf(db: Db, accountId: string, limit: number): Promise<ServiceRequest[]> {
  const rows = await db
    .selectFrom('service_request')
    .select(['client_id', 'reference', 'title', 'state', 'detail', 'link', 'updated_at'])
    .where('account_id', '=', accountId)
    .orderBy('updated_at', 'desc')
    .limit(limit)
    .execute();
  return rows.map(({ client_id: clientId, updated_at: updatedAt, ...row }) => ({
    ...row,
    clientId,
    updatedAt: updatedAt.getTime(),
  }));
}

/** What ended long ago, and what nobody has spoken of for years; gives how many went. */
export async function purgeRequests(db: Db, { now, limit }: { now: number; limit: number }): Promise<number> {
  const before = (seconds: number) => new Date(now - seconds * 1000);
  const { keptSeconds, forgottenSeconds } = policy.requests;
  const { numAffectedRows } = await sql`
    delete from service_request where (client_id, account_id, reference) in (
      select client_id, account_id, reference from service_request
      where received_at < ${before(keptSeconds)}
        and (${ended} or received_at < ${before(forgottenSeconds)})
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}
