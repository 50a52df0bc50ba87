import type { Account, AccessToken, FindAccount, KoaContextWithOIDC } from 'oidc-provider';
import { findPerson } from '../model/people/person.ts';
import { acrSatisfies, isAcr } from '../policies/assurance.ts';
import { adoptLogin } from './adopt-login.ts';
import { claimsOf, personalClaims } from './claims.ts';
import { mayUseClient } from './client-access.ts';
import type { FederationDeps } from './context.ts';
import { registeredOf } from './context.ts';
import { readAct } from './demands.ts';
import { grantRecord, sessionRecord } from './records.ts';

type Deps = Pick<FederationDeps, 'db' | 'watch' | 'clients'>;
type Source = Parameters<FindAccount>[2];

/**
 * Whether the account may go on, asked at authorization, code, refresh and userinfo: what has been frozen, reset or
 * suspended since (its epoch was raised) finds no account. At the token endpoint the client's minimum acr holds again.
 */
export function createFindAccount(deps: Deps): FindAccount {
  return async (ctx, accountId, source) => {
    if (!source) adoptLogin(ctx);
    if (!(await isCurrent(deps, accountId, epochOf(ctx, source), beganAt(ctx, source)))) return undefined;
    if (source && !(await strongEnough(deps, ctx, source))) return undefined;
    if (source && !(await stillTheirs(deps, ctx, { accountId, source }))) return undefined;
    return account(deps, ctx, { accountId, source });
  };
}

/** An epoch newer than ours only means that ours is cached. */
export async function isCurrent(
  { watch }: Pick<Deps, 'watch'>,
  accountId: string,
  epoch: number | undefined,
  /** When it began, epoch seconds: an emergency ends what is older. */
  since: number | undefined,
): Promise<boolean> {
  const watched = await watch.current(accountId);
  if (watched === null || !watched.usable || epoch === undefined || epoch < watched.epoch) return false;
  return watched.sessionsFrom === null || (since !== undefined && since * 1000 >= watched.sessionsFrom);
}

function epochOf(ctx: KoaContextWithOIDC, source: Source): number | undefined {
  if (!source) return ctx.oidc.session ? sessionRecord(ctx.oidc.session).epoch : undefined;
  const ofToken = source.kind === 'AccessToken' ? tokenEpoch(source as AccessToken) : undefined;
  const { Grant } = ctx.oidc.entities;
  return ofToken ?? (Grant ? grantRecord(Grant).epoch : undefined);
}

/** The session's beginning, or that of the grant: a token is no younger than what it came from. */
function beganAt(ctx: KoaContextWithOIDC, source: Source): number | undefined {
  if (!source) return ctx.oidc.session ? sessionRecord(ctx.oidc.session).startedAt : undefined;
  const { Grant } = ctx.oidc.entities;
  return Grant ? grantRecord(Grant).iat : source.iat;
}

/** The account's epoch when the token was made (configuration.ts, extraTokenClaims). */
export function tokenEpoch(token: { extra?: Record<string, unknown> | undefined }): number | undefined {
  const epoch = token.extra?.epoch;
  return typeof epoch === 'number' ? epoch : undefined;
}

async function strongEnough(
  deps: Deps,
  ctx: KoaContextWithOIDC,
  source: NonNullable<Source>,
): Promise<boolean> {
  if (!('acr' in source)) return true;
  const { minAcr } = await registeredOf(deps.clients, ctx.oidc.client?.clientId ?? '');
  return acrSatisfies(isAcr(source.acr) ? source.acr : null, minAcr);
}

/** A client that has been narrowed since, or a person who has left its agency: nothing is refreshed. */
async function stillTheirs(
  { db, clients }: Deps,
  ctx: KoaContextWithOIDC,
  { accountId, source }: { accountId: string; source: NonNullable<Source> },
): Promise<boolean> {
  const client = await registeredOf(clients, ctx.oidc.client?.clientId ?? source.clientId ?? '');
  return mayUseClient(db, client, accountId);
}

function account(
  { db }: Deps,
  ctx: KoaContextWithOIDC,
  { accountId, source }: { accountId: string; source: Source },
): Account {
  return {
    accountId,
    async claims(use, scope, requested) {
      const aboutSignin = use === 'id_token' ? signinClaims(ctx, source) : {};
      if (!needsPerson(ctx, use, { scope, requested })) return { sub: accountId, ...aboutSignin };
      const person = await findPerson(db, accountId);
      return { sub: accountId, ...(person ? claimsOf(person) : {}), ...aboutSignin };
    },
  };
}

/** An ID token beside an access token for userinfo says nothing of the person unless asked by name: no statement then. */
function needsPerson(
  ctx: KoaContextWithOIDC,
  use: string,
  { scope, requested }: { scope: string; requested: object },
): boolean {
  const opened = personalClaims(scope.split(' '));
  const named = Object.keys(requested).some((claim) => opened.has(claim));
  const idTokenAlone = ctx.oidc.entities.AccessToken?.aud !== undefined;
  return opened.size > 0 && (use !== 'id_token' || named || idTokenAlone);
}

function signinClaims(ctx: KoaContextWithOIDC, source: Source): Record<string, unknown> {
  const { Grant } = ctx.oidc.entities;
  const expiry = Grant ? grantRecord(Grant).sessionExpiry : undefined;
  return { ...(expiry === undefined ? {} : { session_expiry: expiry }), ...provenAct(source) };
}

/** Said once, in the ID token of the code that carried the proof; never again at a refresh. */
function provenAct(source: Source): Record<string, unknown> {
  if (source?.kind !== 'AuthorizationCode' || !('claims' in source)) return {};
  const claim: unknown = source.claims?.id_token?.asn_act;
  const act = readAct(claim);
  const at = (claim as { at?: unknown } | null | undefined)?.at;
  return act && typeof at === 'number' ? { asn_act: act.value, asn_act_at: at } : {};
}
