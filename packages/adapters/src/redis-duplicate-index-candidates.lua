-- ARGV, for each query: hash of the key (6), key, strong, weak and peer lookups (6 bytes each), hash
-- of a cluster (10) or nothing.
-- Reply: sequence; number and record of each posting; hash, text and successor's key of each cluster;
-- for each query: own number, numbers of candidates, positions of full weak lookups (1 byte each).
-- As in rank-candidates.ts: every adapter ranks alike.
local CANDIDATES_MAX, WEAK_CANDIDATES_MAX, PEERS_MAX = 24, 10, 6
local WEAK = 27720
local PEER, STRONG, WEAK_MIN = WEAK * 100, WEAK * 1000, WEAK / 3

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

-- Adds `weight` to every number of a list, or a share of it that falls with the list's length.
local function weigh(weights, found, lookups, weight)
  local full = {}
  for at = 1, len(lookups), 6 do
    local numbers = numbersUnder(sub(lookups, at, at + 5))
    local length = len(numbers)
    local from, each = 1, weight
    if weight == PEER then from = math.max(1, length - PEERS_MAX * 5 + 1) end
    if weight == WEAK then
      each = WEAK * 5 / length
      if length >= NUMBERS_PER_LOOKUP * 5 then full[#full + 1] = string.char((at - 1) / 6) end
    end
    for place = from, length, 5 do
      local number = sub(numbers, place, place + 4)
      local before = weights[number]
      if not before then found[#found + 1] = number end
      weights[number] = (before or 0) + each
    end
  end
  return table.concat(full)
end

-- Numbers by promise, with how many of them are not weak.
local function rank(weights, found, own)
  local ranked, others = {}, 0
  for _, number in ipairs(found) do
    local weight = weights[number]
    if number ~= own and weight >= WEAK_MIN then
      ranked[#ranked + 1] = number
      if weight >= PEER then others = others + 1 end
    end
  end
  table.sort(ranked, function(a, b)
    local x, y = weights[a], weights[b]
    if x == y then return from5(a, 1) < from5(b, 1) end
    return x > y
  end)
  return ranked, math.min(#ranked, CANDIDATES_MAX, others + WEAK_CANDIDATES_MAX)
end

for i = 1, #ARGV, 6 do
  local own, ownRecord = find(ARGV[i], ARGV[i + 1])
  local weights, found = {}, {}
  weigh(weights, found, ARGV[i + 2], STRONG)
  weigh(weights, found, ARGV[i + 4], PEER)
  local full = weigh(weights, found, ARGV[i + 3], WEAK)
  if ARGV[i + 5] ~= '' then sendCluster(ARGV[i + 5]) end
  if own then
    send(own, ownRecord)
    local cluster = sub(ownRecord, 19, 28)
    if cluster ~= GONE then sendCluster(cluster) end
  end
  local ranked, count = rank(weights, found, own)
  local numbers = {}
  for at = 1, count do
    local number = ranked[at]
    if not sentRecord[number] then
      local record = recordAt(number)
      if record then
        send(number, record)
        sendCluster(sub(record, 19, 28))
      end
    end
    numbers[at] = number
  end
  answers[#answers + 1] = own or ''
  answers[#answers + 1] = table.concat(numbers)
  answers[#answers + 1] = full
end
return { string.format('%.0f', sequence), records, clusters, answers }
