import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

/** One audit row as it is sealed: every column as text, so that both databases and all versions say the same. */
export interface SealedRow {
  id: number;
  text: string;
}

/**
 * The rows of an id range in their order. Times come to the microsecond in UTC, and jsonb in PostgreSQL's own order of
 * names: what is compared later must not depend on a session's settings.
 */
export async function rowsBetween(
  db: Db,
  { after, to, limit }: { after: number; to: number; limit: number },
): Promise<SealedRow[]> {
  const { rows } = await sql<SealedRow>`
    select id, jsonb_build_array(id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'), type, account_id,
      actor, client_id, address, user_agent, request_id, details, sid)::text as text
    from audit where id > ${after} and id <= ${to} order by id limit ${limit}`.execute(db);
  return rows;
}
