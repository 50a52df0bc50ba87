import { policy } from '../../config/policy.ts';
import type { Kv } from '../platform/kv.ts';
import {
  countAttempt,
  countDeviceAttempt,
  deviceOutcome,
  lockEnds,
  nextLockSeconds,
  remainingTries,
  settleRight,
  settleVoid,
  settleWrong,
  streakOf,
  ttlSeconds,
} from '../policies/lockout.ts';
import type { CountOutcome, DeviceCountOutcome, LockoutFigures, PoolState } from '../policies/lockout.ts';

/** A pool of attempts; which kind it is decides what five wrong ones do. */
export interface PoolKey {
  kind: 'strangers' | 'device' | 'link' | 'otp';
  key: string;
}

/** Passwords: a browser this account has fully signed in from has its own pool, everybody else shares one. */
export function passwordPool(accountIdOrMac: string, deviceId?: string | null): PoolKey {
  return deviceId
    ? { kind: 'device', key: `pool:dev:${deviceId}` }
    : { kind: 'strangers', key: `pool:pwd:${accountIdOrMac}` };
}

/**
 * Passwords, while the strangers' pool is locked: of the one browser that a mailed link was opened in. Like a known browser's
 * it has no timed lock; what it lives by (the pass of that link) ends with its last try.
 */
export function linkPool(accountIdOrMac: string, browserHash: string): PoolKey {
  return { kind: 'link', key: `pool:link:${accountIdOrMac}:${browserHash}` };
}

/** TOTP and recovery codes, shared by sign-in, reset and step-up. */
export function otpPool(accountId: string): PoolKey {
  return { kind: 'otp', key: `pool:otp:${accountId}` };
}

/**
 * `locked`: not judged, the pool's lock ends at `until` (epoch ms). `token_killed`: not judged and not counted here, what
 * gave this browser a pool of its own is to be ended.
 */
export type Counted = (CountOutcome | DeviceCountOutcome) & {
  streak: number;
  /** No lock stands on record: a right secret leaves nothing to be kept. */
  clean: boolean;
};

export interface PoolView {
  streak: number;
  remaining: number;
  /** Epoch milliseconds; null where nothing is locked. */
  lockedUntil: number | null;
  /** How long the lock will be that the last of the remaining tries brings. */
  nextLockSeconds: number;
}

export interface Settled extends PoolView {
  /** All tries of a pool of one browser were wrong: revoke its token, or end its link's pass. */
  tokenKilled: boolean;
  /** Twenty wrong codes with no right one between: the password must be recovered. */
  forceRecovery: boolean;
}

export interface Pools {
  /** Counts an attempt before it is judged. */
  count(pool: PoolKey): Promise<Counted>;
  /** What became of it; `void`: it was not judged after all. */
  settle(pool: PoolKey, how: 'right' | 'wrong' | 'void'): Promise<Settled>;
  /**
   * The secret was right. Where no lock was on record when it was counted, forgetting the pool is the same as settling
   * it (a lock that began meanwhile would be undone), and costs one command.
   */
  settleRight(pool: PoolKey, counted: { clean: boolean }): Promise<void>;
  look(pool: PoolKey): Promise<PoolView>;
  /** Forgets all of it: a completed recovery. */
  clear(pool: PoolKey): Promise<void>;
}

/** The lockout policy on the shared store: one atomic command or update to count, one to settle. */
export function createPools({ kv, now }: { kv: Kv; now: () => number }): Pools {
  const settle: Pools['settle'] = (pool, how) =>
    kv.update(pool.key, (current) => {
      const state = settlers[how](parse(current), now());
      return { write: written(state, now()), result: settled(pool, state, now()) };
    });
  return {
    async count(pool) {
      // Most pools are empty: then this one command is the whole of it, and as atomic as the update.
      const first = counted(pool, null, now());
      if (first.write && (await kv.setIfAbsent(pool.key, first.write.value, first.write.ttlSeconds))) {
        return first.result;
      }
      return kv.update(pool.key, (current) => counted(pool, parse(current), now()));
    },
    settle,
    settleRight: async (pool, { clean }) =>
      void (await (clean ? kv.delete(pool.key) : settle(pool, 'right'))),
    look: async (pool) => view(pool, parse(await kv.get(pool.key)), now()),
    clear: (pool) => kv.delete(pool.key),
  };
}

function counted(
  pool: PoolKey,
  before: PoolState | null,
  now: number,
): { write: { value: string; ttlSeconds: number } | null; result: Counted } {
  const { state, outcome } = counter(pool)(before, now, figures(pool));
  const result = { ...outcome, streak: streakOf(state), clean: state.locks.length === 0 };
  return { write: written(state, now), result };
}

const settlers = { right: settleRight, wrong: settleWrong, void: settleVoid };

function counter(
  pool: PoolKey,
): (
  state: PoolState | null,
  now: number,
  figures: LockoutFigures,
) => { state: PoolState; outcome: CountOutcome | DeviceCountOutcome } {
  return ofOneBrowser(pool) ? countDeviceAttempt : countAttempt;
}

function ofOneBrowser({ kind }: PoolKey): boolean {
  return kind === 'device' || kind === 'link';
}

function figures(pool: PoolKey): LockoutFigures {
  switch (pool.kind) {
    case 'strangers':
      return policy.lockout.password;
    case 'device':
      return policy.lockout.device;
    case 'link':
      return policy.lockout.link;
    case 'otp':
      return policy.lockout.otp;
  }
}

function parse(current: string | null): PoolState | null {
  return current === null ? null : (JSON.parse(current) as PoolState);
}

function written(state: PoolState, now: number): { value: string; ttlSeconds: number } | null {
  const ttl = ttlSeconds(state, now);
  return ttl > 0 ? { value: JSON.stringify(state), ttlSeconds: ttl } : null;
}

function view(pool: PoolKey, state: PoolState | null, now: number): PoolView {
  return {
    streak: streakOf(state),
    remaining: remainingTries(state, now, figures(pool)),
    lockedUntil: lockEnds(state, now),
    nextLockSeconds: nextLockSeconds(state, now, figures(pool)),
  };
}

function settled(pool: PoolKey, state: PoolState, now: number): Settled {
  return {
    ...view(pool, state, now),
    tokenKilled: ofOneBrowser(pool) && deviceOutcome(state, now) === 'token_killed',
    forceRecovery: pool.kind === 'otp' && streakOf(state) >= policy.lockout.recoveryAfterStreak,
  };
}
