import { createRemoteJWKSet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import * as client from 'openid-client';
import type { Registration } from './application.ts';
import type { SigningKey } from './signing-key.ts';

export interface Provider {
  issuer: string;
  clientId: string;
  config: client.Configuration;
  /** The provider's public keys, cached and fetched again when an unknown one is met. */
  keys: JWTVerifyGetKey;
}

const TIMEOUT_SECONDS = 5;
const FRESH = 10 * 60_000;

/**
 * Finds the provider by discovery when it is first needed and keeps what it said for ten minutes; a discovery that
 * failed is tried again at the next request, so either side may start first.
 */
export function createProvider(options: {
  issuer: string;
  clientId: string;
  authentication: Registration['authentication'];
  key: SigningKey | null;
  now: () => number;
}): () => Promise<Provider> {
  let known: { provider: Provider; at: number } | null = null;
  let underWay: Promise<Provider> | null = null;

  const refresh = async (): Promise<Provider> => {
    try {
      const provider = await discover(options);
      known = { provider, at: options.now() };
      return provider;
    } catch (error) {
      if (known) return known.provider;
      throw error;
    } finally {
      underWay = null;
    }
  };
  return async () => {
    if (known && options.now() - known.at < FRESH) return known.provider;
    underWay ??= refresh();
    return underWay;
  };
}

async function discover({
  issuer,
  clientId,
  authentication,
  key,
}: {
  issuer: string;
  clientId: string;
  authentication: Registration['authentication'];
  key: SigningKey | null;
}): Promise<Provider> {
  const config = await client.discovery(
    new URL(issuer),
    clientId,
    { id_token_signed_response_alg: 'ES256' },
    clientAuthentication(authentication, key),
    {
      timeout: TIMEOUT_SECONDS,
      execute: [
        // Over plain http (loopback only) the signature is all that vouches for an ID token, so it is always checked.
        client.enableNonRepudiationChecks,
        ...(isLoopbackHttp(issuer) ? [client.allowInsecureRequests] : []),
      ],
    },
  );
  const jwksUri = config.serverMetadata().jwks_uri;
  if (!jwksUri) throw new Error('the provider names no jwks_uri');
  const keys = createRemoteJWKSet(new URL(jwksUri), { timeoutDuration: TIMEOUT_SECONDS * 1000 });
  return { issuer, clientId, config, keys };
}

function clientAuthentication(
  authentication: Registration['authentication'],
  key: SigningKey | null,
): client.ClientAuth {
  if (authentication.kind === 'client_secret_basic') return client.ClientSecretBasic(authentication.secret);
  if (!key) throw new Error('private_key_jwt needs a key');
  return client.PrivateKeyJwt({ key: key.privateKey, kid: key.kid });
}

function isLoopbackHttp(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
