import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';
import { exportRow } from '../audit-search/export-row.ts';
import type { ExportedAudit } from '../audit-search/export-row.ts';
import { FOUND_COLUMNS } from '../audit-search/search.ts';
import type { FoundAudit } from '../audit-search/search.ts';

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
  write: (row: ExportedAudit) => void,
): Promise<number> {
  let [after, count] = [0, 0];
  for (;;) {
    const { rows } = await sql<FoundAudit>`
      select ${FOUND_COLUMNS} from (select * from audit where id > ${after} order by id limit ${ROWS_AT_ONCE}) a
      order by a.id`.execute(db);
    for (const row of rows) {
      after = row.id;
      if (!matches(row, { from, to, type })) continue;
      write(exportRow(row));
      count += 1;
    }
    if (rows.length < ROWS_AT_ONCE) return count;
  }
}

/** The filter is applied here: ids, not dates, are the order of the log, and an export reads it once from end to end. */
function matches(row: FoundAudit, { from, to, type }: ExportSearch): boolean {
  const { at } = row;
  if (from !== null && at < from) return false;
  if (to !== null && at >= to) return false;
  return type === null || row.type === type;
}
