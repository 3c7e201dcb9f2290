-- A token bucket: the time that it lacks until it is full, and when that was so.
-- KEYS: its state. ARGV: parts, nanoseconds until a token flows in, how many tokens it holds.
-- Answers how many nanoseconds to wait; 0: the parts were counted.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local parts, interval, burst = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function keep(lacks)
  -- Beyond this numbers are not exact; nobody waits for a hundred days.
  lacks = math.min(lacks, 9000000000000000)
  local state = string.format('%.0f %.0f', now, lacks)
  redis.call('SET', KEYS[1], state, 'PX', string.format('%.0f', math.ceil(lacks / 1000000) + 1))
end

local lacks = 0
local state = redis.call('GET', KEYS[1])
if state then
  local at, lacked = string.match(state, '^(%d+) (%d+)$')
  at, lacked = tonumber(at), tonumber(lacked)
  lacks = math.max(0, lacked - math.max(0, now - at) * 1000)
  -- A clock that was set back: time goes on from there.
  if now < at then keep(lacks) end
end

local wait = math.max(0, lacks - interval * math.max(0, burst - parts))
if wait == 0 then keep(lacks + interval * parts) end
return {wait}
