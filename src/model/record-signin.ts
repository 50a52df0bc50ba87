import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { policy } from '../../config/policy.ts';
import { randomToken, sha256 } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { AuditContext, AuditDetails } from './audit.ts';
import { deviceLivesMs } from './credentials/devices.ts';

export interface WholeSignin {
  accountId: string;
  /** The one it began under: what was raised since then is to end this sign-in. */
  epoch: number;
  now: number;
  /** When its session counts as begun, epoch seconds. */
  startedAt: number;
  /** The browser, with the token it came with, if any; a shared one is looked for and never remembered. */
  browser: { token: string | null; userAgent: string | null; remember: boolean };
  proven: Omit<AuditDetails['signin.success'], 'knownBrowser' | 'signin'>;
  /** It was also the end of an activation. */
  activated: boolean;
}

/** So many of a batch are listed to their owner; of more the number is told. */
const LISTED = 10;

/**
 * A whole sign-in succeeded: the first one makes an unverified account active, its browser is remembered, and the audit log
 * has it. Null where the epoch has ended by now, and nothing is recorded; else the token for the browser's cookie, and the name
 * under which the sign-in is recorded: its session keeps it, and is found again by it.
 *
 * Never to be called in recovery. Where the browser is new to this account the token is new too, and other accounts of this
 * browser move along: a token planted by somebody else never becomes this account's.
 *
 * A device that the account does not know is put down for its owner to be told of (model/people/new-devices.ts). The sign-in that
 * activates an account is marked: its owner was told of password and authenticator a minute ago, on every channel.
 *
 * One statement, as atomic as a transaction of seven and a quarter of its cost: each part reads what the one before changed.
 */
export async function recordSignin(
  db: Db,
  { accountId, epoch, now, startedAt, browser, proven, activated }: WholeSignin,
  context: AuditContext,
): Promise<{ device: string | null; signin: string } | null> {
  const { token, remember } = browser;
  const fresh = randomToken();
  const signin = randomToken(16);
  const [hash, freshHash] = [token === null ? null : sha256(token), sha256(fresh)];
  const agent = browser.userAgent?.slice(0, 300) ?? null;
  const at = new Date(now);
  const due = new Date(now + policy.notices.newDeviceBatchSeconds * 1000);
  const { address = null, clientId = null } = context;
  const seen = JSON.stringify({
    id: signin,
    at: now,
    startedAt,
    userAgent: agent,
    address,
    clientId,
    shared: !remember,
  });
  const { rows } = await sql<{ signed: boolean; known: boolean }>`
    with was as (select state from account where id = ${accountId}),
    signed as (
      update account set last_signin_at = ${at},
        state = case when state = 'unverified' then 'active' else state end
      where id = ${accountId} and epoch = ${epoch} returning id),
    recognised as (
      select id from device
      where account_id = (select id from signed) and token_hash = ${hash}::text and revoked_at is null
        and last_used_at > ${new Date(now - deviceLivesMs)}),
    known as (
      update device set last_used_at = ${at}, user_agent = ${agent}
      where ${remember}::boolean and id in (select id from recognised) and revoked_at is null returning id),
    fresh as (
      select id from signed where ${remember}::boolean and not exists (select from known)),
    moved as (
      update device set token_hash = ${freshHash}
      where token_hash = ${hash}::text and account_id <> (select id from fresh) and revoked_at is null),
    made as (
      insert into device (id, account_id, token_hash, user_agent, created_at, last_used_at)
      select ${randomUUID()}::uuid, id, ${freshHash}, ${agent}, ${at}, ${at} from fresh returning id),
    told as (
      insert into new_device_notice as batch (account_id, due_at, count, signins)
      select id, ${due}::timestamptz, 1, jsonb_build_array(${seen}::jsonb || jsonb_build_object(
        'device', (select id from made), 'first', (select state from was) = 'unverified'))
      from signed where not exists (select from recognised)
      on conflict (account_id) do update set count = batch.count + 1, signins = case
        when jsonb_array_length(batch.signins) < ${LISTED} then batch.signins || excluded.signins else batch.signins end),
    event as (
      select 1 as nr, 'device.remembered' as type, jsonb_build_object('device', id) as details from made
      union all select 2, 'signin.success',
        ${JSON.stringify({ ...proven, signin })}::jsonb || jsonb_build_object('knownBrowser', exists (select from known))
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
  return { device: !remember ? null : done.known ? token : fresh, signin };
}
