-- Of several consoles one keeps watch: takes the lease if it is free, or keeps it.
-- KEYS: watch  ARGV: own token, milliseconds
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
