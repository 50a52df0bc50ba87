import { performance } from 'node:perf_hooks';
import { hash as argon2Hash, verify as argon2Verify } from '@node-rs/argon2';
import { Piscina } from 'piscina';
import { createGate } from './gate.ts';
import type { Admission, Entry, Place } from './gate.ts';
import type { BcryptTask } from './bcrypt-worker.ts';

export interface Verdict {
  right: boolean;
  /** The hash is right but of an older kind: replace it. */
  outdated: boolean;
  /** What the comparison itself took, so that a refusal can be padded up to the floor whatever the queue was. */
  tookMs: number;
}

export interface Hasher {
  /** Hashes a new password; goes before the newcomers, since this person has already proven who they are. */
  hash(password: string): Promise<string>;
  /**
   * Compares. A missing or unreadable hash costs the same work and is wrong, so that time tells nothing. `first`
   * puts it before the newcomers; `place` is the one reserved for it.
   */
  verify(
    stored: string | null,
    password: string,
    options?: { first?: boolean; place?: Place },
  ): Promise<Verdict>;
  /** Whether a newcomer may enter now, or how long the queue is: for the page before anything is typed. */
  admission(): Admission;
  /** The same with a place reserved, before anything is counted. Whoever gets one uses it or releases it. */
  enter(): Entry;
  /** No refusal answers sooner than this after its comparison began: above the slowest hash in use. */
  floorMs(): number;
  close(): Promise<void>;
}

/** OWASP's figures for argon2id; the library's default algorithm is argon2id. */
const argon2 = { memoryCost: 19456, timeCost: 2, parallelism: 1 };

/** A hash that nothing matches (its password was 256 random bits): what an unknown NIP is compared with. */
const dummy =
  '$argon2id$v=19$m=19456,t=2,p=1$iVoxLrYGWpN9W2DiEMAGoA$HSL8SGn2DsfxAb+IdtoseIZFSZAzLsm596LosBnObfA';

/**
 * Passwords: argon2id natively for new ones, bcrypt in a worker thread for imported ones, at most `concurrency` at a
 * time (more threads than cores starve the event loop). Another kind of hash is one more branch in `compare`.
 */
export function createHasher(options: {
  concurrency: number;
  queueLimit: number;
  now: () => number;
  floorMs?: number;
}): Hasher {
  const gate = createGate({ concurrency: options.concurrency, queueLimit: options.queueLimit });
  const slowest = createSlowest(options.now);
  const worker = lazily(() => bcryptWorker(options.concurrency));

  async function compare(stored: string, password: string): Promise<Omit<Verdict, 'tookMs'>> {
    if (/^\$argon2(?:id|i|d)\$v=\d+\$m=\d+,t=\d+,p=\d+\$[\w+/]+\$[\w+/]+$/.test(stored))
      return { right: await argon2Verify(stored, password), outdated: isWeaker(stored) };
    if (/^\$2[aby]\$\d\d\$.{53}$/.test(stored)) {
      const task: BcryptTask = { stored, password };
      return { right: (await worker.get().run(task)) as boolean, outdated: true };
    }
    await argon2Verify(dummy, password);
    return { right: false, outdated: false };
  }

  async function timed(stored: string, password: string): Promise<Verdict> {
    const start = performance.now();
    const verdict = await compare(stored, password);
    const tookMs = performance.now() - start;
    slowest.saw(tookMs);
    return { ...verdict, tookMs };
  }

  return {
    hash: (password) => gate.run(() => argon2Hash(normalise(password), argon2), { first: true }),
    verify: (stored, password, { first = false, place } = {}) =>
      gate.run(() => timed(stored ?? dummy, normalise(password)), { first, place }),
    admission: gate.admission,
    enter: gate.enter,
    floorMs: () => Math.max(options.floorMs ?? 400, roundUp(slowest.ms() * 1.25)),
    async close() {
      await worker.made()?.destroy();
    },
  };
}

/** NIST 800-63B-4 §3.1.1.2: normalise before hashing, since keyboards write the same character in several ways. */
function normalise(password: string): string {
  return password.normalize('NFKC');
}

function isWeaker(phc: string): boolean {
  const [, m = '0', t = '0'] = /\$m=(\d+),t=(\d+),p=\d+\$/.exec(phc) ?? [];
  return !phc.startsWith('$argon2id$') || Number(m) < argon2.memoryCost || Number(t) < argon2.timeCost;
}

/**
 * The slowest comparison of this minute and the one before. Under load an imported hash may pass the configured
 * floor; the floor then rises for everybody alike, in steps, so that it still tells nothing about one account.
 */
function createSlowest(now: () => number): { saw(ms: number): void; ms(): number } {
  const ceiling = 2000;
  let minute = 0;
  let current = 0;
  let previous = 0;
  const turn = () => {
    const today = Math.floor(now() / 60_000);
    if (today === minute) return;
    previous = today === minute + 1 ? current : 0;
    current = 0;
    minute = today;
  };
  return {
    saw(ms) {
      turn();
      current = Math.min(ceiling, Math.max(current, ms));
    },
    ms() {
      turn();
      return Math.max(current, previous);
    },
  };
}

function roundUp(ms: number): number {
  return Math.ceil(ms / 100) * 100;
}

function bcryptWorker(threads: number): Piscina {
  return new Piscina({
    filename: new URL('./bcrypt-worker.ts', import.meta.url).href,
    minThreads: 0,
    maxThreads: Math.max(1, threads - 1),
    idleTimeout: 60_000,
  });
}

function lazily<T>(make: () => T): { get(): T; made(): T | undefined } {
  let value: T | undefined;
  return { get: () => (value ??= make()), made: () => value };
}
