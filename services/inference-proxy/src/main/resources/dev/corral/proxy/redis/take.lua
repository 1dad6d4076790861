-- Takes all claims of a request or nothing. The arithmetic of limit/SlidingWindow.java.
-- KEYS: one per claim. ARGV: lease, its length in ms, now in ms (0: the server's clock),
-- then per claim: unit (requests, tokens, streams), limit, amount.
-- Answers {1, second, remaining, reset in ms, ...} or {0, index of the claim, wait in ms}.
local time = redis.call('TIME')
local now = tonumber(ARGV[3])
if now == 0 then now = time[1] * 1000 + math.floor(time[2] / 1000) end
local second = math.floor(now / 1000)
local worst, worstIndex = 0, 0
local used, last = {}, {}

for i, key in ipairs(KEYS) do
  local unit, limit, amount = ARGV[1 + i * 3], tonumber(ARGV[2 + i * 3]), tonumber(ARGV[3 + i * 3])
  local wait = 0
  if unit == 'streams' then
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
    used[i] = redis.call('ZCARD', key)
    if used[i] >= limit then wait = 1000 end
  else
    local all = redis.call('HGETALL', key)
    local seconds, left = {}, 0
    for f = 1, #all, 2 do
      local at, count = tonumber(all[f]), tonumber(all[f + 1])
      if at + 60 < second then
        redis.call('HDEL', key, all[f])
      else
        seconds[#seconds + 1] = { at, count }
        left = left + count
      end
    end
    table.sort(seconds, function(a, b) return a[1] < b[1] end)
    used[i] = left
    last[i] = #seconds > 0 and math.max(second, seconds[#seconds][1]) or second
    for _, one in ipairs(seconds) do
      if left + amount <= limit then break end
      left = left - one[2]
      wait = (one[1] + 61) * 1000 - now
    end
  end
  if wait > worst then worst, worstIndex = wait, i end
end

if worst > 0 then return { 0, worstIndex, worst } end

local answer = { 1, second }
for i, key in ipairs(KEYS) do
  local unit, limit, amount = ARGV[1 + i * 3], tonumber(ARGV[2 + i * 3]), tonumber(ARGV[3 + i * 3])
  if unit == 'streams' then
    redis.call('ZADD', key, now + ARGV[2], ARGV[1])
    redis.call('PEXPIRE', key, ARGV[2] * 2)
    answer[#answer + 1] = limit - used[i] - 1
    answer[#answer + 1] = 0
  else
    redis.call('HINCRBY', key, string.format('%d', second), amount)
    redis.call('EXPIRE', key, 122)
    answer[#answer + 1] = math.max(0, limit - used[i] - amount)
    answer[#answer + 1] = (last[i] + 61) * 1000 - now
  end
end
return answer
