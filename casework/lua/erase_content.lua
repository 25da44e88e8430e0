-- Erases what a person gave and what staff added; the line that tells its state stays until its time.
-- KEYS: case, case-file  ARGV: field that notes when, now, states in which it may be done…
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return 'unknown' end
for i = 3, #ARGV do
  if ARGV[i] == status then
    redis.call('HDEL', KEYS[1], 'sealed')
    redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
    redis.call('DEL', KEYS[2])
    return 'done'
  end
end
return status
