-- ARGV, for each query: hash of the key (6), key, strong, weak and peer lookups (6 bytes each).
-- Reply: sequence; number and record of each posting; hash, text and successor's key of each cluster;
-- for each query: own number, numbers of candidates, positions of full weak lookups (1 byte each).
local CANDIDATES_MAX = 32
-- As in rank-candidates.ts: every adapter ranks alike.
local WEAK = 27720
local PEER, STRONG = WEAK * 100, WEAK * 1000

local records, sentRecord = {}, {}
local clusters, sentCluster = {}, {}
local answers = {}

local function send(number, record)
  if sentRecord[number] then return end
  sentRecord[number] = true
  records[#records + 1], records[#records + 2] = number, record
end

local function sendCluster(hash)
  if sentCluster[hash] then return end
  sentCluster[hash] = true
  local text = call('GET', P .. 'c' .. hash)
  if not text then return end
  local _, members, first, second = unpack_('>I6I4c5c5', text)
  if not sentRecord[first] then
    local canonical = recordAt(first)
    if canonical then send(first, canonical) end
  end
  local successor = ''
  if second ~= NOTHING then
    local record = recordAt(second)
    if record then successor = parse(record).key end
  end
  local at = #clusters
  clusters[at + 1], clusters[at + 2], clusters[at + 3] = hash, text, successor
end

for i = 1, #ARGV, 5 do
  local own, ownRecord = find(ARGV[i], ARGV[i + 1])
  local weights, found, full = {}, {}, {}
  local function weigh(lookups, weight)
    for at = 1, len(lookups), 6 do
      local numbers = numbersUnder(sub(lookups, at, at + 5))
      local length = len(numbers)
      if weight == 0 and length >= NUMBERS_PER_LOOKUP * 5 then
        full[#full + 1] = string.char((at - 1) / 6)
      end
      local each = weight > 0 and weight or WEAK * 5 / length
      for from = 1, length, 5 do
        local number = sub(numbers, from, from + 4)
        local before = weights[number]
        if not before then found[#found + 1] = number end
        weights[number] = (before or 0) + each
      end
    end
  end
  weigh(ARGV[i + 2], STRONG)
  weigh(ARGV[i + 4], PEER)
  weigh(ARGV[i + 3], 0)
  table.sort(found, function(a, b)
    local x, y = weights[a], weights[b]
    if x == y then return from5(a, 1) < from5(b, 1) end
    return x > y
  end)
  if own then
    send(own, ownRecord)
    local cluster = sub(ownRecord, 19, 28)
    if cluster ~= GONE then sendCluster(cluster) end
  end
  local numbers, count = {}, 0
  for _, number in ipairs(found) do
    if count == CANDIDATES_MAX then break end
    if number ~= own then
      local there = sentRecord[number]
      if there == nil then
        local record = recordAt(number)
        there = record and sub(record, 19, 28) ~= GONE
        if there then
          send(number, record)
          sendCluster(sub(record, 19, 28))
        end
      end
      if there then count = count + 1; numbers[count] = number end
    end
  end
  answers[#answers + 1] = own or ''
  answers[#answers + 1] = table.concat(numbers)
  answers[#answers + 1] = table.concat(full)
end
return { string.format('%.0f', sequence), records, clusters, answers }
