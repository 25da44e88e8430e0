-- Erases a request with all that belongs to it; its message is remembered, so that it is not stored again.
-- KEYS: case, case-file, cases  ARGV: reference, prefix of the sets of persons
local person = redis.call('HGET', KEYS[1], 'person')
local there = redis.call('DEL', KEYS[1])
redis.call('DEL', KEYS[2])
redis.call('ZREM', KEYS[3], ARGV[1])
if person then redis.call('SREM', ARGV[2] .. person, ARGV[1]) end
return there
