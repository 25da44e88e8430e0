-- Puts what a person said, or what became of a letter, into the staff's mailbox once.
-- KEYS: from-person, letter, staff-talk, to-person
-- ARGV: id, person, reference, kind, about, sealed, known for, talk open for (0 leaves it, -1 closes it), stream entry to take out
local fresh = redis.call('SET', KEYS[2], '1', 'NX', 'EX', ARGV[7])
if fresh then
  redis.call('XADD', KEYS[1], '*', 'id', ARGV[1], 'person', ARGV[2], 'reference', ARGV[3], 'kind', ARGV[4], 'about', ARGV[5],
    'sealed', ARGV[6])
end
if ARGV[8] == '-1' then redis.call('DEL', KEYS[3])
elseif ARGV[8] ~= '0' then redis.call('EXPIRE', KEYS[3], ARGV[8]) end
if ARGV[9] ~= '' then
  redis.call('XACK', KEYS[4], 'bot', ARGV[9])
  redis.call('XDEL', KEYS[4], ARGV[9])
end
return fresh and 1 or 0
