-- Makes a lease last longer, if it is still the owner's; never shorter.
-- KEYS: the lease. ARGV: the owner, milliseconds that it is to last, 1 where it may be taken anew if nobody has it.
-- Answers 1: it lasts; 0: another has it; -1: nobody has it.
local holder = redis.call('GET', KEYS[1])
if holder == ARGV[1] then
  if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
  return {1}
end
if holder then return {0} end
if ARGV[3] == '1' then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return {1}
end
return {-1}
