import { sql } from 'kysely';
import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import { chooseDriver } from '../../policies/audit-search.ts';
import type { AuditCursor, AuditDriver } from '../../policies/audit-search.ts';
import { driversOf, others } from './filters.ts';
import type { AuditFilters } from './filters.ts';
import { isSeveral, order, slice, slices } from './walk.ts';
import type { Walk } from './walk.ts';

export interface FoundAudit {
  id: number;
  at: Date;
  type: string;
  accountId: string | null;
  actor: string;
  clientId: string | null;
  address: string | null;
  userAgent: string | null;
  requestId: string | null;
  sid: string | null;
  details: Record<string, unknown>;
  /** The link of the chain that covers it; null: too young. */
  seal: number | null;
}

/** Of `audit a`. */
export const FOUND_COLUMNS = sql`a.id, a.at, a.type, a.account_id as "accountId", a.actor, a.client_id as "clientId", a.address,
  a.user_agent as "userAgent", a.request_id as "requestId", a.sid, a.details,
  (select s.nr from audit_seal s where s.to_id >= a.id and s.from_id <= a.id order by s.to_id limit 1) as seal`;

export type AuditFound =
  | {
      kind: 'found';
      rows: FoundAudit[];
      /** Where the next page goes on; null: there is nothing more. */
      next: AuditCursor | null;
      /** The page is not full: as many rows as may be were looked at, back to then. */
      lookedBackTo: Date | null;
    }
  /** It took longer than a search may. */
  | { kind: 'slow' };

export interface AuditPage {
  filters: AuditFilters;
  after: AuditCursor | null;
  limit: number;
}

/** How much a search may look at; policy.audit says why. */
export interface AuditBounds {
  lookRows: number;
  countRows: number;
  statementSeconds: number;
}

/**
 * One page, newest first. No statement reads more than `lookRows` rows of one index, whatever the filters: what
 * it did not come to is the next page's, so that nothing is lost and nothing scans (bench/audit-search.ts).
 */
export async function searchAudit(
  db: Db,
  page: AuditPage,
  bounds: AuditBounds = policy.audit,
): Promise<AuditFound> {
  try {
    return await db.transaction().execute(async (trx) => {
      await sql`set local statement_timeout = ${sql.lit(bounds.statementSeconds * 1000)}`.execute(trx);
      // A table that was filled a minute ago has no statistics yet: whatever the planner thinks of it, it goes by an index.
      await sql`set local enable_seqscan = off`.execute(trx);
      // Compiling a plan takes longer than any of these.
      await sql`set local jit = off`.execute(trx);
      return search(trx, page, bounds);
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === QUERY_CANCELED) return { kind: 'slow' };
    throw error;
  }
}

const QUERY_CANCELED = '57014';

async function search(
  trx: Db,
  { filters, after, limit }: AuditPage,
  { lookRows: look, countRows }: AuditBounds,
): Promise<AuditFound> {
  const driver = after?.driver ?? (await driverFor(trx, filters, countRows));
  const walk: Looking = { driver, filters, after, downTo: null, look };
  const several = isSeveral(walk);
  // Of several types each is a walk of its own: none may be shown further back than all have come.
  const frontier = several ? await frontierOf(trx, walk, limit) : null;
  const rows = await rowsOf(trx, { ...walk, downTo: frontier?.id ?? null }, limit + 1);
  if (rows.length > limit) return found(rows.slice(0, limit), driver, null);
  const end = several ? frontier : await frontierOf(trx, walk, limit);
  if (end === null) return { kind: 'found', rows, next: null, lookedBackTo: null };
  return { kind: 'found', rows, next: { driver, id: end.id }, lookedBackTo: end.at };
}

function found(rows: FoundAudit[], driver: AuditDriver, lookedBackTo: Date | null): AuditFound {
  const last = rows.at(-1);
  return { kind: 'found', rows, next: last ? { driver, id: last.id } : null, lookedBackTo };
}

/** The index with the fewest rows of this search, counted no further than is worth while. */
async function driverFor(trx: Db, filters: AuditFilters, most: number): Promise<AuditDriver> {
  const drivers = driversOf(filters);
  const [only] = drivers;
  if (only !== undefined && drivers.length === 1) return only;
  const counts = drivers.map((driver) => {
    const walk: Walk = { driver, filters, after: null, downTo: null };
    return sql`(select count(*)::int from ${slices(walk)} cross join lateral (
      ${slice(walk, sql`1`)} limit ${most}) a) as ${sql.id(driver)}`;
  });
  const { rows } = await sql<Partial<Record<AuditDriver, number>>>`select ${sql.join(counts)}`.execute(trx);
  return chooseDriver(rows[0] ?? {});
}

interface Looking extends Walk {
  look: number;
}

/** So many rows of each slice are looked at: of one that has no other filter a page's worth is enough. */
function depthOf({ driver, filters, look }: Looking, limit: number): number {
  const parts = driver === 'type' ? filters.types.length : 1;
  const filtered = others(driver, filters).length > 0 || driver === 'account';
  return filtered ? Math.max(limit + 1, Math.ceil(look / parts)) : limit + 1;
}

/** The newest of the rows at which a slice's walk ends because it may go no further; null: all came to their ends. */
async function frontierOf(trx: Db, walk: Looking, limit: number): Promise<{ at: Date; id: number } | null> {
  const depth = depthOf(walk, limit);
  const { rows } = await sql<{ at: Date; id: number }>`
    select a.at, a.id from ${slices(walk)} cross join lateral (
      ${slice(walk, sql`a.*`)} offset ${depth - 1} limit 1) a
    order by ${order(walk)} limit 1`.execute(trx);
  return rows[0] ?? null;
}

async function rowsOf(trx: Db, walk: Looking, limit: number): Promise<FoundAudit[]> {
  const { driver, filters } = walk;
  const rest = others(driver, filters);
  const { rows } = await sql<FoundAudit>`
    select ${FOUND_COLUMNS}
    from (select a.* from ${slices(walk)} cross join lateral (
        ${slice(walk, sql`a.*`)} limit ${depthOf(walk, limit - 1)}) a
      where ${rest.length > 0 ? sql.join(rest, sql` and `) : sql`true`}
      order by ${order(walk)} limit ${limit}) a
    order by ${order(walk)}`.execute(trx);
  return rows;
}
