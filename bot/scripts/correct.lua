-- An edited message replaces the one it corrects while that one has not been taken up.
-- Returns 1 when it did, 2 when it did so before, 0 when it is too late (the caller then hands it in as a message of
-- its own).
-- KEYS: seen of the original, inbox, seen of the correction
-- ARGV: sealed (bound to the original), prefix of turn keys, life of a turn key (s), window (s)
if redis.call('EXISTS', KEYS[3]) == 1 then
  return 2
end
local entry = redis.call('GET', KEYS[1])
if not entry or #redis.call('XRANGE', KEYS[2], entry, entry) == 0 then
  return 0
end
local turn = ARGV[2] .. entry
if redis.call('HEXISTS', turn, 'begun') == 1 then
  return 0
end
redis.call('HSET', turn, 'corrected', ARGV[1])
redis.call('EXPIRE', turn, ARGV[3])
redis.call('SET', KEYS[3], entry, 'EX', ARGV[4])
return 1
