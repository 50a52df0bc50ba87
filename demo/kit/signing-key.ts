import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK } from 'jose';
import type { JWK } from 'jose';
import type { CryptoKey } from 'openid-client';
import { readJson, writeWhole } from './json-store.ts';

export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  publicJwk: JWK;
}

/** The ES256 key a relying party proves itself with (private_key_jwt, RFC 7523); made once and kept. */
export async function loadSigningKey(dataDir: string, clientId: string): Promise<SigningKey> {
  const file = path.join(dataDir, `${clientId}-key.json`);
  const jwk = (await readJson<JWK>(file)) ?? (await makeKey(file));
  const kid = await calculateJwkThumbprint(jwk);
  const { d: _private, ...publicPart } = jwk;
  return {
    kid,
    privateKey: (await importJWK(jwk, 'ES256')) as CryptoKey,
    publicJwk: { ...publicPart, kid, alg: 'ES256', use: 'sig' },
  };
}

async function makeKey(file: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  await writeWhole(file, JSON.stringify(jwk));
  return jwk;
}
