-- Puts a letter of staff into the mailbox once, and opens the talk in which the person may answer.
-- KEYS: to-person, letter, staff-talk  ARGV: id, person, reference, kind, sealed, letter known for, talk open for (seconds)
if not redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[6]) then return 0 end
redis.call('XADD', KEYS[1], '*', 'id', ARGV[1], 'person', ARGV[2], 'reference', ARGV[3], 'kind', ARGV[4], 'sealed', ARGV[5])
if ARGV[4] == 'letter' then
  redis.call('HSET', KEYS[3], 'reference', ARGV[3])
  redis.call('EXPIRE', KEYS[3], ARGV[7])
elseif redis.call('HGET', KEYS[3], 'reference') == ARGV[3] then
  redis.call('DEL', KEYS[3])
end
return 1
