-- The lease goes on. Returns how many messages of this person wait, or -1 when the lease is lost.
-- KEYS: holder, ready, waiting, doubt  ARGV: person, token, lease (ms)
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return -1
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[2], 'XX', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[3], ARGV[1])
redis.call('DEL', KEYS[4])
return redis.call('LLEN', KEYS[3])
