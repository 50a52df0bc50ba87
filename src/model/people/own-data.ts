import type { Db } from '../../platform/db.ts';
import { deviceLivesMs } from '../credentials/devices.ts';

/** More than anybody has; a bound all the same, since relying parties and people write these. */
const MOST = 1000;

interface Whose {
  db: Db;
  accountId: string;
  now: number;
}

/**
 * What we hold of a person besides the directory's record and the audit log, for that person (UU PDP 27/2022). No secret, hash or
 * key is in it: whoever finds the copy must not be able to sign in by it.
 */
export async function ownData(db: Db, accountId: string, now: number) {
  const whose = { db, accountId, now };
  const [account, contacts, factors, devices, applications, roles, requests, cases] = await Promise.all([
    accountOf(whose),
    contactsOf(whose),
    factorsOf(whose),
    devicesOf(whose),
    applicationsOf(whose),
    rolesOf(whose),
    requestsOf(whose),
    casesOf(whose),
  ]);
  return { account, contacts, ...factors, devices, ...applications, roles, requests, cases };
}

export type OwnData = Awaited<ReturnType<typeof ownData>>;

const accountOf = ({ db, accountId }: Whose) =>
  db
    .selectFrom('account')
    .leftJoin('password', 'password.account_id', 'account.id')
    .select(['account.id', 'state', 'locale', 'created_at', 'last_signin_at', 'sms_factor_at'])
    .select(['recovery_confirmed_at', 'password.set_at'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();

const contactsOf = ({ db, accountId }: Whose) =>
  db
    .selectFrom('contact')
    .select(['kind', 'value', 'source', 'recorded_at', 'verified_at'])
    .where('account_id', '=', accountId)
    .where('removed_at', 'is', null)
    .orderBy('kind')
    .execute();

async function factorsOf({ db, accountId }: Whose) {
  const [authenticators, recoveryCodes, passkeys] = await Promise.all([
    db
      .selectFrom('totp')
      .select(['label', 'name', 'confirmed_at', 'last_used_at'])
      .where('account_id', '=', accountId)
      .where('confirmed_at', 'is not', null)
      .where('replaced_at', 'is', null)
      .orderBy('confirmed_at')
      .execute(),
    db
      .selectFrom('recovery_code')
      .select((eb) => [
        eb.fn.max('created_at').as('made_at'),
        eb.fn.countAll<number>().filterWhere('used_at', 'is', null).as('left'),
      ])
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('passkey')
      .select(['name', 'device_bound', 'created_at', 'last_used_at', 'last_user_agent'])
      .where('account_id', '=', accountId)
      .where('removed_at', 'is', null)
      .orderBy('created_at')
      .execute(),
  ]);
  return { authenticators, recoveryCodes, passkeys };
}

const devicesOf = ({ db, accountId, now }: Whose) =>
  db
    .selectFrom('device')
    .select(['user_agent', 'created_at', 'last_used_at'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .where('last_used_at', '>', new Date(now - deviceLivesMs))
    .orderBy('last_used_at', 'desc')
    .limit(MOST)
    .execute();

async function applicationsOf({ db, accountId }: Whose) {
  const [used, consents, favourites] = await Promise.all([
    db
      .selectFrom('application_use')
      .select(['client_id', 'first_at', 'last_at'])
      .where('account_id', '=', accountId)
      .orderBy('last_at', 'desc')
      .execute(),
    db
      .selectFrom('consent')
      .select(['client_id', 'scope', 'granted_at', 'revoked_at'])
      .where('account_id', '=', accountId)
      .orderBy('granted_at')
      .execute(),
    db
      .selectFrom('favourite')
      .select(['client_id', 'at'])
      .where('account_id', '=', accountId)
      .orderBy('at')
      .execute(),
  ]);
  return { used, consents, favourites };
}

const rolesOf = ({ db, accountId }: Whose) =>
  db
    .selectFrom('role_grant')
    .select(['role', 'agency_id', 'granted_at', 'until'])
    .where('account_id', '=', accountId)
    .where('revoked_at', 'is', null)
    .orderBy('id')
    .execute();

const requestsOf = ({ db, accountId }: Whose) =>
  db
    .selectFrom('service_request')
    .select(['client_id', 'reference', 'title', 'state', 'detail', 'link', 'updated_at'])
    .where('account_id', '=', accountId)
    .orderBy('updated_at', 'desc')
    .limit(MOST)
    .execute();

/** Without their texts: anybody may open one that names this NIP, and writes of somebody else in it. */
const casesOf = ({ db, accountId }: Whose) =>
  db
    .selectFrom('help_case')
    .select(['number', 'topic', 'state', 'created_at', 'ended_at'])
    .where('account_id', '=', accountId)
    .where('state', '<>', 'draft')
    .orderBy('created_at', 'desc')
    .limit(MOST)
    .execute();
