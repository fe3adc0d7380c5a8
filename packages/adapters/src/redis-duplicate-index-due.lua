-- ARGV: time in milliseconds, keys at most. Reply: 1 where all were looked at, keys of live postings due
-- by then.
-- Numbers looked at in one call, so that it ends soon.
local NUMBERS_MAX = 2000

local time, keysMax = tonumber(ARGV[1]), tonumber(ARGV[2])
local keys, given, looked = {}, {}, 0
local now = math.floor(time / HOUR_MS)
for _, hour in ipairs(call('ZRANGEBYSCORE', P .. 'h', '-inf', now)) do
  local list = P .. 'd' .. hour
  local left = call('LLEN', list)
  while left > 0 and #keys < keysMax and looked < NUMBERS_MAX do
    left, looked = left - 1, looked + 1
    local number = number5(tonumber(call('LPOP', list)))
    local record = recordAt(number)
    local m = record and parse(record)
    if m and m.due > time then
      due(number, m.due)
    elseif m and m.cluster == GONE then
      removeUnder(m.hash, number)
      call('DEL', P .. 'm' .. number)
    elseif m then
      -- It stays on the list until it has been released.
      due(number, m.due)
      if not given[m.key] then given[m.key] = true; keys[#keys + 1] = m.key end
    end
  end
  if call('LLEN', list) == 0 then call('ZREM', P .. 'h', hour) end
  if #keys >= keysMax or looked >= NUMBERS_MAX then break end
end
save()
return { looked < NUMBERS_MAX and 1 or 0, keys }
