import { policy } from '../../../config/policy.ts';
import type { Db } from '../../platform/db.ts';
import type { PowerFigures } from '../../policies/power.ts';

/** What the rules of power are asked with, wherever they are. */
export const powerFigures: PowerFigures = {
  apartSeconds: policy.approvals.apartSeconds,
  callbackNumberSeconds: policy.cases.callbackNumberSeconds,
};

/** Requests and approvals for one person follow one another. */
export async function lockAccount(trx: Db, accountId: string): Promise<void> {
  await trx.selectFrom('account').select('id').where('id', '=', accountId).forUpdate().execute();
}
