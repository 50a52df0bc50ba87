import { sql } from 'kysely';
import type Provider from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { noteLogoutSent } from '../model/logout-sent.ts';
import type { Db } from '../platform/db.ts';
import type { Kv } from '../platform/kv.ts';
import { deliverLogoutToken } from './deliver-logout-token.ts';

interface Delivery {
  clientId: string;
  accountId: string;
  sid: string | undefined;
}

/** Seconds before the first retry; each further one waits twice as long, an hour at most. */
const FIRST_RETRY_SECONDS = 5;
const LONGEST_RETRY_SECONDS = 3600;

/** Remembered until it arrives, or a day has passed: by then the relying party's session has ended by itself. */
export async function recordFailedLogout(
  { db, now }: { db: Db; now: () => number },
  { clientId, accountId, sid }: Delivery,
  error: string,
): Promise<void> {
  const at = now();
  await db
    .insertInto('logout_delivery')
    .values({
      client_id: clientId,
      account_id: accountId,
      sid: sid ?? null,
      created_at: new Date(at),
      next_attempt_at: new Date(at + FIRST_RETRY_SECONDS * 1000),
      attempts: 1,
      last_error: error.slice(0, 300),
    })
    .execute();
}

export interface RetryDeps {
  db: Db;
  kv: Pick<Kv, 'set'>;
  now: () => number;
  provider: () => Provider;
}

/** Tries what is due, each delivery with a token minted anew; gives how many arrived. Nodes do not get in each other's way. */
export async function retryLogouts(deps: RetryDeps, limit = 20): Promise<number> {
  const due = await claim(deps, limit);
  const arrived = await Promise.all(due.map((delivery) => retryOne(deps, delivery)));
  return arrived.filter(Boolean).length;
}

interface Claimed extends Delivery {
  id: number;
  createdAt: number;
}

/** The next attempt is set while claiming: a node that dies on the way loses a delivery to the next one, not for ever. */
async function claim({ db, now }: RetryDeps, limit: number): Promise<Claimed[]> {
  const at = new Date(now());
  const { rows } = await sql<{
    id: number;
    client_id: string;
    account_id: string;
    sid: string | null;
    created_at: Date;
  }>`
    update logout_delivery set attempts = attempts + 1, next_attempt_at = ${at}::timestamptz
      + make_interval(secs => least(${LONGEST_RETRY_SECONDS}::float8, ${FIRST_RETRY_SECONDS}::float8 * power(2, attempts)))
    where id in (select id from logout_delivery where delivered_at is null and given_up_at is null
      and next_attempt_at <= ${at} order by next_attempt_at limit ${limit} for update skip locked)
    returning id, client_id, account_id, sid, created_at`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    clientId: row.client_id,
    accountId: row.account_id,
    sid: row.sid ?? undefined,
    createdAt: row.created_at.getTime(),
  }));
}

async function retryOne({ db, kv, now, provider }: RetryDeps, delivery: Claimed): Promise<boolean> {
  await noteLogoutSent(kv, delivery.clientId, now());
  const update = db.updateTable('logout_delivery').where('id', '=', delivery.id);
  try {
    await deliverLogoutToken(provider(), delivery);
    await update.set({ delivered_at: new Date(now()), last_error: null }).execute();
    return true;
  } catch (error) {
    const { message = 'unknown' } = error as { message?: string };
    const old = now() - delivery.createdAt > policy.jobs.logoutGiveUpSeconds * 1000;
    await update
      .set({ last_error: message.slice(0, 300), ...(old ? { given_up_at: new Date(now()) } : {}) })
      .execute();
    return false;
  }
}
