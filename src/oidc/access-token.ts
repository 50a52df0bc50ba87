import { EmbeddedJWK, calculateJwkThumbprint, createLocalJWKSet, jwtVerify } from 'jose';
import type { JSONWebKeySet, JWTPayload } from 'jose';
import type { Context } from 'koa';
import { equal, sha256 } from '../platform/crypto.ts';
import type { Db } from '../platform/db.ts';
import type { Kv } from '../platform/kv.ts';
import type { AccountWatch } from '../model/people/account-watch.ts';
import { isCurrent } from './account.ts';
import { mayUseClient } from './client-access.ts';
import { scopeOf } from './client-metadata.ts';
import type { Clients, RegisteredClient } from './clients.ts';
import { keyNames } from './records.ts';

export interface TokenRefusal {
  kind: 'refused';
  status: 400 | 401 | 403;
  error: string | null;
  scheme: 'Bearer' | 'DPoP';
}

export type TokenVerdict = { kind: 'ok'; accountId: string; clientId: string } | TokenRefusal;

export type ClientTokenVerdict = { kind: 'ok'; client: RegisteredClient } | TokenRefusal;

export interface TokenDemand {
  audience: string;
  scope: string;
}

export interface VerifierDeps {
  db: Db;
  clients: Clients;
  kv: Kv;
  watch: AccountWatch;
  issuer: string;
  now: () => number;
  publicKeys: () => { keys: Record<string, unknown>[] };
}

/** Seconds a proof may be old, or from a clock that is ahead. */
const PROOF_SECONDS = 60;

/**
 * What our own resource server asks of an access token: an `at+jwt` of ours (RFC 9068) for this audience and scope, of an
 * account that has not been ended since (epoch) and a grant that no logout has destroyed, with a proof of its key where it is bound to one (RFC 9449 §7).
 * What an operator has taken from its client since, and a person the client is not for any more, end it as well.
 */
export async function verifyAccessToken(
  deps: VerifierDeps,
  ctx: Context,
  demand: TokenDemand,
): Promise<TokenVerdict> {
  const read = await readHeld(deps, ctx, demand, (payload) => isOfTheirs(deps, payload));
  if (read.kind === 'refused') return read;
  const [accountId, clientId] = [String(read.payload.sub), String(read.payload.client_id)];
  const client = await deps.clients.find(clientId);
  if (!client || !(await mayUseClient(deps.db, client, accountId))) return refused(401, 'invalid_token');
  return isListed(client, demand) ? { kind: 'ok', accountId, clientId } : refused(403, 'insufficient_scope');
}

/**
 * The same of a token that a back end was given for itself (RFC 9068 §2.2: its `sub` is the client), and never of a person's:
 * those carry a grant. The client must still be registered for it, so that what an operator takes away is gone within the
 * 30 seconds of the clients' cache.
 */
export async function verifyClientToken(
  deps: VerifierDeps,
  ctx: Context,
  demand: TokenDemand,
): Promise<ClientTokenVerdict> {
  let client: RegisteredClient | null = null;
  const read = await readHeld(deps, ctx, demand, async (payload) => {
    const { sub, client_id: id, grant, epoch } = payload;
    if (typeof id !== 'string' || sub !== id || grant !== undefined || epoch !== undefined) return false;
    client = await deps.clients.find(id);
    return client !== null && isBackEnd(client);
  });
  if (read.kind === 'refused') return read;
  const found = client as RegisteredClient | null;
  if (!found || !isListed(found, demand)) return refused(403, 'insufficient_scope');
  return { kind: 'ok', client: found };
}

/** The scope still is on the client's list. */
const isListed = ({ metadata }: RegisteredClient, { scope }: TokenDemand): boolean =>
  scopeOf(metadata).split(' ').includes(scope);

const isBackEnd = ({ metadata }: RegisteredClient): boolean =>
  Array.isArray(metadata.grant_types) && metadata.grant_types.includes('client_credentials');

/** A token of ours for this audience and scope that `stands`, with a proof of its key where it is bound to one. */
async function readHeld(
  deps: VerifierDeps,
  ctx: Context,
  demand: TokenDemand,
  stands: (payload: JWTPayload) => Promise<boolean>,
): Promise<{ kind: 'read'; payload: JWTPayload } | TokenRefusal> {
  const [scheme = '', token = '', ...rest] = ctx.get('authorization').split(' ');
  if (token === '' || rest.length > 0 || !/^(bearer|dpop)$/i.test(scheme)) return refused(401, null);
  const payload = await readToken(deps, token, demand.audience);
  if (!payload || !(await stands(payload))) return refused(401, 'invalid_token');
  const bound = boundKey(payload);
  if (bound !== null && !(await proven(deps, ctx, { token, bound, scheme }))) {
    return { ...refused(401, 'invalid_dpop_proof'), scheme: 'DPoP' };
  }
  if (bound === null && /^dpop$/i.test(scheme)) return refused(401, 'invalid_token');
  if (!String(payload.scope).split(' ').includes(demand.scope)) return refused(403, 'insufficient_scope');
  return { kind: 'read', payload };
}

function refused(status: 400 | 401 | 403, error: string | null): TokenRefusal {
  return { kind: 'refused', status, error, scheme: 'Bearer' };
}

async function readToken(
  { publicKeys, issuer, now }: VerifierDeps,
  token: string,
  audience: string,
): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(publicKeys() as unknown as JSONWebKeySet), {
      typ: 'at+jwt',
      algorithms: ['ES256'],
      issuer,
      audience,
      requiredClaims: ['sub', 'exp', 'client_id'],
      currentDate: new Date(now()),
      clockTolerance: 5,
    });
    return payload;
  } catch {
    return null;
  }
}

async function isOfTheirs(deps: VerifierDeps, { sub, epoch, grant, iat }: JWTPayload): Promise<boolean> {
  if (typeof epoch !== 'number' || typeof grant !== 'string') return false;
  const stands = deps.kv.get(keyNames.record('Grant', grant));
  return (await isCurrent(deps, String(sub), epoch, iat)) && (await stands) !== null;
}

function boundKey(payload: JWTPayload): string | null {
  const { jkt } = (payload.cnf ?? {}) as { jkt?: unknown };
  return typeof jkt === 'string' ? jkt : null;
}

async function proven(
  deps: VerifierDeps,
  ctx: Context,
  { token, bound, scheme }: { token: string; bound: string; scheme: string },
): Promise<boolean> {
  if (!/^dpop$/i.test(scheme)) return false;
  const proof = await readProof(ctx.get('dpop'));
  if (!proof || !equal(proof.thumbprint, bound)) return false;
  const { htm, htu, ath, iat, jti } = proof.payload;
  const age = Math.abs(deps.now() / 1000 - (iat ?? 0));
  const fits = htm === ctx.method && sameAddress(htu, deps.issuer + ctx.path) && ath === sha256(token);
  if (!fits || age > PROOF_SECONDS || typeof jti !== 'string' || jti === '') return false;
  return deps.kv.setIfAbsent(keyNames.replay(sha256(`${bound}\0${jti}`)), '1', 2 * PROOF_SECONDS);
}

async function readProof(proof: string): Promise<{ payload: JWTPayload; thumbprint: string } | null> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'EdDSA', 'PS256', 'RS256'],
    });
    return { payload, thumbprint: await calculateJwkThumbprint(protectedHeader.jwk ?? {}) };
  } catch {
    return null;
  }
}

function sameAddress(htu: unknown, expected: string): boolean {
  const url = typeof htu === 'string' ? URL.parse(htu) : null;
  return url !== null && url.origin + url.pathname === expected;
}
