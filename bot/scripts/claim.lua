-- The next person whose time has come is taken up, for as long as a lease lasts, with their oldest message.
-- Returns {0, person, token, entry, key, sealed, marks}, {ms until somebody is due} {-1} when nobody waits, {-2} after the deadline.
-- KEYS: ready, holder, fence, inbox
-- ARGV: lease (ms), prefix of waiting, prefix of turns, life of a turn key (s), deadline (ms), prefix of doubts,
--       grace (ms)
-- A lease that has ended is doubted before it is taken: its holder may only have been cut off (a frozen server, a lost
-- network), and has a moment to renew it. Taken at once, what it has just sent would be sent again.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if now > tonumber(ARGV[5]) then
  return {-2}
end
while true do
  local due = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
  if #due == 0 then
    return {-1}
  end
  local person, at = due[1], tonumber(due[2])
  if at > now then
    return {at - now}
  end
  local waiting = ARGV[2] .. person
  local entry = redis.call('LINDEX', waiting, 0)
  local holder = redis.call('HGET', KEYS[2], person)
  local doubt = ARGV[6] .. person
  if holder and redis.call('GET', doubt) ~= holder then
    redis.call('SET', doubt, holder, 'EX', 60)
    redis.call('ZADD', KEYS[1], now + ARGV[7], person)
  elseif not entry then
    redis.call('ZREM', KEYS[1], person)
    redis.call('HDEL', KEYS[2], person)
  else
    local found = redis.call('XRANGE', KEYS[4], entry, entry)
    local turn = ARGV[3] .. entry
    if #found == 0 then
      redis.call('LPOP', waiting)
      redis.call('DEL', turn)
    else
      redis.call('DEL', doubt)
      local token = redis.call('INCR', KEYS[3])
      redis.call('ZADD', KEYS[1], now + ARGV[1], person)
      redis.call('HSET', KEYS[2], person, token)
      redis.call('HSETNX', turn, 'begun', now)
      redis.call('EXPIRE', turn, ARGV[4])
      local fields = found[1][2]
      return {0, person, token, entry, fields[2], fields[6], redis.call('HGETALL', turn)}
    end
  end
end
