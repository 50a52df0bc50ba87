/**
 * The lock of one pool of attempts (password, second factor, recovery), as a pure state machine.
 * Source: contract, "Figures of the policy"; after kanidm's softlock (server/lib/src/credential/softlock.rs).
 *
 *                countAttempt 1..4                 countAttempt (the fifth)
 *            ┌──────────────────────┐   ┌────────────────────────────────────────┐
 *            ▼                      │   │                                        ▼
 *        ┌────────────── open ──────┴───┤                               locked (tentatively)
 *        │  ▲  ▲                        │◄── settleRight: all forgotten ─────────┤  countAttempt: refused
 *        │  │  └ the window passes      │◄── settleVoid: that try is taken back ─┤
 *        │  │                                                                    │ settleWrong: it stays
 *        │  └────────── five fresh tries ◄── lockedUntil passes by itself ───────┘
 *        └─ settleRight: failures and streak forgotten, locks of the last 24 h kept
 *
 * An attempt is counted BEFORE the secret is compared, so that parallel guesses stop at five: what is not settled
 * (the process died) stays counted. The streak outlives a lock, so that the captcha stays due after it.
 */

export interface LockoutFigures {
  /** Attempts admitted within the window; the last of them locks. */
  readonly attempts: number;
  readonly windowSeconds: number;
  readonly firstLockSeconds: number;
  /** Length of each further lock while another began within `furtherWithinSeconds`. */
  readonly furtherLockSeconds: number;
  readonly furtherWithinSeconds: number;
  /** How long the run of failures is remembered after its last one, where nothing locked. */
  readonly streakKeptSeconds: number;
}

/** All times in epoch milliseconds. Small and JSON-serialisable: at most five failures and the locks of one day. */
export interface PoolState {
  /** Attempts of the window that were wrong or are not settled yet. */
  readonly failures: readonly number[];
  /** Consecutive failures since the last right one; not bounded by the window. */
  readonly streak: number;
  readonly lockedUntil: number | null;
  /** When the locks of the last 24 hours began. */
  readonly locks: readonly number[];
  /** After this nothing here matters any more. */
  readonly keptUntil: number;
}

export type CountOutcome = { kind: 'admitted'; remaining: number } | { kind: 'locked'; until: number };
export type DeviceCountOutcome = { kind: 'admitted'; remaining: number } | { kind: 'token_killed' };

const EMPTY: PoolState = { failures: [], streak: 0, lockedUntil: null, locks: [], keptUntil: 0 };

/** Counts one attempt before it is judged, or refuses it because the pool is locked. The fifth admitted one locks at once. */
export function countAttempt(
  state: PoolState | null,
  now: number,
  figures: LockoutFigures,
): { state: PoolState; outcome: CountOutcome } {
  const pool = asOf(state, now, figures);
  if (pool.lockedUntil !== null) return { state: pool, outcome: { kind: 'locked', until: pool.lockedUntil } };
  const failures = [...pool.failures, now];
  const counted = keep({ ...pool, failures, streak: pool.streak + 1 }, now, figures);
  const remaining = Math.max(0, figures.attempts - failures.length);
  return {
    state: remaining === 0 ? lock(counted, now, figures) : counted,
    outcome: { kind: 'admitted', remaining },
  };
}

/** The secret was right: failures and streak are forgotten, a lock in force is undone; earlier locks of the day stay on record. */
export function settleRight(state: PoolState | null, now: number): PoolState {
  const pool = state ?? EMPTY;
  return { ...unlock(pool, now), failures: [], streak: 0 };
}

/** The secret was wrong: what was counted stays, and so does the lock if this was the fifth. */
export function settleWrong(state: PoolState | null, _now: number): PoolState {
  return state ?? EMPTY;
}

/** The attempt was not judged (a store away, the person gone): it is taken back, with the lock it may have caused. */
export function settleVoid(state: PoolState | null, now: number): PoolState {
  const pool = state ?? EMPTY;
  if (pool.failures.length === 0) return pool;
  return { ...unlock(pool, now), failures: pool.failures.slice(0, -1), streak: Math.max(0, pool.streak - 1) };
}

