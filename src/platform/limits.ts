import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import type { RateLimiterAbstract } from 'rate-limiter-flexible';
import type { RedisClient } from './redis-client.ts';

export interface LimitFigures {
  points: number;
  seconds: number;
}

export interface LimitOutcome {
  allowed: boolean;
  /** Counted in this window, this one included. */
  used: number;
  resetsInSeconds: number;
}

/** Counters over a window that begins with the first count. For limits whose excess harms nobody but the sender. */
export interface Limits {
  consume(name: string, key: string, figures: LimitFigures): Promise<LimitOutcome>;
  peek(name: string, key: string, figures: LimitFigures): Promise<LimitOutcome>;
  reset(name: string, key: string, figures: LimitFigures): Promise<void>;
}

/** On the Redis connection of the kv, or in this process where there is none. One command a count. */
export function createLimits(source: RedisClient | 'memory'): Limits {
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiterFor = (name: string, { points, seconds }: LimitFigures): RateLimiterAbstract => {
    const id = `${name}:${points}:${seconds}`;
    const known = limiters.get(id);
    if (known) return known;
    const options = { keyPrefix: `limit:${name}`, points, duration: seconds };
    const made =
      source === 'memory'
        ? new RateLimiterMemory(options)
        : new RateLimiterRedis({ ...options, storeClient: source });
    limiters.set(id, made);
    return made;
  };
  return {
    async consume(name, key, figures) {
      try {
        return outcome(await limiterFor(name, figures).consume(key), figures);
      } catch (refused) {
        if (refused instanceof RateLimiterRes) return outcome(refused, figures);
        throw unavailable(refused);
      }
    },
    async peek(name, key, figures) {
      const found = await limiterFor(name, figures)
        .get(key)
        .catch((error: unknown) => {
          throw unavailable(error);
        });
      return found ? outcome(found, figures) : { allowed: true, used: 0, resetsInSeconds: 0 };
    },
    async reset(name, key, figures) {
      await limiterFor(name, figures)
        .delete(key)
        .catch((error: unknown) => {
          throw unavailable(error);
        });
    },
  };
}

function outcome(counted: RateLimiterRes, { points }: LimitFigures): LimitOutcome {
  return {
    allowed: counted.consumedPoints <= points,
    used: counted.consumedPoints,
    resetsInSeconds: Math.max(0, Math.ceil(counted.msBeforeNext / 1000)),
  };
}

/** The same code as the kv's, so that one page answers for both. */
function unavailable(cause: unknown): Error {
  return Object.assign(new Error('the counter store does not answer', { cause }), { code: 'kv_unavailable' });
}
