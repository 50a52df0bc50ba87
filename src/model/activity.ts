import { sql } from 'kysely';
import type { Db } from '../platform/db.ts';
import type { RoleName } from '../platform/schema.ts';
import type { AuditType } from './audit.ts';

/** One row of the audit log, for whom it concerns. */
export interface ActivityRow {
  id: number;
  at: Date;
  type: AuditType;
  actor: string;
  clientId: string | null;
  address: string | null;
  userAgent: string | null;
  sid: string | null;
  details: Record<string, unknown>;
}

export interface ActivityQuery {
  accountId: string;
  /** Null: everything. */
  types: readonly AuditType[] | null;
  /** Only what is older than this row; absent or null: from the newest on. */
  before?: number | null;
  limit: number;
}

const COLUMNS = sql.raw(
  `id, at, type, actor, client_id as "clientId", address, user_agent as "userAgent", sid, details`,
);

/**
 * What concerns an account, newest first. Pages go by the id of the last row seen, so that none is lost or doubled while new
 * ones arrive. Of some kinds only, each kind is asked for its newest by an index of its own and the newest of these are taken:
 * three rare rows are found without reading a hundred thousand others.
 *
 * The account comes by a join of one row, not as a value: the planner, which knows by name the accounts with very many rows, would
 * walk the whole log backwards for one of them, and read millions where they have not been here for long (bench/activity.ts).
 */
export async function listActivity(
  db: Db,
  { accountId, types, before = null, limit }: ActivityQuery,
): Promise<ActivityRow[]> {
  const older = before === null ? sql`` : sql`and id < ${before}`;
  const whose = sql`(select ${accountId}::uuid as account offset 0) whose`;
  const kinds = types === null ? sql`` : sql`cross join unnest(${[...types]}::text[]) as kind (name)`;
  const ofKind = types === null ? sql`` : sql`and type = kind.name`;
  const { rows } = await sql<ActivityRow>`
    select newest.* from ${whose} ${kinds} cross join lateral (
      select ${COLUMNS} from audit where account_id = whose.account ${ofKind} ${older}
      order by id desc limit ${limit}) newest
    order by newest.id desc limit ${limit}`.execute(db);
  return rows;
}

/** A row that concerns this account; null where there is none, or it is another person's. */
export async function findActivity(db: Db, accountId: string, id: number): Promise<ActivityRow | null> {
  const { rows } = await sql<ActivityRow>`
    select ${COLUMNS} from audit where id = ${id} and account_id = ${accountId}::uuid`.execute(db);
  return rows[0] ?? null;
}

/** The first row of anybody at or after a time: what came before it has a smaller id. Null: there is none yet. */
export async function firstRowSince(db: Db, at: number): Promise<number | null> {
  const row = await db
    .selectFrom('audit')
    .select('id')
    .where('at', '>=', new Date(at))
    .orderBy('at')
    .limit(1)
    .executeTakeFirst();
  return row?.id ?? null;
}

/**
 * Where each part of so many rows begins, newest first: as `before` of listActivity. What comes after this was asked is in none of
 * them, and nothing that was there is lost between two. Reads an index alone.
 */
export async function activityParts(db: Db, accountId: string, rowsEach: number): Promise<number[]> {
  const { rows } = await sql<{ before: number }>`
    select case nr when 1 then id + 1 else id end as before from (
      select id, row_number() over (order by id desc) as nr, count(*) over () as total
      from audit where account_id = ${accountId}::uuid) numbered
    where nr = 1 or (nr % ${rowsEach}::bigint = 0 and nr < total) order by nr`.execute(db);
  return rows.map(({ before }) => before);
}

/** As what an officer acted: the first of their roles, by account. */
export async function rolesOfActors(
  db: Db,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, RoleName>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('role_grant')
    .select(['account_id', 'role'])
    .where('account_id', 'in', accountIds)
    .where('revoked_at', 'is', null)
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.account_id, row.role]));
}
