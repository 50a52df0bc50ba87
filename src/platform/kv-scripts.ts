import { createHash } from 'node:crypto';

/** A script of one key, known to Redis by its SHA-1. */
export interface Script {
  lua: string;
  sha: string;
}

/** ARGV: limit, ttl. Answers the count and the milliseconds left. A counter without an end would lock for ever. */
export const increment = script(`
local count = tonumber(redis.call('GET', KEYS[1]) or '0')
if count <= tonumber(ARGV[1]) then count = redis.call('INCR', KEYS[1]) end
local left = redis.call('PTTL', KEYS[1])
if left < 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[2])
  left = ARGV[2] * 1000
end
return { count, left }`);

/** ARGV: the value that was read, then the new value and its ttl, or nothing to delete. Answers 1 where it was written. */
export const compareAndSet = script(`
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
if ARGV[2] then redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[3]) else redis.call('DEL', KEYS[1]) end
return 1`);

/**
 * ARGV: now, grace. The mark is appended to the text and the rest left untouched: cjson would turn empty lists into
 * objects and round large numbers when it writes.
 */
export const consume = script(`
local text = redis.call('GET', KEYS[1])
if not text then return -1 end
local consumed = tonumber(cjson.decode(text).consumed)
if consumed then return (tonumber(ARGV[1]) - consumed < tonumber(ARGV[2])) and 1 or 0 end
local comma = string.find(text, '^%s*{%s*}%s*$') and '' or ','
local open = string.gsub(text, '}%s*$', '')
redis.call('SET', KEYS[1], open .. comma .. '"consumed":' .. ARGV[1] .. '}', 'KEEPTTL')
return 1`);

/** ARGV: member, its end, now (epoch seconds). Drops what has ended, and lets the index end with its last member. */
export const addMember = script(`
redis.call('ZADD', KEYS[1], ARGV[2], ARGV[1])
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', ARGV[3])
local last = redis.call('ZRANGE', KEYS[1], -1, -1, 'WITHSCORES')
if last[2] then redis.call('EXPIRE', KEYS[1], math.ceil(last[2] - ARGV[3])) end
return 1`);

function script(lua: string): Script {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
