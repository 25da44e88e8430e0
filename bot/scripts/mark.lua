-- A step of a turn is done: its mark, and the buttons that it showed. Returns 1, or -1 when the lease is lost.
-- KEYS: holder, turn, buttons  ARGV: person, token, mark, life of a turn key (s), life of a button (s), id, payload…
if redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[2] then
  return -1
end
redis.call('HSET', KEYS[2], ARGV[3], 1)
redis.call('EXPIRE', KEYS[2], ARGV[4])
for i = 6, #ARGV, 2 do
  redis.call('HSET', KEYS[3], ARGV[i], ARGV[i + 1])
end
if redis.call('EXISTS', KEYS[3]) == 1 then
  redis.call('EXPIRE', KEYS[3], ARGV[5])
end
return 1
