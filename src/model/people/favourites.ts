import type { Db } from '../../platform/db.ts';

interface Favourite {
  accountId: string;
  clientId: string;
}

/** A star beside a service. Set or taken away twice is the same as once. */
export async function addFavourite(
  db: Db,
  { accountId, clientId, now }: Favourite & { now: number },
): Promise<void> {
  await db
    .insertInto('favourite')
    .values({ account_id: accountId, client_id: clientId, at: new Date(now) })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function removeFavourite(db: Db, { accountId, clientId }: Favourite): Promise<void> {
  await db
    .deleteFrom('favourite')
    .where('account_id', '=', accountId)
    .where('client_id', '=', clientId)
    .execute();
}
