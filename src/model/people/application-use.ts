import { sql } from 'kysely';
import type { Db } from '../../platform/db.ts';

interface Use {
  accountId: string;
  clientId: string;
}

/** Between two uses that are one: a sign-in writes once an hour at most. */
const SAME_MS = 3_600_000;

/** Grants a node remembers at most; a forgotten one costs one statement. */
const maxEntries = 50_000;

/**
 * A client has redeemed a code of this person: the durable trace of a grant, which outlives the session and says which
 * applications may report the person's requests. `on conflict` alone would lock the row, and write that, even where
 * nothing is to change.
 */
export async function recordUse(db: Db, { accountId, clientId, now }: Use & { now: number }): Promise<void> {
  const [at, since] = [new Date(now), new Date(now - SAME_MS)];
  await sql`
    insert into application_use (account_id, client_id, first_at, last_at)
    select ${accountId}::uuid, ${clientId}, ${at}::timestamptz, ${at}::timestamptz
    where not exists (select from application_use where account_id = ${accountId}::uuid and client_id = ${clientId}
      and last_at >= ${since})
    on conflict (account_id, client_id) do update set last_at = excluded.last_at
    where application_use.last_at < ${since}`.execute(db);
}

export interface UseRecorder {
  /** As `recordUse`, without a statement where this node has recorded the same grant within the hour. */
  record(use: Use & { grantId: string }): Promise<void>;
}

/**
 * What is remembered is the grant, not the person and client: revoking the access, on whatever node, ends the grant, and
 * the next sign-in has another one that is written down anew.
 */
export function createUseRecorder({ db, now }: { db: Db; now: () => number }): UseRecorder {
  const recorded = new Map<string, number>();
  return {
    async record({ grantId, ...use }) {
      const at = now();
      if (at - (recorded.get(grantId) ?? -Infinity) < SAME_MS) return;
      await recordUse(db, { ...use, now: at });
      // Only now: what failed is tried again by the next sign-in.
      recorded.delete(grantId);
      recorded.set(grantId, at);
      const [oldest] = recorded.keys();
      if (recorded.size > maxEntries && oldest !== undefined) recorded.delete(oldest);
    },
  };
}

/** Its owner has revoked the access: it may report no longer, and what it had reported goes with it. */
export async function forgetUse(trx: Db, { accountId, clientId }: Use): Promise<void> {
  for (const table of ['application_use', 'service_request'] as const)
    await trx
      .deleteFrom(table)
      .where('account_id', '=', accountId)
      .where('client_id', '=', clientId)
      .execute();
}
