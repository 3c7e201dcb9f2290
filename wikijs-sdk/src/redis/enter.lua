-- Takes the gate if it is free and nobody waits longer; else waits in the queue.
-- KEYS: the lease, those who wait by their arrival, those who wait by when they last asked.
-- ARGV: who asks, milliseconds that the lease lasts, milliseconds after which one who does not ask has gone away.
-- Answers 1 and 0: taken; or 0 and how many wait before.
local lease, queue, seen = KEYS[1], KEYS[2], KEYS[3]
local owner, lasts, patience = ARGV[1], ARGV[2], tonumber(ARGV[3])
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]

local function leave(who)
  redis.call('ZREM', queue, who)
  redis.call('ZREM', seen, who)
end

local function take()
  redis.call('SET', lease, owner, 'PX', lasts)
  leave(owner)
  return {1, 0}
end

local function number(value) return string.format('%.0f', value) end

-- Also those of the future, where the clock was set back.
local early, late = number(now - patience * 1000), number(now + patience * 1000)
for _, who in ipairs(redis.call('ZRANGEBYSCORE', seen, '-inf', '(' .. early)) do leave(who) end
for _, who in ipairs(redis.call('ZRANGEBYSCORE', seen, '(' .. late, '+inf')) do leave(who) end

local holder = redis.call('GET', lease)
-- It had been given, and the answer was lost.
if holder == owner then return take() end
if not holder then
  local first = redis.call('ZRANGE', queue, 0, 0)[1]
  if not first or first == owner then return take() end
end

if not redis.call('ZSCORE', queue, owner) then redis.call('ZADD', queue, number(now), owner) end
redis.call('ZADD', seen, number(now), owner)
redis.call('PEXPIRE', queue, 2 * patience)
redis.call('PEXPIRE', seen, 2 * patience)
return {0, redis.call('ZRANK', queue, owner)}
