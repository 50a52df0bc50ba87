import type { Db } from '../../platform/db.ts';

/** What a person agreed to and has not taken back. Times are epoch milliseconds. */
export async function consentsOf(
  db: Db,
  accountId: string,
): Promise<{ clientId: string; scopes: string[]; grantedAt: number }[]> {
  const rows = await db
    .selectFrom('consent')
    .select(['client_id', 'scope', 'granted_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map((row) => ({
    clientId: row.client_id,
    scopes: row.scope.split(' '),
    grantedAt: row.granted_at.getTime(),
  }));
}

/** It is asked for again the next time. */
export async function revokeConsent(
  db: Db,
  { accountId, clientId, now }: { accountId: string; clientId: string; now: number },
): Promise<void> {
  await db
    .updateTable('consent')
    .set({ revoked_at: new Date(now) })
    .where('account_id', '=', accountId)
    .where('client_id', '=', clientId)
    .where('revoked_at', 'is', null)
    .execute();
}
