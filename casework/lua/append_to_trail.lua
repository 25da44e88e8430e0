-- Appends a line if nobody else has appended since the caller looked.
-- KEYS: trail, head  ARGV: expected hash, new number, new hash, fields of the line…
local head = redis.call('HGET', KEYS[2], 'hash') or ''
if head ~= ARGV[1] then return 0 end
redis.call('XADD', KEYS[1], '*', unpack(ARGV, 4))
redis.call('HSET', KEYS[2], 'number', ARGV[2], 'hash', ARGV[3])
return 1
