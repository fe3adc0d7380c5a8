-- ARGV[1]: 1 to claim, 0 to release. Then for each: hash of the key (6), key, seen, whether the
-- posting was there, checked lookups, new lookups or '-' to keep them, hash of the cluster (10),
-- whether it is founded (1; 'same': nothing about it changes), profile, profile that is left, due time, rest of the record ('' releases
-- without a trace). Reply, for each: granted, conflict or taken.
local FIELDS = 12
local before = sequence
local dirtyLookups, dirtyClusters = {}, {}
local results = {}

local function isNews(changed, seen) return changed > seen and changed <= before end

local function leave(hash, number, profile)
  local c = clusterAt(hash)
  if not c then return end
  dirtyClusters[hash] = true
  live = live - 1
  c.members = c.members - 1
  if c.members == 0 then
    call('DEL', P .. 'c' .. hash)
    return
  end
  local others = P .. 'o' .. hash
  if number == c.first or number == c.second then
    if number == c.first then c.first = c.second end
    local third = call('LPOP', others)
    c.second = third and number5(tonumber(third)) or NOTHING
  else
    call('LREM', others, 1, string.format('%.0f', from5(number, 1)))
  end
  c.profile, c.changed = profile, sequence
  saveCluster(hash, c)
end

local function enter(hash, number, profile)
  local c = clusterAt(hash)
  live = live + 1
  if not c then c = { members = 0, first = number, second = NOTHING } end
  if c.members == 1 then c.second = number
  elseif c.members > 1 then
    call('RPUSH', P .. 'o' .. hash, string.format('%.0f', from5(number, 1)))
  end
  c.members, c.profile, c.changed = c.members + 1, profile, sequence
  saveCluster(hash, c)
end

-- A member that stays, under its new number, where it was.
local function renumber(hash, old, new, profile)
  local c = clusterAt(hash)
  if c.first == old then c.first = new
  elseif c.second == old then c.second = new
  elseif old ~= new then
    local others = P .. 'o' .. hash
    local place = call('LPOS', others, string.format('%.0f', from5(old, 1)))
    call('LSET', others, place, string.format('%.0f', from5(new, 1)))
  end
  c.profile, c.changed = profile, sequence
  saveCluster(hash, c)
end

local function homeIsAsSeen(m, seen)
  if m.cluster == GONE then return true end
  if dirtyClusters[m.cluster] then return false end
  local home = clusterAt(m.cluster)
  return home ~= nil and not isNews(home.changed, seen)
end

local function selfIsAsSeen(m, seen, wasThere)
  if not m then return wasThere == '0' end
  return not isNews(m.changed, seen) and homeIsAsSeen(m, seen)
end

local function lookupsAreAsSeen(checked, seen)
  -- Nobody else was granted anything: only claims of this call can have changed what was seen.
  local untouched = seen >= before
  for at = 1, len(checked), 6 do
    local lookup = sub(checked, at, at + 5)
    if dirtyLookups[lookup] then return false end
    if not untouched then
      local numbers = numbersUnder(lookup)
      for from = len(numbers) - 4, 1, -5 do
        local number = from5(numbers, from)
        if number <= seen then break end
        if isNews(number, seen) then return false end
      end
    end
  end
  return true
end

local function judge(i, m, own, seen)
  if not selfIsAsSeen(m, seen, ARGV[i + 3]) then return 'conflict' end
  if not lookupsAreAsSeen(ARGV[i + 4], seen) then return 'conflict' end
  local hash = ARGV[i + 6]
  local target = clusterAt(hash)
  if ARGV[i + 7] == '1' then
    if not target or (target.members == 1 and target.first == own) then return 'granted' end
    return 'taken'
  end
  if not target or dirtyClusters[hash] or isNews(target.changed, seen) then return 'conflict' end
  return 'granted'
end

local function unstore(m, number)
  for at = 1, len(m.lookups), 6 do removeUnder(sub(m.lookups, at, at + 5), number) end
end

local function write(number, key, m)
  local head = pack('>I6I6I6', m.changed, m.order, m.due) .. m.cluster .. m.hash
  local body = pack('>I2', len(key)) .. key .. pack('>I2', len(m.lookups)) .. m.lookups
  call('SET', P .. 'm' .. number, head .. body .. m.rest)
end

local function claim(i)
  local key, seen = ARGV[i + 1], tonumber(ARGV[i + 2])
  local own, record = find(ARGV[i], key)
  local m = record and parse(record)
  local verdict = judge(i, m, own, seen)
  local lookups = ARGV[i + 5]
  if lookups == '-' then lookups = m and m.lookups or '' end
  local hash = ARGV[i + 6]
  if verdict ~= 'granted' then
    for at = 1, len(lookups), 6 do dirtyLookups[sub(lookups, at, at + 5)] = true end
    dirtyClusters[hash] = true
    if m and m.cluster ~= GONE then dirtyClusters[m.cluster] = true end
    return verdict
  end
  sequence = sequence + 1
  local stays = m and m.cluster == hash
  local restored = not m or m.lookups ~= lookups
  local number = restored and number5(sequence) or own
  local time = tonumber(ARGV[i + 10])
  if m and not stays and m.cluster ~= GONE then leave(m.cluster, own, ARGV[i + 9]) end
  if restored then
    if m then
      unstore(m, own)
      removeUnder(ARGV[i], own)
      call('DEL', P .. 'm' .. own)
    end
    addUnder(ARGV[i], number)
    for at = 1, len(lookups), 6 do addUnder(sub(lookups, at, at + 5), number) end
  end
  write(number, key, {
    changed = sequence,
    order = stays and m.order or sequence,
    due = time,
    cluster = hash,
    hash = ARGV[i],
    lookups = lookups,
    rest = ARGV[i + 11],
  })
  if restored or time < m.due then due(number, time) end
  if not stays then enter(hash, number, ARGV[i + 8])
  elseif restored or ARGV[i + 7] ~= 'same' then renumber(hash, own, number, ARGV[i + 8]) end
  return verdict
end

local function release(i)
  local seen = tonumber(ARGV[i + 2])
  local own, record = find(ARGV[i], ARGV[i + 1])
  local m = record and parse(record)
  if not selfIsAsSeen(m, seen, ARGV[i + 3]) then return 'conflict' end
  if not m then return 'granted' end
  sequence = sequence + 1
  if m.cluster ~= GONE then leave(m.cluster, own, ARGV[i + 9]) end
  unstore(m, own)
  if ARGV[i + 11] == '' then
    removeUnder(ARGV[i], own)
    call('DEL', P .. 'm' .. own)
  else
    m.changed, m.cluster, m.lookups, m.rest = sequence, GONE, '', ARGV[i + 11]
    write(own, m.key, m)
  end
  return 'granted'
end

for i = 2, #ARGV, FIELDS do
  results[#results + 1] = ARGV[1] == '1' and claim(i) or release(i)
end
save()
return results
