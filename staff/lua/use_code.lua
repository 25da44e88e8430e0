-- Notes the time step of a code that fits; a code that was used, and every older one, is refused.
-- KEYS: account  ARGV: step
local last = tonumber(redis.call('HGET', KEYS[1], 'last_step') or '-1')
if tonumber(ARGV[1]) <= last then return 0 end
redis.call('HSET', KEYS[1], 'last_step', ARGV[1])
return 1
