import { integerOf, isOnCurve } from './on-curve.ts';

/** Why keys that a client gives us are not taken (RFC 7517; NIST SP 800-57: RSA from 2048 bits on). */
export type KeyFault =
  | 'json'
  | 'none'
  | 'too_many'
  | 'private'
  | 'kind'
  /** No key of its kind: not on its curve, of a wrong length, an even modulus. */
  | 'broken'
  | 'small'
  /** RSA with another exponent than 65537: with 1 anybody signs. */
  | 'exponent'
  | 'alg'
  | 'kid'
  | 'use';

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
const RSA_LEAST_BITS = 2048;
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
  const wrong = kind === 'RSA' ? rsaFault(key) : curveFault(key);
  if (wrong !== null) return wrong;
  if (typeof key.alg !== 'string' || !algorithms.includes(key.alg)) return 'alg';
  if (key.use !== undefined && key.use !== 'sig') return 'use';
  return typeof key.kid === 'string' && /^[\x21-\x7e]{1,200}$/.test(key.kid) ? null : 'kid';
}

function rsaFault({ n, e }: Record<string, unknown>): KeyFault | null {
  const modulus = bytesOf(n);
  if (modulus === null || bytesOf(e) === null) return 'kind';
  if (e !== 'AQAB') return 'exponent';
  const number = integerOf(modulus);
  if (number.toString(2).length < RSA_LEAST_BITS) return 'small';
  return number % 2n === 0n || modulus[0] === 0 ? 'broken' : null;
}

function curveFault({ crv, x, y }: Record<string, unknown>): KeyFault | null {
  const [first, second] = [bytesOf(x), bytesOf(y)];
  if (first === null || (crv !== 'Ed25519' && second === null)) return 'kind';
  if (crv === 'Ed25519') return first.byteLength === 32 ? null : 'broken';
  const curve = crv === 'P-256' ? crv : 'P-384';
  return second !== null && isOnCurve(curve, first, second) ? null : 'broken';
}

/** Only as RFC 4648 writes them: other spellings of the same bytes would be another key to whoever compares. */
function bytesOf(value: unknown): Uint8Array | null {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{2,2000}$/.test(value)) return null;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : null;
}

function publicPart(key: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(key).filter(([name]) => KEPT.includes(name)));
}
