-- Moves a request to another state from one of those named; of two people at once, one wins.
-- KEYS: case, case-file  ARGV: to, keep (seconds), '1' to erase what is sealed, changed_at, states from which one may…
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return 'unknown' end
for i = 5, #ARGV do
  if ARGV[i] == status then
    redis.call('HSET', KEYS[1], 'status', ARGV[1], 'changed_at', ARGV[4])
    redis.call('EXPIRE', KEYS[1], ARGV[2])
    redis.call('EXPIRE', KEYS[2], ARGV[2])
    if ARGV[3] == '1' then
      redis.call('HDEL', KEYS[1], 'sealed')
      redis.call('DEL', KEYS[2])
    end
    return 'done'
  end
end
return status
