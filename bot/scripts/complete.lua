-- A message has had its answer and is forgotten; the person's next one may be taken up. Returns 1, or -1 when the
-- lease is lost.
-- KEYS: holder, ready, inbox, waiting, turn, said, count
-- ARGV: person, token, entry, 1 when all is well again, life of the count (s; 0: don't count)
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return -1
end
redis.call('XDEL', KEYS[3], ARGV[3])
redis.call('LREM', KEYS[4], 1, ARGV[3])
redis.call('DEL', KEYS[5])
redis.call('HDEL', KEYS[1], ARGV[1])
if redis.call('EXISTS', KEYS[4]) == 1 then
  local time = redis.call('TIME')
  redis.call('ZADD', KEYS[2], time[1] * 1000 + math.floor(time[2] / 1000), ARGV[1])
else
  redis.call('ZREM', KEYS[2], ARGV[1])
end
if ARGV[4] == '1' then
  redis.call('DEL', KEYS[6])
end
if ARGV[5] ~= '0' then
  redis.call('INCR', KEYS[7])
  redis.call('EXPIRE', KEYS[7], ARGV[5])
end
return 1
