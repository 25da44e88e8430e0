-- One step of staff's work on a request: of two people at once, one wins and the other is told.
-- KEYS: case, case-file
-- ARGV: account, hold ('free': nobody may hold it; 'mine': the account must; 'any'), to ('' keeps the state),
--       keep (seconds), '1' to erase what is sealed, now, holder afterwards ('=' keeps it, '' nobody), stamp (field or ''), states…
local status = redis.call('HGET', KEYS[1], 'status')
if not status then return {'unknown', ''} end
local holder = redis.call('HGET', KEYS[1], 'claimed_by') or ''
local allowed = false
for i = 9, #ARGV do allowed = allowed or ARGV[i] == status end
if not allowed then return {'stands_at', status} end
if ARGV[2] == 'free' and holder ~= '' then return {'held', holder} end
if ARGV[2] == 'mine' and holder ~= ARGV[1] then return {'held', holder} end
if ARGV[3] ~= '' then
  local keep = tonumber(ARGV[4])
  -- What was passed on leaves on its day, also when it is closed before a receipt came.
  if status == 'transmis' and redis.call('HEXISTS', KEYS[1], 'sealed') == 1 then
    keep = math.max(1, math.min(keep, redis.call('TTL', KEYS[1])))
  end
  redis.call('HSET', KEYS[1], 'status', ARGV[3], 'changed_at', ARGV[6])
  redis.call('EXPIRE', KEYS[1], keep)
  redis.call('EXPIRE', KEYS[2], keep)
  if ARGV[5] == '1' then
    redis.call('HDEL', KEYS[1], 'sealed')
    redis.call('DEL', KEYS[2])
  end
end
if ARGV[7] == '' then redis.call('HDEL', KEYS[1], 'claimed_by', 'claimed_at')
elseif ARGV[7] ~= '=' then redis.call('HSET', KEYS[1], 'claimed_by', ARGV[7], 'claimed_at', ARGV[6]) end
if ARGV[8] ~= '' then redis.call('HSETNX', KEYS[1], ARGV[8], ARGV[6]) end
return {'done', ''}
