-- An outbox that is kept for its letters forgets the conversation around them when that has been silent for long enough.
-- Returns 1 while there is an outbox to look at again.
-- KEYS: outbox, outboxes with letters  ARGV: person, idle (s), what the id of a letter's item begins with
local time = redis.call('TIME')
local now, idle = time[1] * 1000 + math.floor(time[2] / 1000), ARGV[2] * 1000
local last, talk = 0, {}
for _, entry in ipairs(redis.call('XRANGE', KEYS[1], '-', '+')) do
  if string.sub(entry[2][2], 1, #ARGV[3]) ~= ARGV[3] then
    table.insert(talk, entry[1])
    last = tonumber(string.match(entry[1], '^%d+'))
  end
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('ZREM', KEYS[2], ARGV[1])
  return 0
end
if #talk == 0 or now - last >= idle then
  if #talk > 0 then
    redis.call('XDEL', KEYS[1], unpack(talk))
  end
  last = now
end
redis.call('ZADD', KEYS[2], last + idle, ARGV[1])
return 1
