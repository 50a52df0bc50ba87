import { policy } from '../../../../config/policy.ts';
import type { Kv } from '../../../platform/kv.ts';

/** Attempts at a password that a solved captcha pays for, whichever node judges them. */
export interface CaptchaPasses {
  /** A captcha was solved: its passes are whole. */
  renew(uid: string): Promise<void>;
  /** Pays for one attempt, in one step; false where all are spent. */
  spend(uid: string): Promise<boolean>;
}

const keyOf = (uid: string) => `ix-pass:${uid}`;

/**
 * The progress says how many passes are left, but it is read before a comparison and written after it: attempts on
 * several nodes at once would all see the same ones. What was spent is therefore counted apart, before the comparison.
 */
export function createCaptchaPasses({ kv }: { kv: Kv }): CaptchaPasses {
  return {
    renew: (uid) => kv.delete(keyOf(uid)),
    async spend(uid) {
      const spent = await kv.increment(keyOf(uid), policy.captcha.passes, policy.interaction.ttlSeconds);
      return spent.allowed;
    },
  };
}
