/** Why keys that a client gives us are not taken (RFC 7517; NIST SP 800-57: RSA from 2048 bits on). */
export type KeyFault = 'json' | 'none' | 'too_many' | 'private' | 'kind' | 'small' | 'alg' | 'kid' | 'use';

export interface PublicKeys {
  keys: Record<string, unknown>[];
}

const PRIVATE = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];
const ALGORITHMS: Record<string, readonly string[]> = {
  'EC P-256': ['ES256'],
  'EC P-384': ['ES384'],
  'OKP Ed25519': ['EdDSA', 'Ed25519'],
  RSA: ['PS256', 'RS256'],
};
const MOST = 10;
/** Base64url characters of 2048 bits. */
const RSA_LEAST = 342;
/** What we keep of a key: nothing that somebody may have put beside it. */
const KEPT = ['kty', 'crv', 'x', 'y', 'n', 'e', 'kid', 'alg', 'use'];

/** Reads a pasted JWK set: public keys alone, each with a `kid` of its own and an `alg` of ours. */
export function readKeys(
  text: string,
): { kind: 'ok'; jwks: PublicKeys } | { kind: 'refused'; fault: KeyFault } {
  const keys = parse(text);
  if (keys === null) return refused('json');
  if (keys.length === 0) return refused('none');
  if (keys.length > MOST) return refused('too_many');
  const fault = keys.map(keyFault).find((one) => one !== null);
  if (fault) return refused(fault);
  if (new Set(keys.map(({ kid }) => kid)).size !== keys.length) return refused('kid');
  return { kind: 'ok', jwks: { keys: keys.map(publicPart) } };
}

const refused = (fault: KeyFault) => ({ kind: 'refused', fault }) as const;

function parse(text: string): Record<string, unknown>[] | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const keys = (parsed as { keys?: unknown } | null)?.keys;
    const listed = Array.isArray(keys) ? (keys as unknown[]) : [parsed];
    const objects = listed.every((key) => typeof key === 'object' && key !== null && !Array.isArray(key));
    return objects ? (listed as Record<string, unknown>[]) : null;
  } catch {
    return null;
  }
}

function keyFault(key: Record<string, unknown>): KeyFault | null {
  if (PRIVATE.some((name) => Object.hasOwn(key, name))) return 'private';
  const kind = key.kty === 'RSA' ? 'RSA' : `${String(key.kty)} ${String(key.crv)}`;
  const algorithms = Object.hasOwn(ALGORITHMS, kind) ? ALGORITHMS[kind] : undefined;
  if (!algorithms) return 'kind';
  const members = kind === 'RSA' ? ['n', 'e'] : kind.startsWith('EC') ? ['x', 'y'] : ['x'];
  if (!members.every((name) => isBase64url(key[name]))) return 'kind';
  if (kind === 'RSA' && String(key.n).length < RSA_LEAST) return 'small';
  if (typeof key.alg !== 'string' || !algorithms.includes(key.alg)) return 'alg';
  if (key.use !== undefined && key.use !== 'sig') return 'use';
  return typeof key.kid === 'string' && /^[\x21-\x7e]{1,200}$/.test(key.kid) ? null : 'kid';
}

const isBase64url = (value: unknown) => typeof value === 'string' && /^[A-Za-z0-9_-]{2,2000}$/.test(value);

function publicPart(key: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).filter(([name]) => KEPT.includes(name)));
}
