import { createHmac } from 'node:crypto';

/** The authenticator secret of the demo people (contract.md). */
export const DEMO_SECRET = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';

function base32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...text.replaceAll(/[\s=]/g, '').toUpperCase()]
    .map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** RFC 6238 with SHA-1, 6 digits, 30 s; written apart from the library under test so that both must agree. */
export function totpAt(secret: string, milliseconds: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(milliseconds / 30_000)));
  const mac = createHmac('sha1', base32(secret)).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return ((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0');
}

/**
 * One person's authenticator app: gives codes never given before, using the one step ahead that the policy
 * allows, and waits only when that is spent too.
 */
export function authenticator(secret: string = DEMO_SECRET) {
  let last = 0;
  return {
    secret,
    async code(): Promise<string> {
      const current = () => Math.floor(Date.now() / 30_000);
      // Never the step before: by the time it arrives it may be two back.
      const step = Math.max(last + 1, current());
      while (step > current() + 1) await new Promise((resolve) => setTimeout(resolve, 250));
      last = step;
      return totpAt(secret, step * 30_000);
    },
    now: () => totpAt(secret, Date.now()),
    at: (milliseconds: number) => totpAt(secret, milliseconds),
  };
}

export type Authenticator = ReturnType<typeof authenticator>;
