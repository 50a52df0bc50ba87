import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

export interface ExportSearch {
  from: Date | null;
  to: Date | null;
  type: string | null;
}

const ROWS_AT_ONCE = 1000;

/**
 * Every row of the search, oldest first, as one object each; `seal` is the number of the link that covers it, null where it
 * is too young. Read in batches by id: as much memory for ten rows as for ten million, and no statement takes long.
 */
export async function exportAudit(
  db: Db,
  { from, to, type }: ExportSearch,
  write: (row: Record<string, unknown>) => void,
): Promise<number> {
  let [after, count] = [0, 0];
  for (;;) {
    const { rows } = await sql<Record<string, unknown> & { id: number }>`
      with batch as (select * from audit where id > ${after} order by id limit ${ROWS_AT_ONCE})
      select b.*, (select s.nr from audit_seal s where s.to_id >= b.id and s.from_id <= b.id order by s.to_id limit 1) as seal
      from batch b order by b.id`.execute(db);
    for (const row of rows) {
      after = row.id;
      if (!matches(row, { from, to, type })) continue;
      write(row);
      count += 1;
    }
    if (rows.length < ROWS_AT_ONCE) return count;
  }
}

/** The filter is applied here: ids, not dates, are the order of the log, and an export reads it once from end to end. */
function matches(row: Record<string, unknown>, { from, to, type }: ExportSearch): boolean {
  const at = row.at as Date;
  if (from !== null && at < from) return false;
  if (to !== null && at >= to) return false;
  return type === null || row.type === type;
}
