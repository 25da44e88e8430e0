-- A message is taken in: once, behind the person's earlier ones. Returns its entry id, or false for a repeat.
-- KEYS: seen, inbox, waiting, ready, holder, address  ARGV: window (s), key, person, sealed, sealed address, idle (s)
if not redis.call('SET', KEYS[1], '-', 'NX', 'EX', ARGV[1]) then
  return false
end
local entry = redis.call('XADD', KEYS[2], '*', 'id', ARGV[2], 'person', ARGV[3], 'sealed', ARGV[4])
redis.call('SET', KEYS[1], entry, 'EX', ARGV[1])
redis.call('RPUSH', KEYS[3], entry)
-- Staff may still have to write to this person: what is to be kept for longer stays so.
redis.call('SET', KEYS[6], ARGV[5], 'EX', math.max(redis.call('TTL', KEYS[6]), tonumber(ARGV[6])))
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('HEXISTS', KEYS[5], ARGV[3]) == 1 then
  -- Somebody works for this person: the lease stays as it is.
  redis.call('ZADD', KEYS[4], 'NX', now, ARGV[3])
else
  -- A person whose turn rests between two tries is taken up at once: the new message may need the lifeline.
  redis.call('ZADD', KEYS[4], 'LT', now, ARGV[3])
end
return entry
