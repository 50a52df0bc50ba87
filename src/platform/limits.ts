import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import type { RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { KvUnavailable } from './kv.ts';
import type { RedisClient } from './redis-client.ts';

export interface Limit {
  points: number;
  seconds: number;
}

export interface LimitState {
  allowed: boolean;
  used: number;
  /** 0 where nothing is counted. */
  resetsInSeconds: number;
}

/** Counts in windows that begin with their first event, e.g. messages of an account in an hour. */
export interface Limits {
  /** Counts one; not allowed where that is more than the points. */
  consume(name: string, key: string, limit: Limit): Promise<LimitState>;
  /** Looks without counting: would one more be allowed? */
  peek(name: string, key: string, limit: Limit): Promise<LimitState>;
  reset(name: string, key: string, limit: Limit): Promise<void>;
}

export interface LimitsSource {
  /** The connection of the kv; absent: counted in this process's memory (in real time, whatever the clock says). */
  redis?: RedisClient | undefined;
  onCommand?: (name: string) => void;
}

/** Figures are arguments: they live in config/, and one counter may stand under several limits. */
export function createLimits(source: LimitsSource): Limits {
  const limiters = new Map<string, RateLimiterAbstract>();
  const limiterOf = (name: string, limit: Limit) => {
    const id = `${name}:${limit.points}:${limit.seconds}`;
    const limiter = limiters.get(id) ?? createLimiter(source, name, limit);
    limiters.set(id, limiter);
    return limiter;
  };
  const count = source.onCommand ?? (() => {});
  return {
    async consume(name, key, limit) {
      count('limit.consume');
      return asState(await refusalOrResult(limiterOf(name, limit).consume(key)), limit.points);
    },
    async peek(name, key, limit) {
      count('limit.peek');
      return asState(await refusalOrResult(limiterOf(name, limit).get(key)), limit.points - 1);
    },
    async reset(name, key, limit) {
      count('limit.reset');
      await refusalOrResult(limiterOf(name, limit).delete(key));
    },
  };
}

function createLimiter(
  { redis }: LimitsSource,
  name: string,
  { points, seconds }: Limit,
): RateLimiterAbstract {
  // The window is part of the key: limits of an hour and of a day count the same events apart.
  const options = { keyPrefix: `limit:${name}:${seconds}`, points, duration: seconds };
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis }) : new RateLimiterMemory(options);
}

/** The library rejects with a result where the limit is exceeded, and with an error where the store is away. */
async function refusalOrResult<T>(running: Promise<T>): Promise<T | RateLimiterRes> {
  try {
    return await running;
  } catch (reason) {
    if (typeof reason === 'object' && reason !== null && 'msBeforeNext' in reason)
      return reason as RateLimiterRes;
    throw new KvUnavailable(reason);
  }
}

function asState(result: RateLimiterRes | null, mostAllowed: number): LimitState {
  const used = result?.consumedPoints ?? 0;
  return {
    allowed: used <= mostAllowed,
    used,
    resetsInSeconds: Math.ceil(Math.max(0, result?.msBeforeNext ?? 0) / 1000),
  };
}
