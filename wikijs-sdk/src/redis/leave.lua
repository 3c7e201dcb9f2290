-- Gives a lease back, if it is still the owner's, and leaves the queue.
-- KEYS: as those of enter.lua. ARGV: the owner, milliseconds that the gate stays shut behind it.
-- Answers 1: it was the owner's; 0: it was not.
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('ZREM', KEYS[3], ARGV[1])
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0} end
if tonumber(ARGV[2]) > 0 then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
else
  redis.call('DEL', KEYS[1])
end
return {1}
