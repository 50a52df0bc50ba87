import type { KoaContextWithOIDC } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { audit } from '../model/audit.ts';
import type { Db } from '../platform/db.ts';
import { ACT_CLAIMS, personalClaims } from './claims.ts';
import { ownMetadata } from './client-metadata.ts';
import type { RegisteredClient } from './clients.ts';
import { auditContextOf, authorizationOf, isClaimable, registeredOf, seconds } from './context.ts';
import type { Authorization, FederationDeps } from './context.ts';
import { claimsParameter, words } from './demands.ts';
import { grantRecord, keyNames } from './records.ts';
import type { GrantRecord, SessionRecord } from './records.ts';

type Deps = Pick<FederationDeps, 'db' | 'kv' | 'clients' | 'now'>;

/**
 * The grant of this session for this client, made silently for first-party clients, after consent for the others and for
 * redirects that any app can claim. It never holds more than the client's own lists. Undefined: consent is due.
 */
export async function loadGrant(deps: Deps, ctx: KoaContextWithOIDC): Promise<GrantRecord | undefined> {
  const authorization = authorizationOf(ctx);
  const client = await registeredOf(deps.clients, authorization.clientId);
  const scopes = [...ctx.oidc.requestParamOIDCScopes];
  const resources = requestedResources(ctx);
  // A resource's scopes are as much a question of consent as those about the person.
  const all = [...new Set([...scopes, ...resources.flatMap(([, scope]) => words(scope))])];
  if (!(await consentGiven(deps, ctx, { authorization, client, scopes: all }))) return undefined;
  const grant = await existingGrant(ctx, authorization);
  const before = JSON.stringify([grant.openid, grant.resources]);
  grant.addOIDCScope(scopes);
  grant.addOIDCClaims(allowedClaims(authorization.params, { client, scopes }));
  for (const [resource, scope] of resources) grant.addResourceScope(resource, scope);
  if (JSON.stringify([grant.openid, grant.resources]) !== before)
    await saveGrant(deps, grant, { authorization, client });
  return grant;
}

async function existingGrant(
  ctx: KoaContextWithOIDC,
  { session, clientId }: Authorization,
): Promise<GrantRecord> {
  const { Grant } = ctx.oidc.provider;
  const id = session.grantIdFor(clientId);
  const found = id === undefined ? undefined : await Grant.find(id);
  const grant = found ? grantRecord(found) : null;
  if (grant && grant.accountId === session.accountId && grant.epoch === session.epoch) return grant;
  const fresh = grantRecord(new Grant({ clientId, accountId: session.accountId }));
  if (session.epoch !== undefined) fresh.epoch = session.epoch;
  return fresh;
}

async function saveGrant(
  { kv, now }: Deps,
  grant: GrantRecord,
  { authorization: { session, params }, client }: { authorization: Authorization; client: RegisteredClient },
): Promise<void> {
  const native = client.metadata.application_type === 'native';
  const familyEnd = seconds(now()) + policy.refresh.absoluteSeconds;
  grant.sessionExpiry ??= native ? familyEnd : sessionEnd(session);
  const id = await grant.save();
  if (!native || session.accountId === undefined) return;
  const member = `${id} ${typeof params.dpop_jkt === 'string' ? params.dpop_jkt : '-'}`;
  await kv.addMember(keyNames.accountFamilies(session.accountId), member, familyEnd);
}

/** When the session must end whatever its owner does; epoch seconds. */
export function sessionEnd(session: Pick<SessionRecord, 'startedAt'>): number {
  return (session.startedAt ?? 0) + policy.session.absoluteSeconds;
}

/** The `claims` parameter opens nothing that the granted scopes do not. */
function allowedClaims(
  params: Record<string, unknown>,
  { client, scopes }: { client: RegisteredClient; scopes: string[] },
): string[] {
  const { id_token, userinfo } = claimsParameter(params);
  const allowed = personalClaims(scopes);
  const named = [...Object.keys(id_token), ...Object.keys(userinfo)].filter((claim) => allowed.has(claim));
  // The time of a proof is ours to add, once there is one.
  const act = 'asn_act' in id_token && ownMetadata(client.metadata).asn_act_allowed ? ACT_CLAIMS : [];
  return [...new Set([...named, ...act])];
}

function requestedResources(ctx: KoaContextWithOIDC): [string, string][] {
  return Object.entries(ctx.oidc.resourceServers ?? {}).map(([identifier, server]) => {
    const scopes = [...ctx.oidc.requestParamScopes].filter((scope) => server.scopes.has(scope));
    return [identifier, scopes.join(' ')];
  });
}

interface ConsentQuestion {
  authorization: Authorization;
  client: RegisteredClient;
  scopes: string[];
}

async function consentGiven(
  deps: Deps,
  ctx: KoaContextWithOIDC,
  question: ConsentQuestion,
): Promise<boolean> {
  const { authorization, client } = question;
  const given = authorization.result?.consent !== undefined;
  if (isClaimable(client, authorization.redirectUri) && !given) return false;
  if (!client.thirdParty) return true;
  if (!given) return consentOnRecord(deps, question);
  await recordConsent(deps, ctx, question);
  return true;
}

async function consentOnRecord({ db }: Deps, question: ConsentQuestion): Promise<boolean> {
  const granted = await consentedScopes(db, question);
  return granted.length > 0 && question.scopes.every((scope) => granted.includes(scope));
}

async function consentedScopes(db: Db, { authorization, client }: ConsentQuestion): Promise<string[]> {
  const row = await db
    .selectFrom('consent')
    .select('scope')
    .where('account_id', '=', authorization.session.accountId ?? '')
    .where('client_id', '=', client.id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row?.scope.split(' ') ?? [];
}

/** Consent is a row with who, when and to what; asked again where a client wants more than it says. */
async function recordConsent(
  { db, now }: Deps,
  ctx: KoaContextWithOIDC,
  question: ConsentQuestion,
): Promise<void> {
  const { authorization, client } = question;
  const accountId = authorization.session.accountId ?? '';
  await db.transaction().execute(async (trx) => {
    const scopes = [...new Set([...(await consentedScopes(trx, question)), ...question.scopes])];
    const values = { scope: scopes.join(' '), granted_at: new Date(now()), revoked_at: null };
    await trx
      .insertInto('consent')
      .values({ account_id: accountId, client_id: client.id, ...values })
      .onConflict((conflict) => conflict.columns(['account_id', 'client_id']).doUpdateSet(values))
      .execute();
    const context = auditContextOf(ctx, accountId, client.id);
    await audit(trx, { type: 'consent.granted', accountId, details: { scopes } }, context);
  });
}
