-- What staff sort by, of every request that still exists, in one answer: hundreds are read in milliseconds.
-- KEYS: cases  ARGV: prefix of the requests, fields…
-- Returns JSON: for each request its reference, whether its content is there, its time to live, the fields.
local found = {}
for _, reference in ipairs(redis.call('ZRANGE', KEYS[1], 0, -1)) do
  local key = ARGV[1] .. reference
  local fields = redis.call('HMGET', key, unpack(ARGV, 2))
  if fields[1] then
    local row = {reference, redis.call('HEXISTS', key, 'sealed'), redis.call('TTL', key)}
    for i = 1, #fields do row[3 + i] = fields[i] or '' end
    found[#found + 1] = row
  end
end
if #found == 0 then return '[]' end
return cjson.encode(found)
