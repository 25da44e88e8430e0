-- Notes a field on a request that still exists; 1 the first time.
-- KEYS: case  ARGV: field
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
return redis.call('HSETNX', KEYS[1], ARGV[1], '1')
