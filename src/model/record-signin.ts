import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { randomToken, sha256 } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { AuditContext, AuditDetails } from './audit.ts';
import { deviceLivesMs } from './credentials/devices.ts';

export interface WholeSignin {
  accountId: string;
  /** The one it began under: what was raised since then is to end this sign-in. */
  epoch: number;
  now: number;
  /** The browser, with the token it came with, if any; null where it is not to be remembered. */
  browser: { token: string | null; userAgent: string | null } | null;
  proven: Omit<AuditDetails['signin.success'], 'knownBrowser'>;
  /** It was also the end of an activation. */
  activated: boolean;
}

/**
 * A whole sign-in succeeded: the first one makes an unverified account active, its browser is remembered, and the audit log
 * has it. Null where the epoch has ended by now, and nothing is recorded; else the token for the browser's cookie.
 *
 * Never to be called in recovery. Where the browser is new to this account the token is new too, and other accounts of this
 * browser move along: a token planted by somebody else never becomes this account's.
 *
 * One statement, as atomic as a transaction of seven and a quarter of its cost: each part reads what the one before changed.
 */
export async function recordSignin(
  db: Db,
  { accountId, epoch, now, browser, proven, activated }: WholeSignin,
  context: AuditContext,
): Promise<{ device: string | null } | null> {
  const token = browser?.token ?? null;
  const fresh = randomToken();
  const [hash, freshHash] = [token === null ? null : sha256(token), sha256(fresh)];
  const agent = browser?.userAgent?.slice(0, 300) ?? null;
  const at = new Date(now);
  const { rows } = await sql<{ signed: boolean; known: boolean }>`
    with signed as (
      update account set last_signin_at = ${at},
        state = case when state = 'unverified' then 'active' else state end
      where id = ${accountId} and epoch = ${epoch} returning id),
    known as (
      update device set last_used_at = ${at}, user_agent = ${agent}
      where account_id = (select id from signed) and token_hash = ${hash}::text and revoked_at is null
        and last_used_at > ${new Date(now - deviceLivesMs)} returning id),
    fresh as (
      select id from signed where ${browser !== null}::boolean and not exists (select from known)),
    moved as (
      update device set token_hash = ${freshHash}
      where token_hash = ${hash}::text and account_id <> (select id from fresh) and revoked_at is null),
    made as (
      insert into device (id, account_id, token_hash, user_agent, created_at, last_used_at)
      select ${randomUUID()}::uuid, id, ${freshHash}, ${agent}, ${at}, ${at} from fresh returning id),
    event as (
      select 1 as nr, 'device.remembered' as type, jsonb_build_object('device', id) as details from made
      union all select 2, 'signin.success',
        ${JSON.stringify(proven)}::jsonb || jsonb_build_object('knownBrowser', exists (select from known))
      union all select 3, 'activation.completed', '{}'::jsonb where ${activated}::boolean),
    audited as (
      insert into audit (at, type, account_id, actor, client_id, address, user_agent, request_id, details)
      select coalesce(${context.at === undefined ? null : new Date(context.at)}::timestamptz, now()), event.type, signed.id,
        ${context.actor}, ${context.clientId ?? null}, ${context.address ?? null},
        ${context.userAgent?.slice(0, 300) ?? null}, ${context.requestId ?? null}, event.details
      from signed cross join event order by event.nr)
    select exists (select from signed) as signed, exists (select from known) as known`.execute(db);
  const [done] = rows;
  if (!done?.signed) return null;
  return { device: browser === null ? null : done.known ? token : fresh };
}