/** When the lock in force ends (epoch ms), or null. */
export function lockEnds(state: PoolState | null, now: number): number | null {
  return state !== null && state.lockedUntil !== null && state.lockedUntil > now ? state.lockedUntil : null;
}

/** Whether a lock stands at this moment. */
export function isLocked(state: PoolState | null, now: number): boolean {
  return lockEnds(state, now) !== null;
}

/** Consecutive failures, for the captcha and for the forced recovery after twenty wrong codes. */
export function streakOf(state: PoolState | null): number {
  return state?.streak ?? 0;
}

/** How long the pool's next lock will last: longer where another began within the day. */
export function nextLockSeconds(state: PoolState | null, now: number, figures: LockoutFigures): number {
  const { locks } = asOf(state, now, figures);
  return locks.length === 0 ? figures.firstLockSeconds : figures.furtherLockSeconds;
}

/** How many attempts the pool would still admit now; 0 while it is locked. */
export function remainingTries(state: PoolState | null, now: number, figures: LockoutFigures): number {
  const pool = asOf(state, now, figures);
  return pool.lockedUntil === null ? Math.max(0, figures.attempts - pool.failures.length) : 0;
}

/** How long the state must be stored from now; 0: it may be deleted. */
export function ttlSeconds(state: PoolState | null, now: number): number {
  if (state === null || (state.streak === 0 && state.locks.length === 0)) return 0;
  return Math.max(0, Math.ceil((state.keptUntil - now) / 1000));
}

/**
 * The pool of a known browser has no timed lock: five wrong passwords there kill its device token, and the browser is a
 * stranger from then on. A refused attempt was not counted anywhere: the caller counts it in the strangers' pool.
 */
export function countDeviceAttempt(
  state: PoolState | null,
  now: number,
  figures: LockoutFigures,
): { state: PoolState; outcome: DeviceCountOutcome } {
  const counted = countAttempt(state, now, figures);
  if (counted.outcome.kind === 'admitted') return { state: counted.state, outcome: counted.outcome };
  return { state: counted.state, outcome: { kind: 'token_killed' } };
}

/** After settling: must the device token be revoked? */
export function deviceOutcome(state: PoolState | null, now: number): 'alive' | 'token_killed' {
  return isLocked(state, now) ? 'token_killed' : 'alive';
}

/** The state with all that time has ended taken out; a lock that ended leaves five fresh tries. */
function asOf(state: PoolState | null, now: number, figures: LockoutFigures): PoolState {
  if (state === null || state.keptUntil <= now) return EMPTY;
  const locks = state.locks.filter((at) => at > now - figures.furtherWithinSeconds * 1000);
  if (state.lockedUntil !== null && state.lockedUntil > now) return { ...state, locks };
  if (state.lockedUntil !== null) return { ...state, failures: [], lockedUntil: null, locks };
  const failures = state.failures.filter((at) => at > now - figures.windowSeconds * 1000);
  return { ...state, failures, locks };
}

function lock(pool: PoolState, now: number, figures: LockoutFigures): PoolState {
  const seconds = nextLockSeconds(pool, now, figures);
  const locked = { ...pool, lockedUntil: now + seconds * 1000, locks: [...pool.locks, now] };
  return keep(locked, now, figures);
}

/** Undoes the lock in force as if it had never begun; one that has ended by itself stays on record. */
function unlock(pool: PoolState, now: number): PoolState {
  return isLocked(pool, now) ? { ...pool, lockedUntil: null, locks: pool.locks.slice(0, -1) } : pool;
}

function keep(pool: PoolState, now: number, figures: LockoutFigures): PoolState {
  const lastLock = pool.locks.at(-1);
  const forLocks = lastLock === undefined ? 0 : lastLock + figures.furtherWithinSeconds * 1000;
  const forStreak = now + Math.max(figures.streakKeptSeconds, figures.windowSeconds) * 1000;
  return { ...pool, keptUntil: Math.max(pool.lockedUntil ?? 0, forLocks, forStreak) };
}
