import { generateKeyPairSync } from 'node:crypto';
import { calculateJwkThumbprint } from 'jose';
import { expect, test } from '@jest/globals';
import { thumbprintOf } from '../../src/features/admin/clients/thumbprint.ts';
import { readKeys } from '../../src/policies/client-keys.ts';

const kinds = [
  ['ES256', 'EC', generateKeyPairSync('ec', { namedCurve: 'P-256' })],
  ['ES384', 'EC', generateKeyPairSync('ec', { namedCurve: 'P-384' })],
  ['EdDSA', 'OKP', generateKeyPairSync('ed25519')],
  ['RS256', 'RSA', generateKeyPairSync('rsa', { modulusLength: 2048 })],
] as const;

test.each(kinds)('a key for %s is taken, and named by its thumbprint (RFC 7638)', async (alg, _, pair) => {
  const jwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'a', alg, use: 'sig', ext: true };
  expect(readKeys(JSON.stringify(jwk)).kind).toBe('ok');
  expect(thumbprintOf(jwk)).toBe(await calculateJwkThumbprint(jwk));
  expect(thumbprintOf({ ...jwk, kid: 'b', use: undefined })).toBe(thumbprintOf(jwk));
});

test('bytes spelt another way, of another length or of no point are no keys', () => {
  const jwk = kinds[0][2].publicKey.export({ format: 'jwk' });
  const ed = kinds[2][2].publicKey.export({ format: 'jwk' });
  const rsa = kinds[3][2].publicKey.export({ format: 'jwk' });
  const read = (key: object, alg: string) => readKeys(JSON.stringify({ ...key, kid: 'a', alg }));
  expect(read({ ...jwk, x: `${jwk.x}=` }, 'ES256')).toEqual({ kind: 'refused', fault: 'kind' });
  expect(read({ ...jwk, y: jwk.x }, 'ES256')).toEqual({ kind: 'refused', fault: 'broken' });
  expect(read({ ...jwk, crv: 'P-384' }, 'ES384')).toEqual({ kind: 'refused', fault: 'broken' });
  expect(read({ ...ed, x: 'AAAA' }, 'EdDSA')).toEqual({ kind: 'refused', fault: 'broken' });
  expect(read({ ...rsa, n: `AAAA${rsa.n}` }, 'RS256')).toEqual({ kind: 'refused', fault: 'broken' });
  expect(read({ ...rsa, e: 'AAEAAQ' }, 'RS256')).toEqual({ kind: 'refused', fault: 'exponent' });
});
