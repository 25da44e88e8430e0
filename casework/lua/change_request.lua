-- Adds a sealed change to the file of a request, if the request is theirs and still open to change. A repeat is 'done'.
-- KEYS: case, case-file  ARGV: person, field of the file, sealed, now, channel ('' when it stays), states…
if redis.call('HGET', KEYS[1], 'person') ~= ARGV[1] then return 'unknown' end
if redis.call('HEXISTS', KEYS[1], 'sealed') == 0 then return 'closed' end
if redis.call('HEXISTS', KEYS[2], ARGV[2]) == 1 then return 'done' end
local status = redis.call('HGET', KEYS[1], 'status')
for i = 6, #ARGV do
  if ARGV[i] == status then
    redis.call('HSET', KEYS[2], ARGV[2], ARGV[3])
    redis.call('EXPIRE', KEYS[2], math.max(redis.call('TTL', KEYS[1]), 1))
    redis.call('HSET', KEYS[1], 'changed_at', ARGV[4], 'unread', '1')
    if ARGV[5] ~= '' then redis.call('HSET', KEYS[1], 'channel', ARGV[5]) end
    return 'done'
  end
end
return 'closed'
