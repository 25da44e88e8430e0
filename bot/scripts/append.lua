-- One item more in an outbox; an item that is already among the last ones is not written twice.
-- KEYS: outbox  ARGV: item id, sealed, longest, life (s)
for _, entry in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 20)) do
  if entry[2][2] == ARGV[1] then
    return entry[1]
  end
end
local entry = redis.call('XADD', KEYS[1], 'MAXLEN', ARGV[3], '*', 'item', ARGV[1], 'sealed', ARGV[2])
if redis.call('TTL', KEYS[1]) < tonumber(ARGV[4]) then
  redis.call('EXPIRE', KEYS[1], ARGV[4])
end
return entry
