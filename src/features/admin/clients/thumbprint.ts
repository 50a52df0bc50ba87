import { canonicalJson } from '../../../platform/canonical-json.ts';
import { sha256 } from '../../../platform/crypto.ts';

/** What makes a key the key it is, by its kind (RFC 7638 section 3.2, RFC 8037 section 2). */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  RSA: ['e', 'kty', 'n'],
};

/** SHA-256 of a public JWK's own members in their order, base64url: another byte of it is another thumbprint. */
export function thumbprintOf(jwk: Readonly<Record<string, unknown>>): string {
  const kind = String(jwk.kty);
  const members = Object.hasOwn(MEMBERS, kind) ? MEMBERS[kind] : undefined;
  return sha256(
    canonicalJson(Object.fromEntries((members ?? Object.keys(jwk)).map((name) => [name, jwk[name]]))),
  );
}
