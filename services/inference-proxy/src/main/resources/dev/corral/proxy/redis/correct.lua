-- Gives streams back and corrects what was taken in a second, if it still counts.
-- KEYS: one per claim. ARGV: lease, second, then per claim: unit, difference.
for i, key in ipairs(KEYS) do
  local unit, difference = ARGV[1 + i * 2], tonumber(ARGV[2 + i * 2])
  if unit == 'streams' then
    redis.call('ZREM', key, ARGV[1])
  elseif difference ~= 0 and redis.call('HEXISTS', key, ARGV[2]) == 1 then
    if redis.call('HINCRBY', key, ARGV[2], difference) < 0 then
      redis.call('HSET', key, ARGV[2], 0)
    end
  end
end
return { 1 }
