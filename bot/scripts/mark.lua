-- A step of a turn is done: its mark, and the buttons that it showed. Returns 1, or -1 when the lease is lost.
-- The lease goes on as well.
-- KEYS: holder, turn, buttons, ready, doubt
-- ARGV: person, token, mark, value, life of a turn key (s), life of a button (s), lease (ms), id, payload…
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return -1
end
redis.call('HSET', KEYS[2], ARGV[3], ARGV[4])
redis.call('EXPIRE', KEYS[2], ARGV[5])
for i = 8, #ARGV, 2 do
  redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
end
if redis.call('EXISTS', KEYS[3]) == 1 and redis.call('TTL', KEYS[3]) < tonumber(ARGV[6]) then
  redis.call('EXPIRE', KEYS[3], ARGV[6])
end
local time = redis.call('TIME')
redis.call('ZADD', KEYS[4], 'XX', time[1] * 1000 + math.floor(time[2] / 1000) + ARGV[7], ARGV[1])
redis.call('DEL', KEYS[5])
return 1
