-- Notes that a conversation is urgent, if anybody is on duty; the same conversation again is counted.
-- KEYS: duty, urgent-talks, urgent-talk  ARGV: person, kind, now, now (seconds), keep (seconds)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSETNX', KEYS[3], 'first_at', ARGV[3])
redis.call('HSET', KEYS[3], 'kind', ARGV[2], 'last_at', ARGV[3])
redis.call('HINCRBY', KEYS[3], 'times', 1)
redis.call('EXPIRE', KEYS[3], ARGV[5])
redis.call('ZREMRANGEBYSCORE', KEYS[2], '-inf', ARGV[4] - ARGV[5])
redis.call('ZADD', KEYS[2], ARGV[4], ARGV[1])
redis.call('EXPIRE', KEYS[2], ARGV[5])
return 1
