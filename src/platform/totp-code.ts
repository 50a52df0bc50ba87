import { generateSync } from 'otplib';

/** RFC 6238 §4.2: the step a moment lies in, counted from the epoch in 30 s. */
export const stepSeconds = 30;

/** The step of a moment in epoch milliseconds (RFC 6238 §4.2). */
export function stepAt(nowMs: number): number {
  return Math.floor(nowMs / 1000 / stepSeconds);
}

/** The 6-digit code of a step: HOTP (RFC 4226 §5.3) of the step as counter, SHA-1, as all authenticator apps do it. */
export function codeAt(secret: Uint8Array, step: number): string {
  return generateSync({ strategy: 'hotp', secret, counter: step, digits: 6, algorithm: 'sha1' });
}
