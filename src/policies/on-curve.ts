/** FIPS 186-5: y² = x³ - 3x + b over the integers modulo p. */
const CURVES = {
  'P-256': {
    bytes: 32,
    p: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
  },
  'P-384': {
    bytes: 48,
    p: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    b: 0xb3312fa7e23ee7e4988e056be3f82d19181d9c6efe8141120314088f5013875ac656398d8a2ed19d2a85c8edd3ec2aefn,
  },
} as const;

/** Whether both coordinates are of full length (RFC 7518 section 6.2.1.2), and the point is one of the curve. */
export function isOnCurve(curve: keyof typeof CURVES, x: Uint8Array, y: Uint8Array): boolean {
  const { bytes, p, b } = CURVES[curve];
  if (x.byteLength !== bytes || y.byteLength !== bytes) return false;
  const [X, Y] = [integerOf(x), integerOf(y)];
  if (X >= p || Y >= p) return false;
  return (Y * Y - (X * X * X - 3n * X + b)) % p === 0n;
}

/** Big-endian; no bytes are nought. */
export const integerOf = (bytes: Uint8Array): bigint =>
  bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
