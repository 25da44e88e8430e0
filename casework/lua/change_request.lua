-- Replaces what a person gave, if the request is theirs and still open to change. A repeat of the same key is 'done'.
-- KEYS: case-key, case  ARGV: reference, person, number of states, states…, fields…
local reference, person, states = ARGV[1], ARGV[2], tonumber(ARGV[3])
if redis.call('GET', KEYS[1]) == reference then return 'done' end
if redis.call('HGET', KEYS[2], 'person') ~= person then return 'unknown' end
local status = redis.call('HGET', KEYS[2], 'status')
for i = 4, 3 + states do
  if ARGV[i] == status then
    redis.call('HSET', KEYS[2], unpack(ARGV, 4 + states))
    redis.call('SET', KEYS[1], reference, 'EX', math.max(redis.call('TTL', KEYS[2]), 1))
    return 'done'
  end
end
return 'closed'
