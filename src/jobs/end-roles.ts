import { endRoles } from '../model/agencies/end-roles.ts';
import type { Compose } from '../model/notices.ts';
import type { Db } from '../platform/db.ts';

/** Writes down the roles that have ended by themselves. */
export function endRolesJob({ db, compose, now }: { db: Db; compose: Compose; now: () => number }) {
  const at = now();
  const telling = { compose, context: { actor: 'system', at } };
  return db.transaction().execute((trx) => endRoles(trx, at, telling));
}
