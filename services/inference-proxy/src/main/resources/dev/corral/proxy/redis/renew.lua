-- Holds on to streams in progress. KEYS: their keys. ARGV: length of a lease in ms, then one lease
-- per key.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, now + ARGV[1], ARGV[i + 1])
  redis.call('PEXPIRE', key, ARGV[1] * 2)
end
return { 1 }
