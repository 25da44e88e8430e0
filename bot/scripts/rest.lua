-- A turn is given back, to be taken up again after a while. Returns 1, or -1 when the lease is lost.
-- KEYS: holder, ready, turn  ARGV: person, token, rest (ms), 1 when this was a try that failed
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return -1
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[1])
redis.call('HDEL', KEYS[1], ARGV[1])
redis.call('HINCRBY', KEYS[3], 'tries', ARGV[4])
return 1
