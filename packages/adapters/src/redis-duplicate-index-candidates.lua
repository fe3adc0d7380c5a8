-- ARGV[1], for each query: hash of the key (6), key (2 + n), strong, weak and peer lookups (1 + 6 each),
-- whether lists are asked for (1), hash of a cluster (1 + 10 or 0).
-- Reply: sequence; mark; number and record of each posting; hash, text and successor's key of each cluster;
-- for each query: own number, numbers of candidates, lengths of its lists (1 byte each), the lists.
-- As in rank-candidates.ts: every adapter ranks alike.
local CANDIDATES_MAX, WEAK_CANDIDATES_MAX, PEERS_MAX = 24, 10, 6
local WEAK = 27720
local PEER, STRONG, WEAK_MIN = WEAK * 100, WEAK * 1000, WEAK / 3
-- Above it table.sort is quicker, though it calls back for every comparison.
local INSERTED_MAX = 48

local records, sentRecord = {}, {}
local clusters, sentCluster = {}, {}
local answers = {}
local data, at = ARGV[1], 1
-- How to read a list of so many numbers.
local FORMATS = {}
for count = 1, NUMBERS_PER_LOOKUP do FORMATS[count] = '>' .. string.rep('I5', count) end

local function send(number, bytes, record)
  if sentRecord[number] then return end
  sentRecord[number] = true
  local place = #records
  records[place + 1], records[place + 2] = bytes, record
end

local function sendCluster(hash)
  if sentCluster[hash] then return end
  sentCluster[hash] = true
  local text = call('GET', P .. 'c' .. hash)
  if not text then return end
  local first, second = unpack_('>I5c5', text, 11)
  if not sentRecord[first] then
    local bytes = number5(first)
    local canonical = recordAt(bytes)
    if canonical then send(first, bytes, canonical) end
  end
  local successor = ''
  if second ~= NOTHING then
    local record = recordAt(second)
    if record then successor = keyOf(record) end
  end
  local place = #clusters
  clusters[place + 1], clusters[place + 2], clusters[place + 3] = hash, text, successor
end

-- What the query at hand has found: numbers in order of finding, and their weights.
local weights, found, lengths, lists

-- Reads lookups, and adds `weight` to every number of their lists, or a share of it that falls with
-- the list's length.
local function weigh(weight, kept)
  local count = unpack_('>I1', data, at)
  at = at + 1
  for from = at, at + 6 * count - 1, 6 do
    local numbers = numbersUnder(sub(data, from, from + 5))
    local length = len(numbers) / 5
    lengths[#lengths + 1] = length
    if kept then lists[#lists + 1] = numbers end
    if length > 0 then
      local each = weight == WEAK and WEAK / length or weight
      local all = { unpack_(FORMATS[length], numbers) }
      for i = weight == PEER and math.max(1, length - PEERS_MAX + 1) or 1, length do
        local number = all[i]
        local before = weights[number]
        if before then
          weights[number] = before + each
        else
          weights[number] = each
          found[#found + 1] = number
        end
      end
    end
  end
  at = at + 6 * count
end

local function isBefore(a, b)
  local x, y = weights[a], weights[b]
  if x == y then return a < b end
  return x > y
end

-- Numbers by promise, and how many of them are given out.
local function rank(own)
  local ranked, count, others = {}, 0, 0
  for _, number in ipairs(found) do
    local weight = weights[number]
    if weight >= WEAK_MIN and number ~= own then
      count = count + 1
      ranked[count] = number
      if weight >= PEER then others = others + 1 end
    end
  end
  if count > INSERTED_MAX then
    table.sort(ranked, isBefore)
  else
    for i = 2, count do
      local number = ranked[i]
      local weight = weights[number]
      local place = i
      while place > 1 do
        local other = ranked[place - 1]
        local heavier = weights[other]
        if heavier > weight or (heavier == weight and other < number) then break end
        ranked[place] = other
        place = place - 1
      end
      ranked[place] = number
    end
  end
  return ranked, math.min(count, CANDIDATES_MAX, others + WEAK_CANDIDATES_MAX)
end

while at <= len(data) do
  local hash, keyLength, keyAt = unpack_('>c6I2', data, at)
  local strongAt = keyAt + keyLength
  local own, ownRecord = find(hash, sub(data, keyAt, strongAt - 1))
  local ownNumber = own and from5(own, 1)
  -- The flag lies behind the lookups, whose number has to be known to find it.
  local flagAt = strongAt
  for _ = 1, 3 do flagAt = flagAt + 1 + 6 * unpack_('>I1', data, flagAt) end
  local withLists, hasCluster, behind = unpack_('>I1I1', data, flagAt)
  weights, found, lengths, lists = {}, {}, {}, {}
  at = strongAt
  weigh(STRONG, withLists == 1)
  weigh(WEAK, withLists == 1)
  weigh(PEER, withLists == 1)
  at = behind
  if hasCluster == 1 then
    sendCluster(sub(data, at, at + 9))
    at = at + 10
  end
  if own then
    send(ownNumber, own, ownRecord)
    local cluster = sub(ownRecord, 19, 28)
    if cluster ~= GONE then sendCluster(cluster) end
  end
  local ranked, count = rank(ownNumber)
  local numbers = {}
  for i = 1, count do
    local number = ranked[i]
    local bytes = number5(number)
    if not sentRecord[number] then
      local record = recordAt(bytes)
      if record then
        send(number, bytes, record)
        sendCluster(sub(record, 19, 28))
      end
    end
    numbers[i] = bytes
  end
  local place = #answers
  answers[place + 1] = own or ''
  answers[place + 2] = table.concat(numbers)
  answers[place + 3] = string.char(unpack(lengths))
  answers[place + 4] = table.concat(lists)
end
return { string.format('%.0f', sequence), mark, records, clusters, answers }
