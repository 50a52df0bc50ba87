import type { Db } from '../../platform/db.ts';

interface Use {
  accountId: string;
  clientId: string;
}

/** Between two uses that are one: a sign-in writes once an hour at most. */
const SAME_MS = 3_600_000;

/**
 * A client has redeemed a code of this person: the durable trace of a grant, which outlives the session and says which
 * applications may report the person's requests.
 */
export async function recordUse(db: Db, { accountId, clientId, now }: Use & { now: number }): Promise<void> {
  const at = new Date(now);
  await db
    .insertInto('application_use')
    .values({ account_id: accountId, client_id: clientId, first_at: at, last_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['account_id', 'client_id'])
        .doUpdateSet({ last_at: at })
        .where('application_use.last_at', '<', new Date(now - SAME_MS)),
    )
    .execute();
}

/** Its owner has revoked the access: it may report no longer, and what it had reported goes with it. */
export async function forgetUse(db: Db, { accountId, clientId }: Use): Promise<void> {
  await db.transaction().execute(async (trx) => {
    for (const table of ['application_use', 'service_request'] as const)
      await trx
        .deleteFrom(table)
        .where('account_id', '=', accountId)
        .where('client_id', '=', clientId)
        .execute();
  });
}
