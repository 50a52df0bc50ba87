import type { Db } from '../../../platform/db.ts';
import { isUuid } from '../../../platform/uuid.ts';

/** The names of these accounts, for a page of them; whatever is none has no name. */
export async function namesOf(db: Db, ids: readonly (string | null)[]): Promise<Map<string, string>> {
  const accounts = [...new Set(ids.filter((id): id is string => id !== null && isUuid(id)))];
  if (accounts.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .innerJoin('employee', 'employee.pns_id', 'account.pns_id')
    .select(['account.id', 'employee.nama'])
    .where('account.id', 'in', accounts)
    .execute();
  return new Map(rows.map(({ id, nama }) => [id, nama]));
}
