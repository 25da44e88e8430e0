-- Stores a request once: a repeat of the same key gets the first reference back.
-- KEYS: case-key, case, cases, cases-of  ARGV: reference, person, created (seconds), keep (seconds), longest keep, fields…
local known = redis.call('GET', KEYS[1])
if known then return known end
if redis.call('EXISTS', KEYS[2]) == 1 then return '' end
local reference, person, created, keep, longest = ARGV[1], ARGV[2], tonumber(ARGV[3]), ARGV[4], tonumber(ARGV[5])
redis.call('HSET', KEYS[2], unpack(ARGV, 6))
redis.call('EXPIRE', KEYS[2], keep)
redis.call('SET', KEYS[1], reference, 'EX', keep)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', created - longest)
redis.call('ZADD', KEYS[3], created, reference)
redis.call('EXPIRE', KEYS[3], longest)
redis.call('SADD', KEYS[4], reference)
redis.call('EXPIRE', KEYS[4], longest)
return reference
