import { jwtVerify } from 'jose';
import type { JWTVerifyGetKey } from 'jose';

const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

export interface LogoutToken {
  sub?: string | undefined;
  sid?: string | undefined;
  jti: string;
  /** Seconds. */
  iat: number;
}

/**
 * Validates a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6); throws where anything is wrong. Whether its
 * `jti` was seen before is the caller's to ask.
 */
export async function readLogoutToken(
  token: string,
  {
    issuer,
    clientId,
    keys,
    now,
  }: { issuer: string; clientId: string; keys: JWTVerifyGetKey; now: () => number },
): Promise<LogoutToken> {
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience: clientId,
    algorithms: ['ES256'],
    // Explicit typing keeps an ID token from passing for a logout token (RFC 8725 §3.11).
    typ: 'logout+jwt',
    requiredClaims: ['jti', 'iat', 'exp', 'events'],
    maxTokenAge: '5 min',
    clockTolerance: 30,
    currentDate: new Date(now()),
  });
  const { sub, sid, jti, iat, events } = payload;
  if ('nonce' in payload) throw new Error('a logout token has no nonce');
  if (!isObject(events) || !isObject(events[EVENT])) throw new Error('not a back-channel logout event');
  if (sid !== undefined && typeof sid !== 'string') throw new Error('sid is not a string');
  if (sub === undefined && sid === undefined) throw new Error('neither sub nor sid');
  if (typeof jti !== 'string' || jti === '' || iat === undefined) throw new Error('no jti or iat');
  return { sub, sid, jti, iat };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
