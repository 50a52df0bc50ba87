import { policy } from '../../../../config/policy.ts';
import { equal, randomToken, sha256 } from '../../../platform/crypto.ts';
import type { Kv } from '../../../platform/kv.ts';

/** Whom a link was mailed to, and which browser asked for it at which sign-in. */
export interface LinkRef {
  accountId: string;
  /** SHA-256 of the cookie that binds the browser. */
  browserHash: string;
  uid: string;
}

interface Stored extends LinkRef {
  /** Epoch milliseconds. */
  expiresAt: number;
  used: boolean;
}

/** `elsewhere`: good, but not in this browser, which has none of its own perhaps. `used`: in this browser, before. */
export type LinkState = { kind: 'ready' | 'used'; link: LinkRef } | { kind: 'elsewhere' } | { kind: 'gone' };

export interface MailedLinks {
  /** The token of a new link; what is stored is its hash. */
  make(ref: LinkRef): Promise<string>;
  /** Changes nothing: scanners of mail servers look too. */
  look(token: string, browserHash: string | null): Promise<LinkState>;
  /** The same, and one caller alone gets it `ready`. */
  take(token: string, browserHash: string | null): Promise<LinkState>;
}

const keyOf = (token: string) => `link:${sha256(token)}`;

/** Links past a locked strangers' pool (design §6): 30 minutes, once, and only in the browser that asked. */
export function createMailedLinks({ kv, now }: { kv: Kv; now: () => number }): MailedLinks {
  return {
    async make(ref) {
      const token = randomToken();
      const ttlSeconds = policy.links.signinTtlSeconds;
      const stored: Stored = { ...ref, expiresAt: now() + ttlSeconds * 1000, used: false };
      await kv.set(keyOf(token), JSON.stringify(stored), ttlSeconds);
      return token;
    },
    look: async (token, browserHash) => judge(parse(await kv.get(keyOf(token))), browserHash, now()),
    take: (token, browserHash) =>
      kv.update(keyOf(token), (current) => {
        const stored = parse(current);
        const result = judge(stored, browserHash, now());
        if (!stored || result.kind !== 'ready') return { write: 'keep', result };
        // Kept until it expires: a second tap of the same button leads where the first did.
        const ttlSeconds = Math.max(1, Math.ceil((stored.expiresAt - now()) / 1000));
        return { write: { value: JSON.stringify({ ...stored, used: true }), ttlSeconds }, result };
      }),
  };
}

function judge(stored: Stored | null, browserHash: string | null, now: number): LinkState {
  if (!stored || stored.expiresAt <= now) return { kind: 'gone' };
  if (browserHash === null || !equal(browserHash, stored.browserHash)) return { kind: 'elsewhere' };
  const { accountId, uid } = stored;
  return { kind: stored.used ? 'used' : 'ready', link: { accountId, browserHash, uid } };
}

function parse(current: string | null): Stored | null {
  // Only make and take write it.
  return current === null ? null : (JSON.parse(current) as Stored);
}
