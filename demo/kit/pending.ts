import { randomBytes } from 'node:crypto';
import { createExpiringMap } from './expiring-map.ts';

/** One authorization request on its way: what the callback must find again. */
export interface PendingRequest {
  state: string;
  nonce: string;
  verifier: string;
  returnTo: string;
  /** A step-up: the act to be proven, and the session that asked. */
  step: { sessionId: string; act: string } | null;
}

export type Pending = ReturnType<typeof createPending>;

const LIFETIME = 60 * 60_000;
const PER_BROWSER = 10;

/** Requests by browser (a cookie) and state, so that several tabs do not take each other's answer. */
export function createPending({ now }: { now: () => number }) {
  const browsers = createExpiringMap<PendingRequest[]>({ now, limit: 5_000 });
  return {
    /** Keeps a request; returns the browser's id, a new one where it had none that we know. */
    add(browser: string | undefined, request: PendingRequest): string {
      const known = browser === undefined ? undefined : browsers.get(browser);
      const id = browser !== undefined && known ? browser : randomBytes(24).toString('base64url');
      browsers.set(id, [...(known ?? []), request].slice(-PER_BROWSER), now() + LIFETIME);
      return id;
    },
    /** Gives a request out once. */
    take(browser: string | undefined, state: string | undefined): PendingRequest | null {
      const known = browser === undefined ? undefined : browsers.get(browser);
      const found = known?.find((request) => request.state === state);
      if (browser === undefined || !known || !found) return null;
      browsers.set(
        browser,
        known.filter((request) => request !== found),
        now() + LIFETIME,
      );
      return found;
    },
  };
}
