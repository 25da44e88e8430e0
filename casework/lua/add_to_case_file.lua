-- Adds one sealed entry to the file of a request whose content still exists; it leaves with the request.
-- KEYS: case, case-file  ARGV: field, sealed, '1' to replace an entry that is there
if redis.call('HEXISTS', KEYS[1], 'sealed') == 0 then return 'erased' end
if ARGV[3] == '1' then redis.call('HSET', KEYS[2], ARGV[1], ARGV[2])
else redis.call('HSETNX', KEYS[2], ARGV[1], ARGV[2]) end
redis.call('EXPIRE', KEYS[2], math.max(redis.call('TTL', KEYS[1]), 1))
return 'done'
