import { createHmac } from 'node:crypto';

/** RFC 6238 §4.2: the step a moment lies in, counted from the epoch in 30 s. */
export const stepSeconds = 30;

export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / 1000 / stepSeconds);
}

/** The 6-digit code of a step: HOTP with SHA-1 and dynamic truncation (RFC 4226 §5.3, RFC 6238 §4). */
export function codeAt(secret: Uint8Array, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 0xf;
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}
