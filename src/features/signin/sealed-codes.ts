import type { KeyRing } from '../../platform/crypto.ts';

const aad = (uid: string) => `ix:${uid}:recovery-codes`;

/** Fresh recovery codes wait in the progress for "Saya sudah menyimpannya", readable to this interaction only. */
export function sealCodes(ring: KeyRing, uid: string, codes: readonly string[]): string {
  return ring.encrypt(JSON.stringify(codes), aad(uid));
}

export function openCodes(ring: KeyRing, uid: string, sealed: string): string[] {
  // Only sealCodes writes it.
  return JSON.parse(ring.decrypt(sealed, aad(uid))) as string[];
}
