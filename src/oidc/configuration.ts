import { errors } from 'oidc-provider';
import type { Client, Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { policy } from '../../config/policy.ts';
import { startProgress } from '../model/progress.ts';
import { createFindAccount, isCurrent, tokenEpoch } from './account.ts';
import { createAdapters } from './adapter.ts';
import { checkParameters } from './bounds.ts';
import type { BoundsDeps } from './bounds.ts';
import { mayUseClient } from './client-access.ts';
import { ownMetadata, providerMetadata } from './client-metadata.ts';
import type { RegisteredClient } from './clients.ts';
import { registeredOf, seconds } from './context.ts';
import type { FederationDeps } from './context.ts';
import type { BrowserBinding } from '../platform/http/browser-binding.ts';
import { cookieSettings } from './cookies.ts';
import { readAct } from './demands.ts';
import { createRenderError } from './errors.ts';
import { loadGrant, sessionEnd } from './grants.ts';
import { createInteractionPolicy, loginReasons } from './interaction-policy.ts';
import type { SigningKeys } from './keys.ts';
import { createOutgoingFetch } from './outgoing-fetch.ts';
import { protocolSettings } from './protocol.ts';
import { grantRecord, sessionRecord } from './records.ts';
import type { SessionRecord } from './records.ts';
import type { RequestMemo } from './request-memo.ts';
import { mayIntrospect, resourceServerFor } from './resources.ts';

export interface ConfigurationDeps extends FederationDeps, Pick<BoundsDeps, 'starts'> {
  memo: RequestMemo;
  browsers: BrowserBinding;
}

/** Everything the library is told, for one set of keys. */
export function providerConfiguration(deps: ConfigurationDeps, keys: SigningKeys): Configuration {
  return {
    ...protocolSettings,
    adapter: createAdapters({ ...deps, findClient: (id) => metadataOf(deps, id) }),
    jwks: keys.jwks as NonNullable<Configuration['jwks']>,
    cookies: cookieSettings(deps.issuer, deps.cookieKeys),
    // Clocks of relying parties are a little off: their assertions are not.
    clockTolerance: 5,
    findAccount: createFindAccount(deps),
    loadExistingGrant: async (ctx) =>
      (await loginReasons(deps, ctx)).length > 0 ? undefined : await loadGrant(deps, ctx),
    pkce: { required: () => true },
    rotateRefreshToken: true,
    // Every use of a token loads its grant, and ending a session destroys the grants: no second look at the session.
    expiresWithSession: () => false,
    // Nothing extra: it is where the library lets parameters be judged, pushed ones too, before anything is stored.
    extraParams: { state: (ctx, _value, client) => checkParameters(deps, ctx, client) },
    extraTokenClaims: (ctx) => grantClaims(ctx),
    clientBasedCORS: (_ctx, origin, client) => originsOf(client).has(origin),
    fetch: createOutgoingFetch(deps),
    renderError: createRenderError(deps),
    interactions: interactionSettings(deps),
    features: { ...protocolSettings.features, ...featureSettings(deps) },
    ttl: lifetimes(deps),
  };
}

const metadataOfClient = new WeakMap<RegisteredClient, Record<string, unknown>>();

/** Asked several times a request; made once for as long as the cache holds the client. */
async function metadataOf(
  { clients }: ConfigurationDeps,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  const client = await clients.find(id);
  if (!client) return undefined;
  const known = metadataOfClient.get(client);
  if (known) return known;
  const metadata = { ...providerMetadata(client.metadata, client.secret) };
  metadataOfClient.set(client, metadata);
  return metadata;
}

/** Resource servers of ours compare it: what was frozen after the token was made is refused (design §3). */
function grantClaims(ctx: KoaContextWithOIDC | undefined): { epoch: number; grant: string } | undefined {
  const grant = ctx?.oidc.entities.Grant;
  const epoch = grant ? grantRecord(grant).epoch : undefined;
  return !grant?.jti || epoch === undefined ? undefined : { epoch, grant: grant.jti };
}

/** A page of a client may call token and userinfo from the browser: from where its redirects are, nowhere else. */
function originsOf(client: Client): Set<string> {
  const web = (client.redirectUris ?? []).filter((uri) => /^https?:/.test(uri));
  return new Set(web.map((uri) => new URL(uri).origin));
}

function interactionSettings(deps: ConfigurationDeps): NonNullable<Configuration['interactions']> {
  const { kv, clients, browsers, now } = deps;
  return {
    policy: createInteractionPolicy(deps) as NonNullable<
      NonNullable<Configuration['interactions']>['policy']
    >,
    async url(ctx, interaction) {
      const client = await registeredOf(clients, String(interaction.params.client_id));
      const { initiateLoginUri } = client;
      const start = { browserHash: browsers.bind(ctx), clientId: client.id, initiateLoginUri };
      await startProgress(kv, interaction.uid, { ...start, expiresAt: interaction.exp }, now());
      return `/interaction/${interaction.uid}`;
    },
  };
}

function featureSettings(deps: ConfigurationDeps) {
  const { clients } = deps;
  return {
    claimsParameter: {
      enabled: true,
      assertClaimsParameter: async (ctx: KoaContextWithOIDC, claims: object, client: Client) =>
        checkAct(
          ctx,
          claims,
          ownMetadata((await registeredOf(clients, client.clientId)).metadata).asn_act_allowed,
        ),
    },
    resourceIndicators: {
      enabled: true,
      getResourceServerInfo: (ctx: KoaContextWithOIDC, identifier: string, client: Client) =>
        resourceServerFor(deps, identifier, {
          clientId: client.clientId,
          machine: ctx.oidc.params?.grant_type === 'client_credentials',
        }),
      defaultResource: (_ctx: KoaContextWithOIDC, _client: Client, oneOf?: readonly string[]) => oneOf?.[0],
      // Asked for at authorization: the token is for it, without asking again at the token endpoint.
      useGrantedResource: () => true,
    },
    introspection: {
      enabled: true,
      allowedPolicy: async (_ctx: KoaContextWithOIDC, client: Client, token: Introspected) =>
        (await mayIntrospect(deps, client.clientId, token)) && (await stillCurrent(deps, _ctx, token)),
    },
    revocation: {
      enabled: true,
      allowedPolicy: (_ctx: KoaContextWithOIDC, client: Client, token: Introspected) =>
        token.clientId === client.clientId,
    },
  };
}

interface Introspected {
  clientId?: string | undefined;
  aud?: string | string[] | undefined;
  accountId?: string | undefined;
  iat?: number | undefined;
  extra?: Record<string, unknown> | undefined;
}

/** As `isCurrent` says, and its client still is there for this person. */
async function stillCurrent(
  deps: ConfigurationDeps,
  ctx: KoaContextWithOIDC,
  token: Introspected,
): Promise<boolean> {
  const client = await deps.clients.find(token.clientId ?? '');
  if (!client) return false;
  const { accountId } = token;
  if (accountId === undefined) return true;
  const { Grant } = ctx.oidc.entities;
  const epoch = tokenEpoch(token) ?? (Grant ? grantRecord(Grant).epoch : undefined);
  const current = await isCurrent(deps, accountId, epoch, Grant ? grantRecord(Grant).iat : token.iat);
  return current && mayUseClient(deps.db, client, accountId);
}

/** An act is shown to a person who then approves it: it must come from the client itself, not from a URL (PAR). */
function checkAct(ctx: KoaContextWithOIDC, claims: object, allowed: boolean): void {
  const { asn_act: claim } = ((claims as { id_token?: Record<string, unknown> }).id_token ?? {}) as {
    asn_act?: unknown;
  };
  if (claim === undefined) return;
  if (!allowed) throw new errors.InvalidRequest('asn_act is not allowed for this client');
  const pushed =
    ctx.oidc.route === 'pushed_authorization_request' ||
    ctx.oidc.entities.PushedAuthorizationRequest !== undefined;
  if (!pushed) throw new errors.InvalidRequest('asn_act needs a pushed authorization request');
  if (!readAct(claim)) throw new errors.InvalidRequest('asn_act needs a value and a text');
}

function lifetimes({ now, browsers }: ConfigurationDeps): NonNullable<Configuration['ttl']> {
  const { tokens, refresh, interaction } = policy;
  return {
    AccessToken: () => tokens.accessTokenSeconds,
    AuthorizationCode: () => tokens.authorizationCodeSeconds,
    ClientCredentials: () => tokens.clientCredentialsSeconds,
    IdToken: () => tokens.idTokenSeconds,
    RefreshToken: (_ctx, token) =>
      Math.max(1, (token.iiat ?? seconds(now())) + refresh.absoluteSeconds - seconds(now())),
    Session: (_ctx, session) => sessionLifetime(sessionRecord(session), now()),
    Grant: (ctx) =>
      ctx.oidc.client?.applicationType === 'native' ? refresh.absoluteSeconds : grantLifetime(ctx, now()),
    Interaction(ctx, record) {
      // The last moment before it is saved: one write holds the binding too.
      Object.assign(record, { browser: browsers.bind(ctx) });
      return interaction.ttlSeconds;
    },
  };
}

/** Idle time, never beyond the absolute end; a session nobody signed in to holds nothing worth keeping. */
export function sessionLifetime(session: Pick<SessionRecord, 'startedAt' | 'shared'>, nowMs: number): number {
  const { idleSeconds, sharedIdleSeconds } = policy.session;
  const idle = session.shared ? sharedIdleSeconds : idleSeconds;
  const left = session.startedAt === undefined ? idle : sessionEnd(session) - seconds(nowMs);
  return Math.max(1, Math.min(idle, left));
}

function grantLifetime(ctx: KoaContextWithOIDC, nowMs: number): number {
  const { session } = ctx.oidc;
  const end = session ? sessionEnd(sessionRecord(session)) : seconds(nowMs) + policy.session.absoluteSeconds;
  return Math.max(1, end - seconds(nowMs));
}
