import { randomBytes } from 'node:crypto';
import { policy } from '../../../config/policy.ts';
import { sha256 } from '../../platform/crypto.ts';
import type { KeyRing } from '../../platform/crypto.ts';
import type { Kv } from '../../platform/kv.ts';

/** What an answer is good for: one purpose, one browser or session, one act. */
export type Bound = readonly [purpose: 'signin' | 'second' | 'enrol' | 'act', ...where: string[]];

export interface PasskeyChallenges {
  /** A fresh one, base64url; nothing is stored for it. */
  make(bound: Bound): string;
  /** True for one caller, where it was made for this and is neither too old nor used. */
  take(bound: Bound, challenge: string): Promise<boolean>;
}

const NONCE_BYTES = 16;
const TIME_BYTES = 6;
const MAC_BYTES = 32;

/**
 * Challenges that carry their own proof: a nonce, when it ends, and a MAC over both and what it is bound to. Every visitor
 * of a sign-in page gets one, so none is stored before it is answered (design §6, "Anonymous requests store little"); an
 * answered one is remembered until it would have ended, so that no answer counts twice.
 */
export function createPasskeyChallenges({
  kv,
  ring,
  now,
}: {
  kv: Kv;
  ring: KeyRing;
  now: () => number;
}): PasskeyChallenges {
  const said = (bound: Bound, head: Buffer) => JSON.stringify([...bound, head.toString('base64url')]);
  return {
    make(bound) {
      const head = Buffer.alloc(NONCE_BYTES + TIME_BYTES);
      randomBytes(NONCE_BYTES).copy(head);
      head.writeUIntBE(now() + policy.passkeys.challengeSeconds * 1000, NONCE_BYTES, TIME_BYTES);
      const { mac } = ring.mac('passkey', said(bound, head));
      return Buffer.concat([head, Buffer.from(mac, 'base64url')]).toString('base64url');
    },
    async take(bound, challenge) {
      const bytes = Buffer.from(challenge, 'base64url');
      if (bytes.length !== NONCE_BYTES + TIME_BYTES + MAC_BYTES) return false;
      const head = bytes.subarray(0, NONCE_BYTES + TIME_BYTES);
      const mac = bytes.subarray(NONCE_BYTES + TIME_BYTES).toString('base64url');
      const candidates = ring.macs('passkey', said(bound, head));
      if (!candidates.some(({ key }) => ring.sameMac('passkey', said(bound, head), { mac, key })))
        return false;
      const left = head.readUIntBE(NONCE_BYTES, TIME_BYTES) - now();
      if (left <= 0) return false;
      return kv.setIfAbsent(`passkey-used:${sha256(challenge)}`, '1', Math.ceil(left / 1000));
    },
  };
}
