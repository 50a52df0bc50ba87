import type { Db } from '../../platform/db.ts';
import { unitTree } from '../../policies/unit-tree.ts';
import type { UnitTree } from '../../policies/unit-tree.ts';

/** All units of one agency; the largest have some thousands. */
export async function loadUnits(db: Db, agencyId: string): Promise<UnitTree> {
  const units = await db
    .selectFrom('work_unit')
    .select(['id', 'induk_id as parentId', 'nama'])
    .where('instansi_id', '=', agencyId)
    .execute();
  return unitTree(units);
}
