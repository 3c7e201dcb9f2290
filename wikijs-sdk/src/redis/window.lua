-- A sliding window: a log of what passed, oldest first. An entry has its time, its parts, and the parts of all entries up
-- to it, so that a sum over any span is a difference.
-- KEYS: the log. ARGV: parts, how many the window lets pass, its length in microseconds.
-- Answers how many nanoseconds to wait; 0: the parts were counted.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local log, parts, count, within = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local function entry(index)
  local text = redis.call('LINDEX', log, index)
  if not text then return nil end
  local at, passed, total = string.match(text, '^(%d+) (%d+) (%d+)$')
  return {at = tonumber(at), parts = tonumber(passed), total = tonumber(total)}
end

local function text_of(at, passed, total)
  return string.format('%.0f %.0f %.0f', at, passed, total)
end

-- A clock that was set back: what passed in its future passed now.
local index, late = -1, entry(-1)
while late and late.at > now do
  redis.call('LSET', log, index, text_of(now, late.parts, late.total))
  index = index - 1
  late = entry(index)
end

local first = entry(0)
while first and first.at + within <= now do
  redis.call('LPOP', log)
  first = entry(0)
end

local last = first and entry(-1)
local before = first and first.total - first.parts or 0
local sum = last and last.total - before or 0
local over = sum + parts - count

if over <= 0 or not first then
  redis.call('RPUSH', log, text_of(now, parts, (last and last.total or 0) + parts))
  redis.call('PEXPIRE', log, string.format('%.0f', math.ceil(within / 1000) + 1))
  return {0}
end

-- The oldest entry with which enough has left the window; the last one, where more is wanted than may ever pass together.
local low, high = 0, redis.call('LLEN', log) - 1
while low < high do
  local middle = math.floor((low + high) / 2)
  if entry(middle).total - before >= over then high = middle else low = middle + 1 end
end
return {(entry(low).at + within - now) * 1000}
